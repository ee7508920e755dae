import type { CalendarDate } from '#domain/conference/conference.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { UsageError } from './command.ts';
import { guessDate, guessTimezone, isDateLike, parseDate, parseTime, parseTimezone } from './dates-and-zones.ts';
import { parseAddress } from './links.ts';
import { parseQuoted, quoteTyped } from './typed-text.ts';

/** A channel as it was typed: by id where Slack resolved it (`<#C1|name>`), else by name. */
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
  return {
    conference: {
      name,
      from: from!,
      ...omitUndefined({ to }),
      ...(parts.timezones.length > 0 && { timezone: parts.timezones[0]! }),
      ...(parts.times.length > 0 && { digestAt: parts.times[0]! }),
      ...(parts.channels.length > 0 && { channel: parts.channels[0]! }),
      ...(parts.scheduleUrls.length > 0 && { scheduleUrl: parts.scheduleUrls[0]! }),
    },
  };
}

/** Without quotation marks the name goes up to the first date. */
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
  if (wrong !== undefined) {
    const means = wrong.means;
    return means === undefined
      ? new UsageError(`“${wrong.typed}” is no date; dates are written like 2016-05-26. Type`, form())
      : new UsageError(
          `Dates are written like ${means}. Did you mean`,
          form({ dates: [...parts.dates, means].sort() }),
        );
  }
  if (from === undefined) return new UsageError('Say on which day it begins. Type', form());
  if (parts.dates.length > 2) {
    return new UsageError(
      'A conference has a first and a last day. Did you mean',
      form({ dates: [...parts.dates].sort() }),
    );
  }
  if (to !== undefined && to < from) {
    return new UsageError('The last day is before the first. Did you mean', form({ dates: [to, from] }));
  }
  if (parts.wrongTimes.length > 0) {
    return new UsageError(`“${quoteTyped(parts.wrongTimes[0]!)}” is no time of day. Type`, form({ times: ['18:30'] }));
  }
  const unknown = parts.unknown[0];
  if (unknown !== undefined) {
    const zone = parts.timezones.length === 0 ? guessTimezone(unknown) : undefined;
    return zone === undefined
      ? new UsageError(`I don't understand “${quoteTyped(unknown)}” in it. Did you mean`, form())
      : new UsageError(
          `I don't know the time zone “${quoteTyped(unknown)}”. Did you mean`,
          form({ timezones: [zone] }),
        );
  }
  if ([parts.timezones, parts.times, parts.channels, parts.scheduleUrls].some((said) => said.length > 1)) {
    return new UsageError('Something is given twice. Did you mean', form());
  }
  return isQuoted ? undefined : new UsageError('Put the name in quotation marks. Did you mean', form());
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

/** Slack shows an id in code as it is; typed again it is understood. */
function showChannel(channel: TypedChannel): string {
  return 'id' in channel ? `<#${channel.id}>` : `#${channel.name}`;
}

/** What stands behind a conference's name, read word by word. */
interface StartParts {
  dates: CalendarDate[];
  /** Dates written otherwise, each with what it means where that is plain. */
  wrongDates: { typed: string; means: CalendarDate | undefined }[];
  wrongTimes: string[];
  timezones: string[];
  times: string[];
  channels: TypedChannel[];
  scheduleUrls: string[];
  /** Runs of words that are none of these. */
  unknown: string[];
}

/** Nothing that is typed by hand has more parts. */
const MOST_WORDS = 200;

const DATE_SPAN = /^(\d{4}[-‐‑‒–—−]\d{2}[-‐‑‒–—−]\d{2})[–—-](\d{4}[-‐‑‒–—−]\d{2}[-‐‑‒–—−]\d{2})$/u;
const JOINT = /^(?:to|until|till|–|—|-|--)$/iu;

/** Reads dates, zone, `at` time, `in` channel and `schedule` link in any order. */
function parseStartParts(text: string): StartParts {
  const parts: StartParts = {
    dates: [],
    wrongDates: [],
    wrongTimes: [],
    timezones: [],
    times: [],
    channels: [],
    scheduleUrls: [],
    unknown: [],
  };
  const words = text
    .split(/\s+/u)
    .flatMap((word) => DATE_SPAN.exec(word)?.slice(1) ?? [word.replace(/[,;]$/u, '')])
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  let wasUnknown = false;
  for (let at = 0; at < words.length; ) {
    const taken = takePart(words, at, parts);
    if (taken === 0) {
      if (wasUnknown) parts.unknown.push(`${parts.unknown.pop()} ${words[at]}`);
      else parts.unknown.push(words[at]!);
    }
    wasUnknown = taken === 0;
    at += Math.max(taken, 1);
  }
  return parts;
}

/** Takes the part that begins with the word at `at`; answers how many words it has, 0 where it is none. */
function takePart(words: string[], at: number, parts: StartParts): number {
  const word = words[at]!;
  const next = words[at + 1];
  if (isDateLike(word)) {
    const date = parseDate(word);
    if (date !== undefined) parts.dates.push(date);
    else parts.wrongDates.push({ typed: word, means: guessDate(word) });
    return 1;
  }
  if (JOINT.test(word) && parts.dates.length + parts.wrongDates.length > 0) return 1;
  if (/^(?:at|in|schedule)$/iu.test(word) && next !== undefined) {
    const taken = takeValue(words, at + 1, parts);
    if (taken > 0) return taken + 1;
    if (/^at$/iu.test(word)) {
      parts.wrongTimes.push(next);
      return 2;
    }
    return 0;
  }
  return takeValue(words, at, parts);
}

function takeValue(words: string[], at: number, parts: StartParts): number {
  const word = words[at]!;
  const withHalf = /^[ap]\.?m\.?$/iu.test(words[at + 1] ?? '') ? parseTime(`${word} ${words[at + 1]}`) : undefined;
  const time = withHalf ?? parseTime(word);
  if (time !== undefined) {
    parts.times.push(time);
    return withHalf === undefined ? 1 : 2;
  }
  const channel = parseChannel(word);
  if (channel !== undefined) {
    parts.channels.push(channel);
    return 1;
  }
  const zone = parseTimezone(word);
  if (zone !== undefined) {
    parts.timezones.push(zone);
    return 1;
  }
  const url = parseAddress(word);
  if (url === undefined) return 0;
  parts.scheduleUrls.push(url);
  return 1;
}

/** `<#C123|name>`, `<#C123>`, `#name` */
function parseChannel(word: string): TypedChannel | undefined {
  const id = /^<#([A-Z0-9]{1,40})(?:\|[^<>]*)?>$/.exec(word)?.[1];
  if (id !== undefined) return { id };
  const name = /^#([\p{L}\p{M}\p{N}_-]{1,80})$/u.exec(word)?.[1];
  return name === undefined ? undefined : { name };
}
