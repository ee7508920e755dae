import type { InputBlock } from '@slack/types';
import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { channelInput, channelsInput, dateInput, field, radioInput, textInput, timeInput } from './inputs.ts';

/** What is entered at most; the bot says so itself where it allows less. */
const LONGEST = { name: 150, timezone: 60, url: 2_000, reaction: 102 } as const;
export const MOST_CHANNELS = 20;

/** A conference's fields; each is named as its setting, so that what is wrong is said beside it. */
export function conferenceFields(settings: Omit<ConferenceSettings, 'organisers'>): InputBlock[] {
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
