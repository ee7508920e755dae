import type { TrackedConference } from '#domain/conference/conference.ts';
import { channelAudience, type Place } from '#domain/notes/audience.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

type Needed = Pick<BotDependencies, 'workspace'>;

/** A channel as a place, as it is now; one that the bot can't see counts as one that the whole world reads. */
export async function placeOfChannel({ workspace }: Needed, teamId: string, channel: string): Promise<Place> {
  const known = await workspace.channel(teamId, channel);
  return channelAudience(known ?? { id: channel, isPrivate: false, isShared: true });
}

/** What only the actor sees: what they can read in Slack anyway where they ask, and what is their own. */
export async function placeOfAsker(deps: Needed, actor: Actor): Promise<Place> {
  const { teamId, userId, channel } = actor;
  const isGuest = await isGuestOf(deps, actor);
  const here =
    channel !== undefined && (await canRead(deps, actor, channel))
      ? await deps.workspace.channel(teamId, channel)
      : undefined;
  return {
    ...omitUndefined({ channel: here }),
    reader: userId,
    readsWorkspace: !isGuest,
  };
}

/** Can the actor read a channel? All of the workspace can read its public ones, but guests only where they are. */
export async function canRead(deps: Needed, actor: Actor, channel: string): Promise<boolean> {
  const { teamId, userId } = actor;
  const known = await deps.workspace.channel(teamId, channel);
  if (known === undefined) return false;
  if (!known.isPrivate && !(await isGuestOf(deps, actor))) return true;
  return deps.workspace.isMember(teamId, channel, userId);
}

/** Is the actor a guest, of another organisation, or nobody that Slack knows in this workspace? */
export async function isGuestOf({ workspace }: Needed, { teamId, userId }: Actor): Promise<boolean> {
  return (await workspace.person(teamId, userId))?.isGuest ?? true;
}

/**
 * May the actor know of a conference? Who can read one of its channels may, and its organisers.
 */
export async function mayKnow(
  deps: Needed,
  actor: Actor,
  { channels, organisers }: Pick<TrackedConference, 'channels' | 'organisers'>,
): Promise<boolean> {
  if (organisers.includes(actor.userId)) return true;
  if (actor.channel !== undefined && channels.includes(actor.channel)) {
    if (await isThere(deps, actor, actor.channel)) return true;
  }
  for (const channel of channels) if (await canRead(deps, actor, channel)) return true;
  return false;
}

/** As {@link canRead}, for what a person does in a channel, which shows that they are there: yes where Slack can't be asked. */
export async function isThere(deps: Needed, actor: Actor, channel: string): Promise<boolean> {
  try {
    return await canRead(deps, actor, channel);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unreachable') return true;
    throw error;
  }
}
