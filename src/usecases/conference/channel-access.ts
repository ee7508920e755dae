import type { TrackedConference } from '#domain/conference/conference.ts';
import { type Place, postedIn } from '#domain/notes/audience.ts';
import { AppError } from '#errors.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

type Needed = Pick<BotDependencies, 'workspace'>;

/** A channel as a place, as it is now; one that the bot can't see counts as one that the whole world reads. */
export async function placeOfChannel({ workspace }: Needed, teamId: string, channel: string): Promise<Place> {
  const known = await workspace.channel(teamId, channel);
  return postedIn(known ?? { id: channel, isPrivate: false, isShared: true });
}

/** What only the asker sees: what they can read in Slack anyway where they ask, and what is their own. */
export async function placeOfAsker(deps: Needed, asker: Asker): Promise<Place> {
  const { teamId, userId, channel } = asker;
  const isGuest = await isGuestOf(deps, asker);
  const here =
    channel !== undefined && (await canRead(deps, asker, channel))
      ? await deps.workspace.channel(teamId, channel)
      : undefined;
  return {
    ...(here === undefined ? {} : { channel: here }),
    reader: userId,
    readsWorkspace: !isGuest,
  };
}

/** Can the asker read a channel? All of the workspace can read its public ones, but guests only where they are. */
export async function canRead(deps: Needed, asker: Asker, channel: string): Promise<boolean> {
  const { teamId, userId } = asker;
  const known = await deps.workspace.channel(teamId, channel);
  if (known === undefined) return false;
  if (!known.isPrivate && !(await isGuestOf(deps, asker))) return true;
  return deps.workspace.isMember(teamId, channel, userId);
}

/** Is the asker a guest, of another organisation, or nobody that Slack knows in this workspace? */
export async function isGuestOf({ workspace }: Needed, { teamId, userId }: Asker): Promise<boolean> {
  return (await workspace.person(teamId, userId))?.isGuest ?? true;
}

/**
 * May the asker know of a conference? Who can read one of its channels may, and its organisers.
 */
export async function mayKnow(
  deps: Needed,
  asker: Asker,
  { channels, organisers }: Pick<TrackedConference, 'channels' | 'organisers'>,
): Promise<boolean> {
  if (organisers.includes(asker.userId)) return true;
  if (asker.channel !== undefined && channels.includes(asker.channel)) {
    if (await isThere(deps, asker, asker.channel)) return true;
  }
  for (const channel of channels) if (await canRead(deps, asker, channel)) return true;
  return false;
}

/** As {@link canRead}, for what a person does in a channel, which shows that they are there: yes where Slack can't be asked. */
export async function isThere(deps: Needed, asker: Asker, channel: string): Promise<boolean> {
  try {
    return await canRead(deps, asker, channel);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unreachable') return true;
    throw error;
  }
}
