import type { ContextBlock } from '@slack/types';
import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { contextLine } from '#render/slack/blocks/build-blocks.ts';
import { fitList, fitRun, joinSomeNames } from '#render/slack/blocks/fit-list.ts';
import { SHARES, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import {
  type Content,
  italic,
  linesOf,
  linkTo,
  measureParts,
  type Paragraph,
  section,
  sourceMarks,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayNumber, mediumDay, shortDay } from '#render/view/dates.ts';
import { coverageLine, creditOf, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type DayView, type RecapView, TITLE_LISTS, dayTitle as titleOfDay } from '#render/view/recap-view.ts';

/** The most links to the messages of one headline. */
const MOST_MARKS = 2;

/** `Day 1 · Thursday 26 May`; without the number if the conference has one day or the day is before its first. */
export function dayTitle(date: CalendarDate, { from, to }: Pick<Conference, 'from' | 'to'>, t: RecapMessages): string {
  const number = dayNumber(date, from);
  return titleOfDay(number < 1 || from === to ? undefined : number, mediumDay(date, t.language), t);
}

/** What a digest and a recap begin with: how much was noted, the headlines, and what runs through several talks. */
export function openingParagraphs(
  { headlines, themes = [] }: { headlines: readonly Point[]; themes?: readonly Point[] },
  view: RecapView,
): Paragraph[] {
  const { t } = view;
  return [
    [section(coverageLine(view.coverage, t))],
    ...fitList({ t, label: t('in-short'), lines: headlineLines(headlines, view), max: SHARES.headlines }),
    ...fitList({ t, label: t('across-talks'), lines: headlineLines(themes, view), max: SHARES.themes }),
  ];
}

/** Points of several talks in one line each, credited to their talks' speakers. */
export function headlineLines(headlines: readonly Point[], view: RecapView): Content[] {
  return headlines.map(({ text, noteIds }) => {
    const talk = view.talkOf(noteIds);
    const credit = talk === undefined ? '' : truncate(creditOf(talk, { text }, view.t), TEXT_LENGTHS.names);
    return [
      // No links within a headline: its mark leads to the message, which has them.
      truncate(plainLine(text), TEXT_LENGTHS.headline),
      credit === '' ? '' : [' — ', italic(credit)],
      sourceMarks(noteIds, view, MOST_MARKS),
    ];
  });
}

/** `10:15 DevOps Enterprise State of the Union · John Willis, Docker · 12 notes, 1 photo` */
export function talkLine(
  { title, speakers, startsAt }: RecapTalk,
  { clock }: RecapView,
  { url, counts = [] }: { url?: string | undefined; counts?: readonly string[] } = {},
): Content {
  const rest = [truncate(speakersWithAffiliations(speakers), TEXT_LENGTHS.names), counts.join(', ')];
  return [
    `${clock.time(Date.parse(startsAt))} `,
    linkTo(url, truncate(plainLine(title), TEXT_LENGTHS.title), { bold: true }),
    rest.map((part) => (part === '' ? '' : ` · ${part}`)).join(''),
  ];
}

/** All talks and open spaces without notes, or without anything to show, in one line. */
export function titleParagraphs(
  days: readonly DayView[],
  which: keyof typeof TITLE_LISTS,
  t: RecapMessages,
): Paragraph[] {
  const talks = days.flatMap((day) => day[which]);
  const lines = talks.map(({ title }) => italic(truncate(plainLine(title), TEXT_LENGTHS.title)));
  return fitRun({ t, label: t(TITLE_LISTS[which]), lines, max: SHARES.unnoted });
}

export function notedByParagraphs({ recap: { contributors }, t }: RecapView): Paragraph[] {
  const people = contributors.map(({ author, notes }) => t('author-with-notes', { author, notes }));
  return people.length === 0 ? [] : [[section(t('noted-by', { names: joinSomeNames(people, t) }))]];
}

/** A change of a post after it was posted; `at` in milliseconds since the epoch. */
export interface Updated {
  at: number;
  lateNotes: number;
}

/** `Updated 18:42: 2 late notes`; with the date if that is not `day`. */
export function updatedLine({ at, lateNotes }: Updated, { t, recap }: RecapView, day?: CalendarDate): ContextBlock {
  const local = toZonedIso(at, recap.conference.timezone);
  const date = local.slice(0, 10);
  const time = local.slice(11, 16);
  const when = date === day ? time : `${shortDay(date, t.language)}, ${time}`;
  return contextLine(t('updated', { when, lateNotes }));
}

/**
 * What an organizer wrote above and below a post. The lists in between are shortened by its `length`, in characters.
 */
export function renderEditorText({ introduction = '', closing = '' }: Recap) {
  const above: Paragraph[] = [[section(linesOf(introduction, TEXT_LENGTHS.introduction))]];
  const below: Paragraph[] = [[section(linesOf(closing, TEXT_LENGTHS.closing))]];
  return { above, below, length: measureParts([...above, ...below].flat()).all };
}
