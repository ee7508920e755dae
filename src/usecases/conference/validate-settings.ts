import { DateTime, IANAZone } from 'luxon';
import {
  type CalendarDate,
  type ConferenceSettings,
  RECAP_LANGUAGES,
  type TrackedConference,
  type WritingStyle,
} from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { parseWebUrl } from '#domain/language/urls.ts';
import { LocalizedError, type Notice } from '#errors.ts';
import { excerpt } from '#schedule/plain-text.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor, SlackChannel } from '#usecases/ports/slack.ts';
import type { Stores } from '#usecases/ports/stores.ts';

const LONGEST_NAME = 150;
const MOST_DAYS = 31;
const MOST_CHANNELS = 20;
export const MOST_ORGANIZERS = 20;
const LONGEST_ADDRESS = 2000;
const LONGEST_TONE = 200;
const LONGEST_QUOTED = 80;

/** An invalid setting. A form shows the message next to the setting's field. */
export class SettingError extends LocalizedError {
  readonly setting: keyof ConferenceSettings;

  constructor(setting: keyof ConferenceSettings, { key, values }: Notice) {
    super('refused', key, values);
    this.name = 'SettingError';
    this.setting = setting;
  }
}

/**
 * Returns normalized settings: names on one line, times with two digits, no duplicates.
 *
 * @throws SettingError for the first invalid one
 */
export function validateSettings(settings: ConferenceSettings): ConferenceSettings {
  const { scheduleUrl, opensThreads, webAccess, approval } = settings;
  const name = readName(settings.name);
  const from = readDate('from', settings.from);
  const to = readDate('to', settings.to);
  if (from > to)
    throw new SettingError('to', {
      key: 'last-day-before-first',
      values: { from: Date.parse(from), to: Date.parse(to) },
    });
  if (!isAllowedLength(from, to)) {
    throw new SettingError('to', { key: 'too-many-days', values: { most: MOST_DAYS } });
  }
  return {
    name,
    from,
    to,
    timezone: readTimezone(settings.timezone),
    channels: readChannels(settings.channels),
    digestChannel: settings.digestChannel,
    digestAt: readTime(settings.digestAt),
    opensThreads,
    reaction: readReaction(settings.reaction),
    organizers: readOrganizers(settings.organizers),
    ...omitUndefined({
      scheduleUrl: scheduleUrl === undefined ? undefined : parseScheduleUrl(scheduleUrl),
      approval,
      webAccess,
    }),
    ...readVoice(settings),
  };
}

function invalid(key: Notice['key'], written: string): Notice {
  return { key, values: { text: excerpt(written, LONGEST_QUOTED) } };
}

function tooLong({ length }: string, most: number): Notice {
  return { key: 'too-long', values: { count: length, most } };
}

/** Returns whether a span of days is short enough for a conference. */
export function isAllowedLength(from: CalendarDate, to: CalendarDate): boolean {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' })) as [DateTime, DateTime];
  return last.diff(first, 'days').days < MOST_DAYS;
}

/** Normalizes the recap's language and tone; blank ones count as not set. */
function readVoice({ language = '', tone = '' }: WritingStyle): WritingStyle {
  const lines = { language: cleanLine(language), tone: cleanLine(tone) };
  const languages = Object.values(RECAP_LANGUAGES);
  if (lines.language !== '' && !languages.includes(lines.language)) {
    throw new SettingError('language', {
      key: 'language-unknown',
      values: { language: excerpt(language, LONGEST_QUOTED), languages: languages.join(', ') },
    });
  }
  if (lines.tone.length > LONGEST_TONE) {
    throw new SettingError('tone', tooLong(lines.tone, LONGEST_TONE));
  }
  return {
    ...omitEmpty({ language: lines.language, tone: lines.tone }),
  };
}

function readName(written: string): string {
  const name = cleanLine(written);
  if (name === '') throw new SettingError('name', { key: 'name-missing' });
  if (name.length > LONGEST_NAME) throw new SettingError('name', tooLong(name, LONGEST_NAME));
  return name;
}

/** @throws SettingError for anything but a calendar date */
function readDate(setting: 'from' | 'to', written: string): CalendarDate {
  const date = written.trim();
  const isDate = /^(?:19|20|21)\d\d-\d\d-\d\d$/.test(date) && DateTime.fromISO(date, { zone: 'utc' }).isValid;
  if (isDate) return date;
  throw new SettingError(setting, invalid('date-invalid', written));
}

function readTimezone(written: string): string {
  const timezone = written.trim();
  if (/^[\w+/-]{1,60}$/.test(timezone) && IANAZone.isValidZone(timezone)) return timezone;
  throw new SettingError('timezone', invalid('timezone-unknown', written));
}

function readTime(written: string): string {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(written.trim());
  if (match !== null && Number(match[1]) < 24) return `${match[1]!.padStart(2, '0')}:${match[2]}`;
  throw new SettingError('digestAt', invalid('time-invalid', written));
}

