import type { ContextBlock } from '@slack/types';
import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Recap } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { contextLine } from '#render/slack/blocks/build-blocks.ts';
import { listed } from '#render/slack/blocks/fit-list.ts';
import { CUTS, SHARES } from '#render/slack/blocks/limits.ts';
import {
  bold,
  type Inline,
  italic,
  linesOf,
  measureParts,
  type Paragraph,
  section,
  sourceMarks,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayNumber, longDay, shortDay } from '#render/view/dates.ts';
import { countOf, creditOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';

/** `Day 1 · Thursday, 26 May`; without the number where the conference has one day or the day is before its first. */
export function dayTitle(date: CalendarDate, { from, to }: Pick<Conference, 'from' | 'to'>): string {
  const number = dayNumber(date, from);
  const day = longDay(date).replace(/ \d{4}$/, '');
  return number < 1 || from === to ? day : `Day ${number} · ${day}`;
}

/** Marks of one headline: what is short needs no more. */
const MOST_MARKS = 2;

/** What runs through several talks, where a language model found any. */
export function themeParagraphs(themes: readonly Point[] = [], view: RecapView): Paragraph[] {
  return listed(bold('Across talks'), headlineLines(themes, view), SHARES.themes, (left) => `and ${left} more`);
}

/** Points of several talks in one line each, credited to their talks' speakers. */
export function headlineLines(headlines: readonly Point[], view: RecapView): Inline[][] {
  return headlines.map(({ text, noteIds }) => {
    const talk = view.talkOf(noteIds);
    const credit = talk === undefined ? '' : truncate(creditOf(talk), CUTS.names);
    return [
      // Without links of its own: the mark leads to the message, which has them.
      ...words(truncate(plainLine(text), CUTS.headline)),
      ...(credit === '' ? [] : [...words(' — '), ...italic(credit)]),
      ...sourceMarks(noteIds, view, MOST_MARKS),
    ];
  });
}

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

/** What an organiser wrote above and below a post, with its line breaks. */
export interface OwnWords {
  above: Paragraph[];
  below: Paragraph[];
  /** Characters that they take, addresses counted: what is listed between them has so many fewer. */
  taken: number;
}

export function ownWords({ introduction = '', closing = '' }: Recap): OwnWords {
  const above = paragraph(introduction, CUTS.introduction);
  const below = paragraph(closing, CUTS.closing);
  return { above, below, taken: measureParts([...above, ...below].flat()).all };
}

function paragraph(text: string, max: number): Paragraph[] {
  const lines = linesOf(text, max);
  return lines.length === 0 ? [] : [[section(...lines)]];
}
