import type { InputBlock } from '@slack/types';
import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { zoneLabel } from '#render/view/dates.ts';
import { guessTimezone } from '#slack/commands/dates-and-zones.ts';
import { parseAddress } from '#slack/commands/typed-text.ts';
import { findZone } from '#text/dates-and-zones/find-zone.ts';
import type { FieldErrors, FormValues } from './form-values.ts';
import { channelInput, channelsInput, dateInput, field, radioInput, textInput, timeInput } from './inputs.ts';

/** The most that can be entered; the bot says itself if it allows less. */
const LONGEST = { name: 150, timezone: 60, url: 2_000, reaction: 102 } as const;
export const MOST_CHANNELS = 20;

const OPENS_THREADS = { 'at-first-note': 'With its first note', 'at-start': 'When the talk starts' };

type Fields = Omit<ConferenceSettings, 'organizers'>;

/** Builds a conference's fields; each has the name of its setting, so that errors are shown next to it. */
export function conferenceFields(settings: Fields): InputBlock[] {
  const { name, from, to, timezone, channels, digestChannel, digestAt, opensThreads, reaction, scheduleUrl } = settings;
  return [
    field({ id: 'name', label: 'Name' }, textInput(name, LONGEST.name)),
    field({ id: 'from', label: 'First day' }, dateInput(from)),
    field({ id: 'to', label: 'Last day' }, dateInput(to)),
    field(
      {
        id: 'timezone',
        label: 'Time zone of the conference',
        hint: 'A city such as Toronto, or a name such as CET or Europe/Berlin',
      },
      textInput(zoneLabel(timezone), LONGEST.timezone),
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
    field({ id: 'opensThreads', label: "When a talk's thread is opened" }, radioInput(OPENS_THREADS, opensThreads)),
    field(
      { id: 'reaction', label: 'Reaction that makes a message a note', hint: 'The name of an emoji, such as :memo:' },
      textInput(`:${reaction}:`, LONGEST.reaction),
    ),
  ];
}

/** Returns what a form says of a conference, or what is wrong with it. A blank `scheduleUrl` means that there is none. */
export function parseConferenceFields(entered: FormValues): { settings: Fields } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const name = entered.text('name').replace(/\s+/gu, ' ');
  if (name === '') errors.name = 'A conference needs a name.';
  const from = entered.text('from');
  const to = entered.text('to') || from;
  if (from === '') errors.from = 'Choose the first day.';
  if (to < from) errors.to = 'The last day is before the first.';
  const timezone = readTimezone(entered.text('timezone'), errors);
  const channels = entered.list('channels');
  if (channels.length === 0) errors.channels = 'Choose at least one channel.';
  const digestChannel = entered.text('digestChannel') || (channels[0] ?? '');
  const digestAt = entered.text('digestAt');
  if (digestAt === '') errors.digestAt = 'Choose a time.';
  const reaction = entered.text('reaction').replace(/^:|:$/gu, '');
  if (reaction === '' || /\s/u.test(reaction)) errors.reaction = "One emoji's name, such as :memo:";
  const link = entered.text('scheduleUrl');
  const scheduleUrl = link === '' ? '' : parseAddress(link);
  if (scheduleUrl === undefined) errors.scheduleUrl = 'This is no link. It begins with https://';
  if (scheduleUrl === undefined || Object.keys(errors).length > 0) return { errors };
  const opensThreads = entered.choiceOf('opensThreads', OPENS_THREADS) ?? 'at-first-note';
  return {
    settings: {
      ...{ name, from, to, timezone, channels, digestChannel, digestAt },
      ...{ opensThreads, reaction, scheduleUrl },
    },
  };
}

function readTimezone(written: string, errors: FieldErrors): string {
  const found = findZone(written);
  if (found !== undefined && 'zone' in found) return found.zone;
  const meant = found?.choices.join(' or ') ?? guessTimezone(written);
  if (found !== undefined) errors.timezone = `This can be ${meant}. Write which one.`;
  else if (meant !== undefined) errors.timezone = `I don’t know this time zone. Did you mean ${meant}?`;
  else errors.timezone = 'I don’t know this time zone. Write it like Berlin, CET or Europe/Berlin.';
  return written;
}
