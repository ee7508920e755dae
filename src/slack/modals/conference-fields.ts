import type { InputBlock } from '@slack/types';
import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { guessTimezone, parseTimezone } from '#slack/commands/dates-and-zones.ts';
import { parseAddress } from '#slack/commands/typed-text.ts';
import type { FormValues } from './form-values.ts';
import { channelInput, channelsInput, dateInput, field, radioInput, textInput, timeInput } from './inputs.ts';

/** What is entered at most; the bot says so itself where it allows less. */
const LONGEST = { name: 150, timezone: 60, url: 2_000, reaction: 102 } as const;
export const MOST_CHANNELS = 20;

/** A conference's fields; each is named as its setting, so that what is wrong is said beside it. */
export function conferenceFields(settings: Omit<ConferenceSettings, 'organizers'>): InputBlock[] {
  const { name, from, to, timezone, channels, digestChannel, digestAt, opensThreads, reaction, scheduleUrl } = settings;
  return [
    field({ id: 'name', label: 'Name' }, textInput(name, LONGEST.name)),
    field({ id: 'from', label: 'First day' }, dateInput(from)),
    field({ id: 'to', label: 'Last day' }, dateInput(to)),
    field(
      {
        id: 'timezone',
        label: 'Time zone of the conference',
        hint: 'Such as America/Toronto or Europe/Berlin',
      },
      textInput(timezone, LONGEST.timezone),
    ),
    field(
      { id: 'channels', label: 'Channels in which notes are taken', hint: 'Invite the app to each of them' },
      channelsInput(channels, MOST_CHANNELS),
    ),
    field({ id: 'digestChannel', label: 'Channel for the daily digest' }, channelInput(digestChannel)),
    field({ id: 'digestAt', label: 'Time of the digest', hint: "On the conference's own clocks" }, timeInput(digestAt)),
    field(
      {
        id: 'scheduleUrl',
        label: 'Link to the schedule',
        hint: 'Sessionize, pretalx, frab or iCalendar',
        optional: true,
      },
      textInput(scheduleUrl, LONGEST.url),
    ),
    field(
      { id: 'opensThreads', label: "When a talk's thread is opened" },
      radioInput(
        [
          ['at-first-note', 'With its first note'],
          ['at-start', 'When the talk starts'],
        ],
        opensThreads,
      ),
    ),
    field(
      {
        id: 'reaction',
        label: 'Reaction that makes a message a note',
        hint: 'The name of an emoji, such as :memo:',
      },
      textInput(`:${reaction}:`, LONGEST.reaction),
    ),
  ];
}

/** What is wrong, by the name of the field beside which it is said. */
export type FieldErrors = Record<string, string>;

type Fields = Omit<ConferenceSettings, 'organizers'>;

/** What a form says of a conference, or what is wrong with it. A blank `scheduleUrl` means that there is none. */
export function parseConferenceFields(entered: FormValues): { settings: Fields } | { errors: FieldErrors } {
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
  const scheduleUrl = parseScheduleUrl(entered.text('scheduleUrl'), errors);
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
  const timezone = parseTimezone(written);
  if (timezone !== undefined) return timezone;
  const meant = guessTimezone(written);
  errors.timezone =
    meant === undefined
      ? 'I don’t know this time zone. Write it like Europe/Berlin.'
      : `I don’t know this time zone. Did you mean ${meant}?`;
  return written;
}

function parseScheduleUrl(written: string, errors: FieldErrors): string {
  if (written === '') return '';
  const url = parseAddress(written);
  if (url === undefined) errors.scheduleUrl = 'This is no link. It begins with https://';
  return url ?? '';
}
