import type { TrackedConference } from '#domain/conference/conference.ts';
import { channelAudience, type Place } from '#domain/notes/audience.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

type Needed = Pick<BotDependencies, 'workspace'>;

/** Names in one sentence. */
const MOST_NAMED = 3;

/** May the actor change, publish and end a conference? Its organisers may, and the workspace's administrators. */
export async function isOrganizer(
  { workspace }: Needed,
  { teamId, userId }: Actor,
  conference: Pick<TrackedConference, 'teamId' | 'organisers'>,
): Promise<boolean> {
  // Ids of people mean nothing in another workspace.
  if (conference.teamId !== teamId) return false;
  if (conference.organisers.includes(userId)) return true;
  return (await workspace.person(teamId, userId))?.isAdmin === true;
}

/**
 * @param doWhat what is asked for, behind "can": `end it`
 * @throws AppError `refused` where {@link isOrganizer} says no; the sentence names whom to ask
 */
export async function requireOrganizer(
  deps: Needed,
  actor: Actor,
  conference: Pick<TrackedConference, 'teamId' | 'organisers'>,
  doWhat: string,
): Promise<void> {
  if (await isOrganizer(deps, actor, conference)) return;
  const people = await Promise.all(
    conference.organisers.slice(0, MOST_NAMED).map((id) => deps.workspace.person(conference.teamId, id)),
  );
  const names = people.flatMap((person) => person?.name ?? []);
  const who = names.length > 1 ? 'organisers' : 'organiser';
  const named = names.length > 0 ? ` (${names.join(', ')})` : '';
  throw new AppError(
    'refused',
    `Only the ${who}${named} can ${doWhat}. Ask them, or an administrator of the workspace.`,
  );
}

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
