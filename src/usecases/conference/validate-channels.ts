import type { ConferenceSettings, TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { quoted } from '#schedule/warnings.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { SlackChannel } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { SettingError } from '#usecases/ports/setting-error.ts';
import type { Stores } from '#usecases/ports/stores.ts';

/**
 * Can the bot, and of private ones the actor, read these channels, and are the organisers people of the workspace? What `before` had
 * already is not asked again: whoever has left since must not keep others from changing the rest. Answers what may
 * surprise in the choice, each a sentence.
 *
 * @throws SettingError for a channel that the bot can't use, and for an organiser who can't be one
 */
export async function checkPlaces(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  { teamId, userId }: Actor,
  { channels, digestChannel, organisers }: ConferenceSettings,
  before?: Pick<TrackedConference, 'channels' | 'digestChannel' | 'organisers'>,
): Promise<string[]> {
  for (const id of organisers.filter((each) => before?.organisers.includes(each) !== true)) {
    const person = await workspace.person(teamId, id);
    if (person !== undefined && !person.isBot) continue;
    throw new SettingError('organisers', 'Organisers are people of this workspace. Choose somebody else.');
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
    // What is private is not even named to whoever is not in it.
    const isSeen =
      channel !== undefined && (!channel.isPrivate || (await workspace.isMember(teamId, channel.id, userId)));
    if (isSeen && channel.isMember) return;
    const which = isSeen ? `I am not in #${channel.name}` : 'You or I can’t see that channel';
    throw new SettingError(setting, `${which}. Invite me there first: /invite @recap`);
  }
}

/** Who reads the digest and could not read the notes: that is better said beforehand. */
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
 * A channel belongs to one conference at most that is not over, so that it is plain where its notes go.
 *
 * @throws SettingError that names the other conference
 */
export async function checkChannelsAreFree(
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
