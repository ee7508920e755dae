import { omitUndefined } from '#shared/omit-undefined.ts';
import { ownWords } from './clean-argument.ts';
import { isDateLike } from './dates.ts';
import { readQuoted } from './quoted.ts';
import type { Misunderstood, TypedChannel, TypedConference } from './request-types.ts';
import { readStartParts, type StartParts } from './start-arguments.ts';
import { guessZone } from './timezones.ts';

/** Reads what stands behind `/recap start`: `"NAME" FROM [TO] [ZONE] [at HH:MM] [in #channel] [schedule URL]`. */
export function readStart(text: string): { kind: 'start'; conference: TypedConference } | Misunderstood {
  const quoted = readQuoted(text);
  const { name, details } = quoted === undefined ? splitUnquoted(text) : { name: quoted.quoted, details: quoted.rest };
  const parts = readStartParts(details);
  const mistake = findMistake(name, quoted !== undefined, parts);
  if (mistake !== undefined) return { kind: 'misunderstood', ...mistake };
  const [from, to] = parts.dates;
  return {
    kind: 'start',
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

function findMistake(
  name: string,
  isQuoted: boolean,
  parts: StartParts,
): Pick<Misunderstood, 'why' | 'form'> | undefined {
  const form = (changes: Partial<StartParts> = {}) => formOf(name, { ...parts, ...changes });
  const [from, to] = parts.dates;
  if (name === '') return { why: 'The conference needs a name. Type', form: form() };
  const wrong = parts.wrongDates[0];
  if (wrong !== undefined) {
    const means = wrong.means;
    return means === undefined
      ? { why: `“${wrong.typed}” is no date; dates are written like 2016-05-26. Type`, form: form() }
      : {
          why: `Dates are written like ${means}. Did you mean`,
          form: form({ dates: [...parts.dates, means].sort() }),
        };
  }
  if (from === undefined) return { why: 'Say on which day it begins. Type', form: form() };
  if (parts.dates.length > 2) {
    return {
      why: 'A conference has a first and a last day. Did you mean',
      form: form({ dates: [...parts.dates].sort() }),
    };
  }
  if (to !== undefined && to < from) {
    return { why: 'The last day is before the first. Did you mean', form: form({ dates: [to, from] }) };
  }
  if (parts.wrongTimes.length > 0) {
    return {
      why: `“${ownWords(parts.wrongTimes[0]!)}” is no time of day. Type`,
      form: form({ times: ['18:30'] }),
    };
  }
  const unknown = parts.unknown[0];
  if (unknown !== undefined) {
    const zone = parts.timezones.length === 0 ? guessZone(unknown) : undefined;
    return zone === undefined
      ? { why: `I don't understand “${ownWords(unknown)}” in it. Did you mean`, form: form() }
      : {
          why: `I don't know the time zone “${ownWords(unknown)}”. Did you mean`,
          form: form({ timezones: [zone] }),
        };
  }
  if ([parts.timezones, parts.times, parts.channels, parts.scheduleUrls].some((said) => said.length > 1)) {
    return { why: 'Something stands there twice. Did you mean', form: form() };
  }
  return isQuoted ? undefined : { why: 'Put the name in quotation marks. Did you mean', form: form() };
}

function formOf(name: string, { dates, timezones, times, channels, scheduleUrls }: StartParts): string {
  return [
    '/recap start',
    `"${name === '' ? 'NAME' : ownWords(name)}"`,
    ...(dates.length === 0 ? ['YYYY-MM-DD'] : [dates[0]!, ...(dates.length > 1 ? [dates.at(-1)!] : [])]),
    ...timezones.slice(0, 1),
    ...times.slice(0, 1).map((time) => `at ${time}`),
    ...channels.slice(0, 1).map((channel) => `in ${showChannel(channel)}`),
    ...scheduleUrls.slice(0, 1).map((url) => `schedule ${ownWords(url)}`),
  ].join(' ');
}

/** Slack shows an id in code as it is; typed again it is understood. */
function showChannel(channel: TypedChannel): string {
  return 'id' in channel ? `<#${channel.id}>` : `#${channel.name}`;
}
