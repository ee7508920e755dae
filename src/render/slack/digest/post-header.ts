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
import { coverageLine, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import {
  type DayView,
  howMade,
  type RecapView,
  dayTitle as titleOfDay,
  viewHeadlines,
} from '#render/view/recap-view.ts';

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
  urlOf?: TalkUrl,
): Paragraph[] {
  const { t } = view;
  return [
    [section(coverageLine(view.coverage, t))],
    ...fitList({ t, label: t('highlights'), lines: headlineLines(headlines, view, urlOf), max: SHARES.headlines }),
    ...fitList({ t, label: t('across-talks'), lines: headlineLines(themes, view), max: SHARES.themes }),
  ];
}

/** Returns the address of what the thread says of a talk, once that is posted. */
export type TalkUrl = (talk: RecapTalk) => string | undefined;

/** Points of several talks in one line each, with a link to their talks. */
export function headlineLines(headlines: readonly Point[], view: RecapView, urlOf?: TalkUrl): Content[] {
  return viewHeadlines(headlines, view).map(({ point, speaker, where, talk }) => {
    const link = (words: string) => linkTo(talk && urlOf?.(talk), truncate(plainLine(words), TEXT_LENGTHS.names));
    return [
      // No links within a headline: its mark leads to the message, which has them.
      truncate(plainLine(point.lead), TEXT_LENGTHS.headline),
      speaker === undefined ? '' : [' — ', link(speaker)],
      where === undefined ? '' : [' (', link(where), ')'],
      sourceMarks(point.noteIds, view, MOST_MARKS),
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

/** The talks and open spaces that have no section, a line for each day. */
export function notCoveredParagraphs(given: readonly DayView[], view: RecapView): Paragraph[] {
  const { t, clock } = view;
  const days = given.filter(({ notCovered }) => notCovered.length > 0);
  return days.flatMap(({ day, notCovered }) => {
    const date = given.length === 1 ? '' : ` · ${shortDay(day.date, t.language)}`;
    const lines = notCovered.map(({ talk, noteIds }) => [
      `${clock.time(Date.parse(talk.startsAt))} `,
      italic(truncate(plainLine(talk.title), TEXT_LENGTHS.title)),
      noteIds.length === 0 ? '' : [` (${t('only-mentioned')})`, sourceMarks(noteIds, view, MOST_MARKS)],
    ]);
    const label = t('label', { label: `${t('not-covered')}${date}` });
    return fitRun({ t, label, lines, max: SHARES.notCovered / days.length });
  });
}

/** Who took the notes, and how the post was made of them. */
export function notedByParagraphs(view: RecapView): Paragraph[] {
  const { t } = view;
  const { contributors } = view.recap;
  const people = contributors.map(({ author, notes }) => t('author-with-notes', { author, notes }));
  if (people.length === 0) return [];
  return [[section(t('noted-by', { names: joinSomeNames(people, t) }))], [section(italic(howMade(view, 'messages')))]];
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
