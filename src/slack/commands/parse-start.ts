import type { CalendarDate } from '#domain/conference/conference.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { didYouMean, UsageError } from './command.ts';
import { guessDate, guessTimezone, isDateLike, parseDate, parseTime, parseTimezone } from './dates-and-zones.ts';
import { parseAddress, parseQuoted, quoteTyped } from './typed-text.ts';

/** A channel as it was typed: by id if Slack resolved it (`<#C1|name>`), else by name. */
type TypedChannel = { id: string } | { name: string };

/** `/recap start "NAME" FROM …`: what was typed; the rest has defaults. */
export interface TypedConference {
  name: string;
  from: CalendarDate;
  to?: CalendarDate;
  /** IANA. */
  timezone?: string;
  /** `18:30` */
  digestAt?: string;
  channel?: TypedChannel;
  /** Absolute http(s). */
  scheduleUrl?: string;
}

/** Parses what follows `/recap start`: `"NAME" FROM [TO] [ZONE] [at HH:MM] [in #channel] [schedule URL]`. */
export function parseStart(text: string): { conference: TypedConference } | UsageError {
  const quoted = parseQuoted(text);
  const { name, details } = quoted === undefined ? splitUnquoted(text) : { name: quoted.quoted, details: quoted.rest };
  const parts = parseStartParts(details);
  const mistake = findMistake(name, quoted !== undefined, parts);
  if (mistake !== undefined) return mistake;
  const [from, to] = parts.dates;
  const [timezone, digestAt] = [parts.timezones[0], parts.times[0]];
  const [channel, scheduleUrl] = [parts.channels[0], parts.scheduleUrls[0]];
  return { conference: { name, from: from!, ...omitUndefined({ to, timezone, digestAt, channel, scheduleUrl }) } };
}

/** Without quotation marks, the name ends before the first date. */
function splitUnquoted(text: string): { name: string; details: string } {
  let end = 0;
  for (const word of text.matchAll(/\S+/gu)) {
    if (isDateLike(word[0])) return { name: trimName(text.slice(0, end)), details: text.slice(word.index) };
    end = word.index + word[0].length;
  }
  return { name: trimName(text), details: '' };
}

