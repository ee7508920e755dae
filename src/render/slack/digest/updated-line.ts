import type { ContextBlock } from '@slack/types';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import { contextLine } from '#render/slack/blocks/controls.ts';
import { shortDay } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';

/** That a post was changed after it was posted; `at` in milliseconds since the epoch. */
export interface Updated {
  at: number;
  lateNotes: number;
}

/** `Updated 18:42: 2 late notes`, in an IANA zone; with the date where that is not `day`. */
export function updatedLine({ at, lateNotes }: Updated, timezone: string, day?: CalendarDate): ContextBlock {
  const local = toZonedIso(at, timezone);
  const date = local.slice(0, 10);
  const time = local.slice(11, 16);
  const when = date === day ? time : `${shortDay(date)}, ${time}`;
  return contextLine(`Updated ${when}${lateNotes === 0 ? '' : `: ${countOf(lateNotes, 'late note')}`}`);
}
