import type { PlainTextOption } from '@slack/types';
import type { CalendarDate } from '../../domain/conference.ts';
import { shortDay } from '../../render/dates.ts';
import { plainLine } from '../../render/plain-text.ts';
import { HALLWAY } from '../../render/slack/actions.ts';
import { cutText } from '../../render/slack/cut-text.ts';
import { CUTS, LIMITS } from '../../render/slack/limits.ts';
import { type Inline, italic, words } from '../../render/slack/rich-text.ts';
import type { TalkChoice } from '../../usecases/bot.ts';
import { plain } from './say.ts';

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

/** Talks to choose from, and the hallway. A talk whose id is longer than Slack lets a choice carry is left out. */
export function talkOptions(talks: readonly TalkChoice[]): PlainTextOption[] {
  const seen = new Set<string>();
  const options = talks
    .filter(({ id }) => id !== '' && id.length <= LIMITS.option.value && !seen.has(id) && seen.add(id))
    .slice(0, LIMITS.select.options - 1)
    .map((talk) => {
      const speakers = speakerNames(talk);
      const label = `${startTime(talk)} ${shownTitle(talk)}${speakers === '' ? '' : ` · ${speakers}`}`;
      return { text: plain(cutText(label, LIMITS.option.text)), value: talk.id };
    });
  return [...options, { text: plain('Hallway: no talk'), value: HALLWAY }];
}
