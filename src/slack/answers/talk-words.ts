import type { CalendarDate } from '../../domain/conference.ts';
import { shortDay } from '../../render/dates.ts';
import { plainLine } from '../../render/plain-text.ts';
import { cutText } from '../../render/slack/cut-text.ts';
import { CUTS } from '../../render/slack/limits.ts';
import { type Inline, italic, words } from '../../render/slack/rich-text.ts';
import type { TalkChoice } from '../../usecases/bot-answers.ts';

/** `13:35`, as the schedule says it. */
export function startTime(talk: Pick<TalkChoice, 'startsAt'>): string {
  return talk.startsAt.slice(11, 16);
}

/** *Title* (13:35) */
export function talkName(talk: TalkChoice): Inline[] {
  return [...italic(shownTitle(talk)), ...words(` (${startTime(talk)})`)];
}

export function shownTitle({ title }: Pick<TalkChoice, 'title'>): string {
  return cutText(plainLine(title), CUTS.title) || 'a talk without a title';
}

export function speakerNames({ speakers }: Pick<TalkChoice, 'speakers'>): string {
  return cutText(speakers.map(({ name }) => plainLine(name)).join(', '), CUTS.names);
}

/** Where a note is: its talk, or the day's hallway. */
export function placeOf(talk: TalkChoice | undefined, day: CalendarDate): Inline[] {
  return talk === undefined ? words(`the hallway of ${shortDay(day)}`) : talkName(talk);
}
