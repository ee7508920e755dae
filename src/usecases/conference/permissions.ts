import type { TrackedConference } from '#domain/conference/conference.ts';
import { AppError } from '#errors.ts';
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
