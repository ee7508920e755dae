import type { CalendarDate } from '#domain/conference/conference.ts';
import { guessDate, isDateLike, readDate } from './dates.ts';
import { readAddress } from './links.ts';
import type { TypedChannel } from './request-types.ts';
import { readTime } from './times.ts';
import { readZone } from './timezones.ts';

/** What stands behind a conference's name, read word by word. */
export interface StartParts {
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
export function readStartParts(text: string): StartParts {
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
    const date = readDate(word);
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
  const withHalf = /^[ap]\.?m\.?$/iu.test(words[at + 1] ?? '') ? readTime(`${word} ${words[at + 1]}`) : undefined;
  const time = withHalf ?? readTime(word);
  if (time !== undefined) {
    parts.times.push(time);
    return withHalf === undefined ? 1 : 2;
  }
  const channel = readChannel(word);
  if (channel !== undefined) {
    parts.channels.push(channel);
    return 1;
  }
  const zone = readZone(word);
  if (zone !== undefined) {
    parts.timezones.push(zone);
    return 1;
  }
  const url = readAddress(word);
  if (url === undefined) return 0;
  parts.scheduleUrls.push(url);
  return 1;
}

/** `<#C123|name>`, `<#C123>`, `#name` */
function readChannel(word: string): TypedChannel | undefined {
  const id = /^<#([A-Z0-9]{1,40})(?:\|[^<>]*)?>$/.exec(word)?.[1];
  if (id !== undefined) return { id };
  const name = /^#([\p{L}\p{M}\p{N}_-]{1,80})$/u.exec(word)?.[1];
  return name === undefined ? undefined : { name };
}