function trimName(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/["“”„«»]/gu, '')
    .trim();
}

function findMistake(name: string, isQuoted: boolean, parts: StartParts): UsageError | undefined {
  const form = (changes: Partial<StartParts> = {}) => formOf(name, { ...parts, ...changes });
  const [from, to] = parts.dates;
  if (name === '') return new UsageError('The conference needs a name. Type', form());
  const wrong = parts.wrongDates[0];
  if (wrong?.means !== undefined) {
    const dates = [...parts.dates, wrong.means].sort();
    return didYouMean(`Dates are written like ${wrong.means}.`, form({ dates }));
  }
  if (wrong !== undefined) {
    return new UsageError(`“${wrong.typed}” is no date; dates are written like 2016-05-26. Type`, form());
  }
  if (from === undefined) return new UsageError('Say on which day it begins. Type', form());
  if (parts.dates.length > 2) {
    const dates = parts.dates.toSorted();
    return didYouMean('A conference has a first and a last day.', form({ dates }));
  }
  if (to !== undefined && to < from) {
    return didYouMean('The last day is before the first.', form({ dates: [to, from] }));
  }
  if (parts.wrongTimes.length > 0) {
    return new UsageError(`“${quoteTyped(parts.wrongTimes[0]!)}” is no time of day. Type`, form({ times: ['18:30'] }));
  }
  const unknown = parts.unknown[0];
  if (unknown !== undefined) {
    const zone = parts.timezones.length === 0 ? guessTimezone(unknown) : undefined;
    const typed = `“${quoteTyped(unknown)}”`;
    return zone === undefined
      ? didYouMean(`I don't understand ${typed} in it.`, form())
      : didYouMean(`I don't know the time zone ${typed}.`, form({ timezones: [zone] }));
  }
  if ([parts.timezones, parts.times, parts.channels, parts.scheduleUrls].some((said) => said.length > 1)) {
    return didYouMean('Something is given twice.', form());
  }
  return isQuoted ? undefined : didYouMean('Put the name in quotation marks.', form());
}

function formOf(name: string, { dates, timezones, times, channels, scheduleUrls }: StartParts): string {
  return [
    '/recap start',
    `"${name === '' ? 'NAME' : quoteTyped(name)}"`,
    ...(dates.length === 0 ? ['YYYY-MM-DD'] : [dates[0]!, ...(dates.length > 1 ? [dates.at(-1)!] : [])]),
    ...timezones.slice(0, 1),
    ...times.slice(0, 1).map((time) => `at ${time}`),
    ...channels.slice(0, 1).map((channel) => `in ${showChannel(channel)}`),
    ...scheduleUrls.slice(0, 1).map((url) => `schedule ${quoteTyped(url)}`),
  ].join(' ');
}

/** Slack shows an id in code as it is, and understands it when it is typed again. */
function showChannel(channel: TypedChannel): string {
  return 'id' in channel ? `<#${channel.id}>` : `#${channel.name}`;
}

/** What follows a conference's name. */
interface StartParts {
  dates: CalendarDate[];
  /** Dates in another format, each with its meaning if that is clear. */
  wrongDates: { typed: string; means: CalendarDate | undefined }[];
  wrongTimes: string[];
  timezones: string[];
  times: string[];
  channels: TypedChannel[];
  scheduleUrls: string[];
  /** Runs of words that are none of these. */
  unknown: string[];
}

/** Nobody types more by hand. */
const MOST_WORDS = 200;

const DATE_SPAN = /^(\d{4}[-‐‑‒–—−]\d{2}[-‐‑‒–—−]\d{2})[–—-](\d{4}[-‐‑‒–—−]\d{2}[-‐‑‒–—−]\d{2})$/u;
const JOINT = /^(?:to|until|till|–|—|-|--)$/iu;

/** Parses dates, zone, `at` time, `in` channel and `schedule` link in any order. */
function parseStartParts(text: string): StartParts {
  const parts = createParts();
  const words = text
    .replace(/(?<=\d)\s+(?=[ap]\.?m\.?(?:[\s,;]|$))/giu, '')
    .split(/\s+/u)
    .flatMap((word) => DATE_SPAN.exec(word)?.slice(1) ?? [word.replace(/[,;]$/u, '')])
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  let wasUnknown = false;
  for (const [at, word] of words.entries()) {
    const isUnknown = !takePart(word, { previous: words[at - 1], next: words[at + 1] }, parts);
    if (isUnknown) parts.unknown.push(wasUnknown ? `${parts.unknown.pop()} ${word}` : word);
    wasUnknown = isUnknown;
  }
  return parts;
}

function createParts(): StartParts {
  return {
    ...{ dates: [], wrongDates: [], times: [], wrongTimes: [] },
    ...{ timezones: [], channels: [], scheduleUrls: [], unknown: [] },
  };
}

type Neighbors = Partial<Record<'previous' | 'next', string | undefined>>;

/** Adds what a word says to the parts; returns whether it is understood. */
function takePart(word: string, { previous = '', next = '' }: Neighbors, parts: StartParts): boolean {
  if (/^at$/iu.test(previous)) return takeValue(word, parts) || parts.wrongTimes.push(word) > 0;
  if (isDateLike(word)) {
    if (!take(parseDate(word), parts.dates)) parts.wrongDates.push({ typed: word, means: guessDate(word) });
    return true;
  }
  if (JOINT.test(word)) return parts.dates.length + parts.wrongDates.length > 0;
  if (/^at$/iu.test(word)) return next !== '';
  if (/^(?:in|schedule)$/iu.test(word)) return takeValue(next, createParts());
  return takeValue(word, parts);
}

/** Adds a time, channel, zone or address to the parts; returns whether the word is one. */
function takeValue(word: string, parts: StartParts): boolean {
  return (
    take(parseTime(word), parts.times) ||
    take(parseChannel(word), parts.channels) ||
    take(parseTimezone(word), parts.timezones) ||
    take(parseAddress(word), parts.scheduleUrls)
  );
}

function take<Value>(value: Value | undefined, values: Value[]): boolean {
  if (value !== undefined) values.push(value);
  return value !== undefined;
}

/** Parses `<#C123|name>`, `<#C123>` and `#name`. */
function parseChannel(word: string): TypedChannel | undefined {
  const id = /^<#([A-Z0-9]{1,40})(?:\|[^<>]*)?>$/.exec(word)?.[1];
  if (id !== undefined) return { id };
  const name = /^#([\p{L}\p{M}\p{N}_-]{1,80})$/u.exec(word)?.[1];
  return name === undefined ? undefined : { name };
}
