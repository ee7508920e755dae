import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { readAddress } from '#slack/commands-syntax/links.ts';
import { guessZone, readZone } from '#slack/commands-syntax/timezones.ts';
import type { Entered } from './form-values.ts';

/** What is wrong, by the name of the field beside which it is said. */
export type FieldErrors = Record<string, string>;

type Fields = Omit<ConferenceSettings, 'organisers'>;

/** What a form says of a conference, or what is wrong with it. A blank `scheduleUrl` means that there is none. */
export function readConference(entered: Entered): { settings: Fields } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const name = entered.text('name').replace(/\s+/gu, ' ');
  if (name === '') errors.name = 'A conference needs a name.';
  const from = entered.date('from');
  const to = entered.date('to') || from;
  if (from === '') errors.from = 'Choose the first day.';
  if (to < from) errors.to = 'The last day is before the first.';
  const timezone = readTimezone(entered.text('timezone'), errors);
  const channels = entered.channels('channels');
  if (channels.length === 0) errors.channels = 'Choose at least one channel.';
  const digestChannel = entered.channel('digestChannel') || (channels[0] ?? '');
  const digestAt = entered.time('digestAt');
  if (digestAt === '') errors.digestAt = 'Choose a time.';
  const reaction = entered.text('reaction').replace(/^:|:$/gu, '');
  if (reaction === '' || /\s/u.test(reaction)) errors.reaction = "One emoji's name, such as :memo:";
  const scheduleUrl = readScheduleUrl(entered.text('scheduleUrl'), errors);
  if (Object.keys(errors).length > 0) return { errors };
  const opensThreads = entered.choice('opensThreads') === 'at-start' ? 'at-start' : 'at-first-note';
  return {
    settings: {
      ...{ name, from, to, timezone, channels, digestChannel, digestAt },
      ...{ opensThreads, reaction, scheduleUrl },
    },
  };
}

function readTimezone(written: string, errors: FieldErrors): string {
  const timezone = readZone(written);
  if (timezone !== undefined) return timezone;
  const meant = guessZone(written);
  errors.timezone =
    meant === undefined
      ? 'I don’t know this time zone. Write it like Europe/Berlin.'
      : `I don’t know this time zone. Did you mean ${meant}?`;
  return written;
}

function readScheduleUrl(written: string, errors: FieldErrors): string {
  if (written === '') return '';
  const url = readAddress(written);
  if (url === undefined) errors.scheduleUrl = 'This is no link. It begins with https://';
  return url ?? '';
}
