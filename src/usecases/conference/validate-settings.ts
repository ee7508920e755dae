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
import { quoted } from '#schedule/schedule-draft.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { SlackChannel } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { SettingError } from '#usecases/ports/setting-error.ts';
import type { Stores } from '#usecases/ports/stores.ts';

const LONGEST_NAME = 150;
const MOST_DAYS = 31;
const MOST_CHANNELS = 20;
export const MOST_ORGANIZERS = 20;
const LONGEST_ADDRESS = 2000;
const LONGEST_TONE = 200;

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
  if (from > to) throw new SettingError('to', `The last day, ${to}, lies before the first, ${from}. Swap them.`);
  if (!isAllowedLength(from, to)) {
    throw new SettingError('to', `A conference has ${MOST_DAYS} days at most; ${from} to ${to} is longer.`);
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
    ...(scheduleUrl === undefined ? {} : { scheduleUrl: parseScheduleUrl(scheduleUrl) }),
    ...omitUndefined({ approval, webAccess }),
    ...readVoice(settings),
  };
}

/** Is a span of days short enough for a conference? */
export function isAllowedLength(from: CalendarDate, to: CalendarDate): boolean {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' })) as [DateTime, DateTime];
  return last.diff(first, 'days').days < MOST_DAYS;
}

/** Normalizes the recap's language and tone; blank ones count as not set. */
function readVoice({ language = '', tone = '' }: WritingStyle): WritingStyle {
  const lines = { language: cleanLine(language), tone: cleanLine(tone) };
  const languages = Object.values(RECAP_LANGUAGES);
  if (lines.language !== '' && !languages.includes(lines.language)) {
    throw new SettingError(
      'language',
      `${quoted(language)} is no language that I can check a recap in. Choose one of ${languages.join(', ')}.`,
    );
  }
  if (lines.tone.length > LONGEST_TONE) {
    throw new SettingError(
      'tone',
      `${LONGEST_TONE} characters at most, and this has ${lines.tone.length}. Shorten it.`,
    );
  }
  return {
    ...(lines.language === '' ? {} : { language: lines.language }),
    ...(lines.tone === '' ? {} : { tone: lines.tone }),
  };
}

function readName(written: string): string {
  const name = cleanLine(written);
  if (name === '') throw new SettingError('name', 'A conference needs a name, such as DevOpsDays Toronto.');
  if (name.length > LONGEST_NAME) {
    throw new SettingError(
      'name',
      `A name has ${LONGEST_NAME} characters at most, and this one ${name.length}. Shorten it.`,
    );
  }
  return name;
}

/** @throws SettingError for anything but a calendar date */
function readDate(setting: 'from' | 'to', written: string): CalendarDate {
  const date = written.trim();
  const isDate = /^(?:19|20|21)\d\d-\d\d-\d\d$/.test(date) && DateTime.fromISO(date, { zone: 'utc' }).isValid;
  if (isDate) return date;
  throw new SettingError(setting, `${quoted(written)} is no date. Write it as 2016-05-26.`);
}

function readTimezone(written: string): string {
  const timezone = written.trim();
  if (/^[\w+/-]{1,60}$/.test(timezone) && IANAZone.isValidZone(timezone)) return timezone;
  throw new SettingError('timezone', `${quoted(written)} is no time zone that I know. Name one such as Europe/Berlin.`);
}

function readTime(written: string): string {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(written.trim());
  if (match !== null && Number(match[1]) < 24) return `${match[1]!.padStart(2, '0')}:${match[2]}`;
  throw new SettingError('digestAt', `${quoted(written)} is no time of day. Write it as 18:30.`);
}

function readChannels(written: string[]): string[] {
  const channels = [...new Set(written)];
  if (channels.length === 0) {
    throw new SettingError('channels', 'A conference needs a channel in which notes are taken. Choose one.');
  }
  if (channels.length <= MOST_CHANNELS) return channels;
  throw new SettingError('channels', `Notes are taken in ${MOST_CHANNELS} channels at most. Choose fewer.`);
}

function readReaction(written: string): string {
  const reaction = written
    .trim()
    .replace(/^:|:$/g, '')
    .replace(/::skin-tone-\d$/, '')
    .toLowerCase();
  // Custom emoji may have names in any script.
  if (/^[\p{L}\p{M}\p{N}_+'-]{1,100}$/u.test(reaction)) return reaction;
  throw new SettingError('reaction', `${quoted(written)} is no emoji's name. Write it as :memo:.`);
}

function readOrganizers(written: string[]): string[] {
  const organizers = [...new Set(written)];
  if (organizers.length === 0) {
    throw new SettingError('organizers', 'A conference needs an organizer. Choose at least one person.');
  }
  if (organizers.length <= MOST_ORGANIZERS) return organizers;
  throw new SettingError('organizers', `A conference has ${MOST_ORGANIZERS} organizers at most.`);
}

/** @throws SettingError for anything but an http(s) address */
export function parseScheduleUrl(written: string): string {
  const address = written.trim();
  if (address.length <= LONGEST_ADDRESS && parseWebUrl(address) !== undefined) return address;
  throw new SettingError('scheduleUrl', `${quoted(written)} is no web address. Give one that begins with https://.`);
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
  { channels, digestChannel, organizers }: Pick<ConferenceSettings, 'channels' | 'digestChannel' | 'organizers'>,
  before?: Pick<TrackedConference, 'channels' | 'digestChannel' | 'organizers'>,
): Promise<string[]> {
  for (const id of organizers.filter((each) => before?.organizers.includes(each) !== true)) {
    const person = await workspace.person(teamId, id);
    if (person !== undefined && !person.isBot) continue;
    throw new SettingError('organizers', 'Organizers are people of this workspace. Choose somebody else.');
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
    const which = isSeen ? `I am not in #${channel.name}` : 'You or I can’t see that channel';
    throw new SettingError(setting, `${which}. Invite me there first: /invite @recap`);
  }
}

/** Warns if the digest's readers can't read the channel of the notes. */
function audienceProblem(noted: SlackChannel, digest: SlackChannel): string | undefined {
  if (noted.id === digest.id) return undefined;
  if (noted.isPrivate) {
    return `#${noted.name} is private: what is written there shows in #${digest.name} only where its author added it to the recap.`;
  }
  if (digest.isShared) {
    return `#${digest.name} is shared with other organisations: what is written in #${noted.name} shows there only where its author added it to the recap.`;
  }
  return undefined;
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
    throw new SettingError(
      'channels',
      `${quoted(other.name)} is already followed in one of these channels, until ${other.to}. End it there with /recap end, or choose another channel.`,
    );
  }
}

/** Returns a warning for each of a conference's times that was probably not intended. */
export function findTimeProblems(conference: TrackedConference, now: number): string[] {
  const { to, digestAt, endedAt } = conference;
  const problems: string[] = [];
  if (endedAt === undefined && phaseOf(conference, now) === 'after') {
    problems.push(`Its last day, ${to}, is over already. If another was meant, change it with /recap settings.`);
  }
  if (digestAt >= '03:00' && digestAt < '12:00') {
    problems.push(
      `The digest of a day comes at ${digestAt} on that day, before most of its talks. A time in the evening suits most, or one before 03:00 for the night after it.`,
    );
  }
  return problems;
}
