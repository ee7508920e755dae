import type { ActionsBlock, ActionsBlockElement, KnownBlock, RichTextBlock } from '@slack/types';
import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError, LocalizedError, type Notice, writeNotice } from '#errors.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button, composeMessage } from '#render/slack/blocks/build-blocks.ts';
import { TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  code,
  type Inline,
  inlines,
  italic,
  lineOf,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange, shortDay, zoneLabel } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { UsageError } from '#slack/commands/command.ts';
import { type ReplyKey, readersLanguage, t, tRich } from '#slack/messages/reply-messages.ts';
import type { TalkChoice } from '#usecases/schedule/talk-choices.ts';

/** A value in a template of {@link line}: our own words, or people's words as cleaned inlines. */
type Words = string | number | Inline[];

/** Returns a line of a message. A line break in the template is a space. */
export function line(ours: TemplateStringsArray, ...values: Words[]): RichTextBlock {
  return richText([section(...phrase(ours, ...values))]);
}

/** Returns a part of a line, or an item of a list. */
export function phrase(ours: TemplateStringsArray, ...values: Words[]): Inline[] {
  return ours.flatMap((text, index) => {
    const value = values[index] ?? '';
    const shown = typeof value === 'object' ? value : words(String(value));
    return [...words(text.replace(/\s*\n\s*/g, ' ')), ...shown];
  });
}

type Values = Readonly<Record<string, string | number | Inline[] | ((words: string) => Inline[])>>;

/** Returns a text of the catalog as a part of a line; values from people are inlines that were cleaned. */
export function inlineText(key: ReplyKey, values: Values = {}): Inline[] {
  return inlines(tRich<Inline[]>(key, values));
}

/** Returns a text of the catalog as a line of a message. */
export function textLine(key: ReplyKey, values: Values = {}): RichTextBlock {
  return richText([section(inlineText(key, values))]);
}

/** Returns an introduction with a list below it; undefined if the list is empty. */
export function list(intro: string, items: readonly Inline[][]): RichTextBlock | undefined {
  return items.length === 0 ? undefined : richText([section(...words(intro)), bullets(items)]);
}

/** Returns text from people or from an error in one line; an ellipsis if it is empty, which Slack refuses. */
export function foreignText(text: string, max = 500): Inline[] {
  const shown = lineOf(text, max);
  return shown.length === 0 ? words('…') : shown;
}

/** Returns a message of these blocks, without those that are undefined. */
export function reply(...blocks: (KnownBlock | undefined)[]): OutgoingMessage {
  return composeMessage(blocks.filter((block) => block !== undefined));
}

/** Returns a row of buttons and menus; undefined if there are none. */
export function actions(
  elements: readonly (ActionsBlockElement | undefined)[],
  blockId?: string,
): ActionsBlock | undefined {
  const shown = elements.filter((element) => element !== undefined);
  return shown.length === 0 ? undefined : { type: 'actions', elements: shown, ...omitUndefined({ block_id: blockId }) };
}

export function conferenceName({ name }: Pick<Conference, 'name'>): Inline[] {
  return bold(displayName({ name }));
}

export function displayName({ name }: Pick<Conference, 'name'>): string {
  return truncate(plainLine(name), TEXT_LENGTHS.title) || t('the-conference');
}

/** `26–27 May 2016, America/Toronto` */
export function whenAndWhere({ from, to, timezone }: Conference): string {
  return `${dayRange(from, to, readersLanguage())}, ${zoneLabel(timezone)}`;
}

/** `Thu 26 May` */
export function dayName(day: CalendarDate): string {
  return shortDay(day, readersLanguage());
}

/** Returns the values of a text about a day's digest or the recap. */
export function scopeValues(scope: CalendarDate | 'all'): { scope: 'all' | 'day'; day: string } {
  return scope === 'all' ? { scope: 'all', day: '' } : { scope: 'day', day: dayName(scope) };
}

/** `Thu 26 May at 18:30`, in the conference's time zone. */
export function whenIn(timezone: string, at: number): string {
  const local = toZonedIso(at, timezone);
  return t('day-at-time', { day: dayName(local.slice(0, 10)), time: local.slice(11, 16) });
}

/** `13:35`, in the schedule's time zone. */
export function startTime(talk: Pick<TalkChoice, 'startsAt'>): string {
  return talk.startsAt.slice(11, 16);
}

/** *Title* (13:35) */
export function talkName(talk: TalkChoice): Inline[] {
  return [...italic(shownTitle(talk)), ...words(` (${startTime(talk)})`)];
}

export function shownTitle({ title }: Pick<TalkChoice, 'title'>): string {
  return truncate(plainLine(title), TEXT_LENGTHS.title) || t('untitled-talk');
}

export function speakerNames({ speakers }: Pick<TalkChoice, 'speakers'>): string {
  return truncate(speakers.map(({ name }) => plainLine(name)).join(', '), TEXT_LENGTHS.names);
}

/** Returns a note's talk, or the hallway of its day. */
export function placeOf(talk: TalkChoice | undefined, day: CalendarDate): Inline[] {
  return talk === undefined ? words(t('hallway-of-day', { day: dayName(day) })) : talkName(talk);
}

/** A command as a button carries it. */
export interface TypedValue {
  slash: string;
  text: string;
  /** The same if the button is pressed twice. */
  requestId?: string;
  channelName?: string;
}

/** Returns the value of a button that runs a command. */
export function typedValue({ slash, text, requestId = '', channelName = '' }: TypedValue): string {
  return JSON.stringify([slash, text, requestId, channelName]);
}

/** Explains what was typed wrong, with the right form, or a button for each command that may be meant. */
export function answerUsageError(
  { why, form, lead }: Pick<UsageError, 'why' | 'form' | 'lead'>,
  buttons: readonly { label: string; value: string }[] = [],
): OutgoingMessage {
  const shown =
    form === '' || buttons.length > 1 ? [] : inlineText(lead, { form: code(truncate(plainLine(form), 600)) });
  return reply(
    line`${why === '' ? '' : foreignText(why)}${why === '' || shown.length === 0 ? '' : ' '}${shown}`,
    // Elements of one block need ids of their own.
    ...buttons.map(({ label, value }) => actions([button(label, ACTIONS.runTyped, value)])),
  );
}

/** Says why something failed: the sentence of an `AppError`, or that it is our fault. */
export function answerError(error: unknown): OutgoingMessage {
  return sentence(errorSentence(error));
}

export function errorSentence(error: unknown): string {
  if (error instanceof LocalizedError) return noticeText(error.notice);
  return error instanceof AppError ? error.message : t('our-fault');
}

export function noticeText(notice: Notice): string {
  return writeNotice(notice, readersLanguage());
}

/** Returns a sentence as a message; it may hold words from people. */
export function sentence(text: string): OutgoingMessage {
  return reply(line`${foreignText(text, 1_000)}`);
}
