import type { CalendarDate } from '#domain/conference/conference.ts';
import { zoneLabel } from '#render/view/dates.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { findZone } from '#text/dates-and-zones/find-zone.ts';
import { readDates } from '#text/dates-and-zones/read-dates.ts';
import { didYouMean, UsageError } from './command.ts';
import { askOrder, exampleDay, guessTimezone, parseTime } from './dates-and-zones.ts';
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

/**
 * Parses what follows `/recap start`: `"NAME" FROM [TO] [ZONE] [at HH:MM] [in #channel] [schedule URL]`, dates and zone as
 * people write them.
 */
export function parseStart(text: string, today: CalendarDate): { conference: TypedConference } | UsageError {
  const quoted = parseQuoted(text);
  const { name, details } =
    quoted === undefined ? splitUnquoted(text, today) : { name: quoted.quoted, details: quoted.rest };
  const parts = parseStartParts(details, today);
  const mistake = findMistake(name, quoted !== undefined, parts);
  if (mistake !== undefined) return mistake;
  const [from, to] = parts.dates;
  const [timezone, digestAt] = [parts.timezones[0], parts.times[0]];
  const [channel, scheduleUrl] = [parts.channels[0], parts.scheduleUrls[0]];
  return { conference: { name, from: from!, ...omitUndefined({ to, timezone, digestAt, channel, scheduleUrl }) } };
}

/** Without quotation marks, the name ends before the first date. */
function splitUnquoted(text: string, today: CalendarDate): { name: string; details: string } {
  const { before } = readDates(text, { today });
  return { name: trimName(before), details: text.slice(before.length) };
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
  if (name === '') return new UsageError(t('form-name-missing'), form());
  if (parts.dayFirst !== undefined) {
    return askOrder(parts.written, [parts.dates, parts.dayFirst], (dates) => form({ dates }));
  }
  const wrong = parts.unknown.find((words) => /\d/.test(words));
  if (wrong !== undefined) {
    return new UsageError(t('usage-date', { text: quoteTyped(wrong) }), form());
  }
  if (from === undefined) return new UsageError(t('usage-first-day'), form());
  if (parts.dates.length > 2) {
    const dates = parts.dates.toSorted();
    return didYouMean(t('usage-many-dates'), form({ dates }));
  }
  if (to !== undefined && to < from) {
    return didYouMean(t('form-to-early'), form({ dates: [to, from] }));
  }
  if (parts.wrongTimes.length > 0) {
    return new UsageError(
      t('usage-time', { text: quoteTyped(parts.wrongTimes[0]!) }),
      form({ times: ['18:30'], wrongTimes: [] }),
    );
  }
  if (parts.zoneChoices !== undefined) {
    const suggestions = parts.zoneChoices.map((zone) => ({
      typed: form({ timezones: [zone] }),
      label: zoneLabel(zone),
    }));
    const why = t('usage-zone-choices', { text: quoteTyped(parts.zoneText) });
    return new UsageError(why, suggestions[0]!.typed, suggestions);
  }
  const unknown = parts.unknown[0];
  if (unknown !== undefined) {
    const zone = parts.timezones.length === 0 ? guessTimezone(unknown) : undefined;
    const text = quoteTyped(unknown);
    if (zone !== undefined) return didYouMean(t('usage-zone', { text }), form({ timezones: [zone] }));
    if (parts.timezones.length > 0) return didYouMean(t('usage-unknown', { text }), form());
    return new UsageError(t('usage-place', { text }), form({ timezones: ['Europe/Berlin'] }), [
      { typed: form(), label: t('start-in-own-zone') },
    ]);
  }
  const what = (['timezones', 'times', 'channels', 'scheduleUrls'] as const).find((part) => parts[part].length > 1);
  if (what !== undefined) return didYouMean(t('usage-twice', { what }), form());
  return isQuoted ? undefined : didYouMean(t('usage-quote-name'), form());
}

function formOf(name: string, parts: StartParts): string {
  const { dates, timezones, times, wrongTimes, channels, scheduleUrls } = parts;
  return [
    '/recap start',
    `"${name === '' ? 'NAME' : quoteTyped(name)}"`,
    ...(dates.length === 0 ? [exampleDay()] : [dates[0]!, ...(dates.length > 1 ? [dates.at(-1)!] : [])]),
    ...timezones.slice(0, 1).map(zoneLabel),
    ...[...times, ...wrongTimes.map(quoteTyped)].slice(0, 1).map((time) => `at ${time}`),
    ...channels.slice(0, 1).map((channel) => `in ${showChannel(channel)}`),
    ...scheduleUrls.slice(0, 1).map((url) => `schedule ${quoteTyped(url)}`),
  ].join(' ');
}

/** Slack shows a channel's id in code unchanged, and understands it when it is typed again. */
function showChannel(channel: TypedChannel): string {
  return 'id' in channel ? `<#${channel.id}>` : `#${channel.name}`;
}

/** What follows a conference's name. */
interface StartParts {
  dates: CalendarDate[];
  /** The same dates if days are written first, where that isn't clear. */
  dayFirst?: CalendarDate[] | undefined;
  /** The words that hold the dates. */
  written: string;
  wrongTimes: string[];
  timezones: string[];
  /** Zones of which one is meant by `zoneText`. */
  zoneChoices?: string[] | undefined;
  zoneText: string;
  times: string[];
  channels: TypedChannel[];
  scheduleUrls: string[];
  /** Runs of words that are none of these. */
  unknown: string[];
}

/** Nobody types more by hand. */
const MOST_WORDS = 200;

