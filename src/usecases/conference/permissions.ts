import type { TrackedConference } from '#domain/conference/conference.ts';
import { type Audience, channelAudience } from '#domain/notes/audience.ts';
import { AppError, LocalizedError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';

type Needed = Pick<BotDependencies, 'workspace'>;

const MOST_NAMED = 3;
/** How long a note waits for Slack to say who is in a channel. */
const LOOK_UP_MS = 150;

/** Returns whether the actor may change, publish and end a conference: as its organizer or an administrator. */
export async function isOrganizer(
  { workspace }: Needed,
  { teamId, userId }: Actor,
  conference: Pick<TrackedConference, 'teamId' | 'organizers'>,
): Promise<boolean> {
  // User ids are only unique within a workspace.
  if (conference.teamId !== teamId) return false;
  if (conference.organizers.includes(userId)) return true;
  return (await workspace.person(teamId, userId))?.isAdmin === true;
}

/** What only organizers can do. */
export type OrganizerAction =
  | ('end' | 'delete' | 'settings' | 'listen' | 'schedule')
  | ('preview' | 'edit' | 'approve' | 'publish' | 'announce');

/** @throws AppError `refused` with the names of the organizers if {@link isOrganizer} returns false */
export async function requireOrganizer(
  deps: Needed,
  actor: Actor,
  conference: Pick<TrackedConference, 'teamId' | 'organizers'>,
  action: OrganizerAction,
): Promise<void> {
  if (await isOrganizer(deps, actor, conference)) return;
  const people = await Promise.all(
    conference.organizers.slice(0, MOST_NAMED).map((id) => deps.workspace.person(conference.teamId, id)),
  );
  const names = people.flatMap((person) => person?.name ?? []);
  throw new LocalizedError('refused', 'organizers-only', { action, names: names.join(', ') || 'none' });
}

/** Returns who can read a channel now. A channel that the bot can't see counts as public and shared. */
export async function audienceOfChannel({ workspace }: Needed, teamId: string, channel: string): Promise<Audience> {
  const known = await workspace.channel(teamId, channel);
  return channelAudience(known ?? { id: channel, isPrivate: false, isShared: true });
}

/** Returns the audience of a reply that only the actor sees: their own notes and what they can read in Slack. */
export async function audienceOfActor(deps: Needed, actor: Actor): Promise<Audience> {
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

/** Returns whether the actor can read a channel: a member any public one, a guest only those they are in. */
export async function canRead(deps: Needed, actor: Actor, channel: string): Promise<boolean> {
  const { teamId, userId } = actor;
  const known = await deps.workspace.channel(teamId, channel);
  if (known === undefined) return false;
  if (!known.isPrivate && !(await isGuestOf(deps, actor))) return true;
  return deps.workspace.isMember(teamId, channel, userId);
}

/** Returns whether the actor is a guest, from another organization, or unknown to Slack in this workspace. */
export async function isGuestOf({ workspace }: Needed, { teamId, userId }: Actor): Promise<boolean> {
  return (await workspace.person(teamId, userId))?.isGuest ?? true;
}

/** Returns whether the actor may know of a conference: as its organizer, or if they can read one of its channels. */
export async function canSeeConference(
  deps: Needed,
  actor: Actor,
  { channels, organizers }: Pick<TrackedConference, 'channels' | 'organizers'>,
): Promise<boolean> {
  if (organizers.includes(actor.userId)) return true;
  if (actor.channel !== undefined && channels.includes(actor.channel)) {
    if (await canProbablyRead(deps, actor, actor.channel)) return true;
  }
  for (const channel of channels) if (await canRead(deps, actor, channel)) return true;
  return false;
}

/** {@link canRead}, or true if Slack is slow or doesn't say: acting in a channel shows that the actor is in it. */
export async function canProbablyRead(deps: Needed, actor: Actor, channel: string): Promise<boolean> {
  try {
    return (await withTimeout(LOOK_UP_MS, canRead(deps, actor, channel))) ?? true;
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
}
