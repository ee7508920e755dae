import type { ContextBlock } from '@slack/types';
import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Recap } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { contextLine } from '#render/slack/blocks/build-blocks.ts';
import { fitList } from '#render/slack/blocks/fit-list.ts';
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
import { countOf, coverageLine, creditOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';

/** Links to the messages of one headline at most. */
const MOST_MARKS = 2;

/** `Day 1 · Thursday, 26 May`; without the number if the conference has one day or the day is before its first. */
export function dayTitle(date: CalendarDate, { from, to }: Pick<Conference, 'from' | 'to'>): string {
  const number = dayNumber(date, from);
  const day = longDay(date).replace(/ \d{4}$/, '');
  return number < 1 || from === to ? day : `Day ${number} · ${day}`;
}

/** What a digest and a recap begin with: how much was noted, the headlines, and what runs through several talks. */
export function openingParagraphs(
  { headlines, themes = [] }: { headlines: readonly Point[]; themes?: readonly Point[] },
  view: RecapView,
): Paragraph[] {
  return [
    [section(...words(coverageLine(view.coverage)))],
    ...fitList({ label: bold('In short'), lines: headlineLines(headlines, view), max: SHARES.headlines }),
    ...fitList({ label: bold('Across talks'), lines: headlineLines(themes, view), max: SHARES.themes }),
  ];
}

/** Points of several talks in one line each, credited to their talks' speakers. */
export function headlineLines(headlines: readonly Point[], view: RecapView): Inline[][] {
  return headlines.map(({ text, noteIds }) => {
    const talk = view.talkOf(noteIds);
    const credit = talk === undefined ? '' : truncate(creditOf(talk), CUTS.names);
    return [
      // No links within a headline: its mark leads to the message, which has them.
      ...words(truncate(plainLine(text), CUTS.headline)),
      ...(credit === '' ? [] : [...words(' — '), ...italic(credit)]),
      ...sourceMarks(noteIds, view, MOST_MARKS),
    ];
  });
}

/** A change of a post after it was posted; `at` in milliseconds since the epoch. */
export interface Updated {
  at: number;
  lateNotes: number;
}

/** `Updated 18:42: 2 late notes`, in an IANA zone; with the date if that is not `day`. */
export function updatedLine({ at, lateNotes }: Updated, timezone: string, day?: CalendarDate): ContextBlock {
  const local = toZonedIso(at, timezone);
  const date = local.slice(0, 10);
  const time = local.slice(11, 16);
  const when = date === day ? time : `${shortDay(date)}, ${time}`;
  return contextLine(`Updated ${when}${lateNotes === 0 ? '' : `: ${countOf(lateNotes, 'late note')}`}`);
}

/** What an organizer wrote above and below a post. */
export interface EditorText {
  above: Paragraph[];
  below: Paragraph[];
  /** Characters that it takes, addresses counted: the lists between get so many fewer. */
  length: number;
}

export function renderEditorText({ introduction = '', closing = '' }: Recap): EditorText {
  const above = toParagraph(introduction, CUTS.introduction);
  const below = toParagraph(closing, CUTS.closing);
  return { above, below, length: measureParts([...above, ...below].flat()).all };
}

function toParagraph(text: string, max: number): Paragraph[] {
  const lines = linesOf(text, max);
  return lines.length === 0 ? [] : [[section(...lines)]];
}