/** Words around dates and zones. */
const JOINTS =
  /(?<!\S)(?:to|until|till|through|from|on|and|the|bis|von|vom|am|um|du|del|le|à|às|om|kl\.?|alle|ore|in|en|i|a|las|los|digest|time|zone|timezone|tz|-+|\/|[,&()]+)(?!\S)/giu;

/** Parses dates, zone, `at` time, `in` channel and `schedule` link in any order. */
function parseStartParts(text: string, today: CalendarDate): StartParts {
  const parts: StartParts = {
    ...{ dates: [], written: '', times: [], wrongTimes: [], zoneText: '' },
    ...{ timezones: [], channels: [], scheduleUrls: [], unknown: [] },
  };
  const words = text
    .replace(/(?<=\d)\s+(?=(?:[ap]\.?m\.?|uhr|h|hrs?|heures?|horas?|ore|uur)(?:[\s,;]|$))/giu, '')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  const others = words.filter((word, at) => !takePart(word, { previous: words[at - 1], next: words[at + 1] }, parts));
  const { dates, dayFirst, rest } = readDates(others.join(' '), { today, lean: 'future' });
  Object.assign(parts, { dates, dayFirst, written: others.join(' ') });
  takeZone(
    rest
      .replace(JOINTS, ' ')
      .replace(/[,;]+(?=\s|$)|^[\s,;]+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim(),
    parts,
  );
  return parts;
}

/** Adds the zone that words name, together or one of them; the others are not understood. */
function takeZone(text: string, parts: StartParts): void {
  if (text === '') return;
  const whole = findZone(text);
  const words = text.split(' ');
  const at = whole === undefined ? words.findIndex((word) => findZone(word) !== undefined) : 0;
  const named = whole ?? findZone(words[at] ?? '');
  if (named === undefined) {
    parts.unknown.push(text);
    return;
  }
  if ('zone' in named) parts.timezones.push(named.zone);
  else Object.assign(parts, { zoneChoices: named.choices, zoneText: whole === undefined ? words[at] : text });
  const left = whole === undefined ? words.toSpliced(at, 1).join(' ') : '';
  const country = left === '' ? undefined : findZone(left);
  // "Sydney, Australia"
  const isItsCountry = country !== undefined && 'choices' in country && country.choices.includes(parts.timezones[0]!);
  if (left !== '' && !isItsCountry) parts.unknown.push(left);
}

type Neighbors = Partial<Record<'previous' | 'next', string | undefined>>;

/** Adds what a word says to the parts, if it isn't a date or a zone; returns whether it is understood. */
function takePart(word: string, { previous = '', next = '' }: Neighbors, parts: StartParts): boolean {
  const plain = word.replace(/[,;]$/u, '');
  // "kl 18" is a time, "at 6" may be two.
  if (/^(?:at|@|um|om|kl\.?|à|às|alle|ore|las)$/iu.test(previous) && /^(?:1[3-9]|2[0-3])$/u.test(plain)) {
    return parts.times.push(`${plain}:00`) > 0;
  }
  if (/^(?:at|@)$/iu.test(previous)) return takeValue(plain, parts) || parts.wrongTimes.push(plain) > 0;
  if (/^(?:at|@)$/iu.test(plain)) return next !== '';
  if (/^(?:in|schedule)$/iu.test(plain)) return readValue(next.replace(/[,;]$/u, '')) !== undefined;
  return takeValue(plain, parts);
}

/** Adds a time, channel, address or short zone to the parts; returns whether the word is one. */
function takeValue(word: string, parts: StartParts): boolean {
  if (isShortZone(word)) {
    takeZone(word.replace(/[()]/gu, ''), parts);
    return true;
  }
  const value = readValue(word);
  if (value === undefined) return false;
  const [kind, found] = value;
  (parts[kind] as unknown[]).push(found);
  return true;
}

/** Returns whether a word is a zone such as `CET`, `UTC+2` or `Europe/Berlin`, which would be taken for a part of a date. */
function isShortZone(word: string): boolean {
  const bare = word.replace(/[()]/gu, '');
  if (
    !/^(?:[A-Z]{2}|[A-Za-z]{3,5}|(?:UTC|GMT)[+−-]\d{1,2}(?::?\d\d)?|[+−-]\d{2}:?\d{2}|[A-Za-z_]+\/[\w/+-]+)$/iu.test(
      bare,
    )
  )
    return false;
  return !(/^[a-z]{2}$/u.test(bare) || DATE_WORDS.test(bare)) && findZone(bare, { withCities: false }) !== undefined;
}

const DATE_WORDS =
  /^(?:jan|feb|mar|march|apr|april|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun|today|next|this|last|to|on|am|at|and|from)$/iu;

function readValue(word: string): ['times' | 'channels' | 'scheduleUrls', unknown] | undefined {
  const [time, channel, url] = [parseTime(word), parseChannel(word), parseAddress(word)];
  if (time !== undefined) return ['times', time];
  if (channel !== undefined) return ['channels', channel];
  return url === undefined ? undefined : ['scheduleUrls', url];
}

/** Parses `<#C123|name>`, `<#C123>` and `#name`. */
function parseChannel(word: string): TypedChannel | undefined {
  const id = /^<#([A-Z0-9]{1,40})(?:\|[^<>]*)?>$/.exec(word)?.[1];
  if (id !== undefined) return { id };
  const name = /^#([\p{L}\p{M}\p{N}_-]{1,80})$/u.exec(word)?.[1];
  return name === undefined ? undefined : { name };
}