function readChannels(written: string[]): string[] {
  const channels = [...new Set(written)];
  if (channels.length === 0) throw new SettingError('channels', { key: 'channels-missing' });
  if (channels.length <= MOST_CHANNELS) return channels;
  throw new SettingError('channels', { key: 'too-many-channels', values: { most: MOST_CHANNELS } });
}

function readReaction(written: string): string {
  const reaction = written
    .trim()
    .replace(/^:|:$/g, '')
    .replace(/::skin-tone-\d$/, '')
    .toLowerCase();
  // Custom emoji may have names in any script.
  if (/^[\p{L}\p{M}\p{N}_+'-]{1,100}$/u.test(reaction)) return reaction;
  throw new SettingError('reaction', invalid('emoji-invalid', written));
}

function readOrganizers(written: string[]): string[] {
  const organizers = [...new Set(written)];
  if (organizers.length === 0) throw new SettingError('organizers', { key: 'organizers-missing' });
  if (organizers.length <= MOST_ORGANIZERS) return organizers;
  throw new SettingError('organizers', { key: 'too-many-organizers', values: { most: MOST_ORGANIZERS } });
}

/** @throws SettingError for anything but an http(s) address */
export function parseScheduleUrl(written: string): string {
  const address = written.trim();
  if (address.length <= LONGEST_ADDRESS && parseWebUrl(address) !== undefined) return address;
  throw new SettingError('scheduleUrl', invalid('url-invalid', written));
}

/**
 * Checks that the bot is in the channels, that the actor is in the private ones, and that organizers are people of the
 * workspace. Values that `before` had are not checked again: somebody who has left must not block other changes.
 * Returns warnings about who will read what.
 *
 * @throws SettingError for a channel that the bot can't use, or an organizer who isn't a person of the workspace
 */
export async function validateChannelsAndOrganizers(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  { teamId, userId }: Actor,
  {
    settings: { channels, digestChannel, organizers },
    before,
  }: {
    settings: Pick<ConferenceSettings, 'channels' | 'digestChannel' | 'organizers'>;
    before?: Pick<TrackedConference, 'channels' | 'digestChannel' | 'organizers'> | undefined;
  },
): Promise<Notice[]> {
  for (const id of organizers.filter((each) => before?.organizers.includes(each) !== true)) {
    const person = await workspace.person(teamId, id);
    if (person !== undefined && !person.isBot) continue;
    throw new SettingError('organizers', { key: 'organizers-not-people' });
  }
  const noted: SlackChannel[] = [];
  for (const id of channels) {
    const channel = await workspace.channel(teamId, id);
    if (before?.channels.includes(id) !== true) await requireMember('channels', channel);
    if (channel !== undefined) noted.push(channel);
  }
  const digest = await workspace.channel(teamId, digestChannel);
  if (before?.digestChannel !== digestChannel) await requireMember('digestChannel', digest);
  return digest === undefined ? [] : noted.flatMap((channel) => audienceProblem(channel, digest) ?? []);

  async function requireMember(
    setting: 'channels' | 'digestChannel',
    channel: SlackChannel | undefined,
  ): Promise<void> {
    // The names of private channels are only for their members.
    const isSeen =
      channel !== undefined && (!channel.isPrivate || (await workspace.isMember(teamId, channel.id, userId)));
    if (isSeen && channel.isMember) return;
    throw new SettingError(
      setting,
      isSeen ? { key: 'not-in-channel', values: { channel: channel.name } } : { key: 'channel-unseen' },
    );
  }
}

/** Warns if the digest's readers can't read the channel of the notes. */
function audienceProblem(noted: SlackChannel, digest: SlackChannel): Notice | undefined {
  if (noted.id === digest.id) return undefined;
  const values = { channel: noted.name, digest: digest.name };
  if (noted.isPrivate) return { key: 'problem-private', values };
  return digest.isShared ? { key: 'problem-shared', values } : undefined;
}

/**
 * Checks that no other current conference uses these channels: a channel's notes belong to one conference.
 *
 * @throws SettingError with the name of the other conference
 */
export async function requireFreeChannels(
  { conferences }: Pick<Stores, 'conferences'>,
  { id, teamId, channels }: Pick<TrackedConference, 'id' | 'teamId' | 'channels'>,
  now: number,
): Promise<void> {
  for (const channel of channels) {
    const there = await conferences.ofChannel(teamId, channel);
    const other = there.find((conference) => conference.id !== id && phaseOf(conference, now) !== 'after');
    if (other === undefined) continue;
    throw new SettingError('channels', {
      key: 'channel-taken',
      values: { conference: other.name, to: Date.parse(other.to) },
    });
  }
}

/** Returns a warning for each of a conference's times that was probably not intended. */
export function findTimeProblems(conference: TrackedConference, now: number): Notice[] {
  const { to, digestAt, endedAt } = conference;
  const problems: Notice[] = [];
  if (endedAt === undefined && phaseOf(conference, now) === 'after') {
    problems.push({ key: 'problem-over', values: { to: Date.parse(to) } });
  }
  if (digestAt >= '03:00' && digestAt < '12:00') {
    problems.push({ key: 'problem-early', values: { time: digestAt } });
  }
  return problems;
}
