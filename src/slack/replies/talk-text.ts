import type { CalendarDate } from '#domain/conference/conference.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import { type Inline, italic, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { shortDay } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { TalkChoice } from '#usecases/bot-results.ts';

/** `13:35`, as the schedule says it. */
export function startTime(talk: Pick<TalkChoice, 'startsAt'>): string {
  return talk.startsAt.slice(11, 16);
}

/** *Title* (13:35) */
export function talkName(talk: TalkChoice): Inline[] {
  return [...italic(shownTitle(talk)), ...words(` (${startTime(talk)})`)];
}

export function shownTitle({ title }: Pick<TalkChoice, 'title'>): string {
  return truncate(plainLine(title), CUTS.title) || 'a talk without a title';
}

export function speakerNames({ speakers }: Pick<TalkChoice, 'speakers'>): string {
  return truncate(speakers.map(({ name }) => plainLine(name)).join(', '), CUTS.names);
}

/** Where a note is: its talk, or the day's hallway. */
export function placeOf(talk: TalkChoice | undefined, day: CalendarDate): Inline[] {
  return talk === undefined ? words(`the hallway of ${shortDay(day)}`) : talkName(talk);
}
