import type { ActionsBlock, ActionsBlockElement, KnownBlock, RichTextBlock } from '@slack/types';
import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { composeMessage } from '#render/slack/blocks/build-blocks.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  code,
  type Inline,
  italic,
  lineOf,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange, shortDay } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { TalkChoice } from '#usecases/schedule/choose-talk.ts';

/** Words of an answer: ours as strings, people's as inlines that were cleaned. */
export type Words = string | Inline[];

/** One line, or several lines of few words. */
export function line(...parts: Words[]): RichTextBlock {
  return richText([section(...inlinesOf(parts))]);
}

/** A line of an introduction, and points below it; undefined where there are none. */
export function list(intro: string, items: readonly Words[][]): RichTextBlock | undefined {
  if (items.length === 0) return undefined;
  return richText([section(...words(intro)), bullets(items.map((item) => inlinesOf(item)))]);
}

/** A text from outside, or from an error, in one line; Slack takes no empty one. */
export function outside(text: string, max = 500): Inline[] {
  const shown = lineOf(text, max);
  return shown.length === 0 ? words('…') : shown;
}

function inlinesOf(parts: readonly Words[]): Inline[] {
  return parts.flatMap((part) => (typeof part === 'string' ? words(part) : part));
}

/** An answer of these blocks, those that are undefined left out. */
export function answer(...blocks: (KnownBlock | undefined)[]): OutgoingMessage {
  return composeMessage(blocks.filter((block) => block !== undefined));
}

/** Buttons and lists in one row; undefined where there are none. */
export function actions(
  elements: readonly (ActionsBlockElement | undefined)[],
  blockId?: string,
): ActionsBlock | undefined {
  const shown = elements.filter((element) => element !== undefined);
  if (shown.length === 0) return undefined;
  return { type: 'actions', elements: shown, ...omitUndefined({ block_id: blockId }) };
}

export function conferenceName({ name }: Pick<Conference, 'name'>): Inline[] {
  return bold(displayName({ name }));
}

export function displayName({ name }: Pick<Conference, 'name'>): string {
  return truncate(plainLine(name), CUTS.title) || 'The conference';
}

/** `26–27 May 2016, America/Toronto` */
export function whenAndWhere({ from, to, timezone }: Conference): string {
  return `${dayRange(from, to)}, ${timezone}`;
}

/** `the digest of Thu 26 May`, `the recap` */
export function subjectOf(day: CalendarDate | 'all'): string {
  return day === 'all' ? 'the recap' : `the digest of ${shortDay(day)}`;
}

/** `Thu 26 May at 18:30`, on the conference's own clocks. */
export function whenIn(timezone: string, at: number): string {
  const local = toZonedIso(at, timezone);
  return `${shortDay(local.slice(0, 10))} at ${local.slice(11, 16)}`;
}

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

/** What was typed is not understood: one line with the right form. */
export function answerUsageError({ why, form }: { why: string; form: string }): OutgoingMessage {
  return answer(line(outside(`${why}: `.replace(/::\s$/u, ': ')), ' ', code(truncate(plainLine(form), 600))));
}

/** Why a verb could not be done: what an `AppError` says, or that it is our fault. */
export function answerError(error: unknown): OutgoingMessage {
  return sentence(errorSentence(error));
}

export function errorSentence(error: unknown): string {
  return error instanceof AppError
    ? error.message
    : 'Something went wrong on our side; nothing was changed. Please try again in a moment.';
}

/** A plain sentence, which may hold words from outside. */
export function sentence(text: string): OutgoingMessage {
  return answer(line(outside(text, 1_000)));
}
