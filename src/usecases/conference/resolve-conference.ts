import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { AppError } from '#errors.ts';
import { quoted } from '#schedule/schedule-draft.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { isOrganizer, mayKnow } from './permissions.ts';

/** One of the conferences that a person can mean, where it is not plain which. */
export interface WhichConference {
  choices: TrackedConference[];
}

type Needed = Pick<BotDependencies, 'database' | 'clock' | 'workspace'>;

/** Names in one sentence. */
const MOST_NAMED = 5;

/**
 * Which conference is meant: the one of `conferenceId`, else the channel's that is not over (it has one at most),
 * else the one that was last in the channel, else the only one that the actor may know of and that is not over.
 * `choices` are those that are not over where it is not plain which.
 *
 * @throws AppError `refused` for an id that is none of the actor's workspace, or of which the actor may not know
 */
export async function resolveConference(
  deps: Needed,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<TrackedConference | WhichConference> {
  const { database, clock } = deps;
  const { teamId, channel } = actor;
  if (conferenceId !== undefined) {
    const conference = await database.conferences.find(conferenceId);
    if (conference?.teamId === teamId && (await mayMean(deps, actor, conference))) return conference;
    throw new AppError('refused', 'That conference is not followed here any more.');
  }
  const now = clock.now();
  if (channel !== undefined) {
    const here = await database.conferences.ofChannel(teamId, channel);
    const found = here.find((conference) => phaseOf(conference, now) !== 'after') ?? here.reduce(later, here[0]);
    if (found !== undefined && (await mayKnow(deps, actor, found))) return found;
  }
  const choices = (await knownConferences(deps, actor)).filter((conference) => phaseOf(conference, now) !== 'after');
  return choices.length === 1 ? choices[0]! : { choices };
}

/** The workspace's conferences of which the actor may know, newest first. */
export async function knownConferences(
  deps: Pick<Needed, 'database' | 'workspace'>,
  actor: Actor,
): Promise<TrackedConference[]> {
  const known: TrackedConference[] = [];
  for (const conference of await deps.database.conferences.ofTeam(actor.teamId)) {
    if (await mayKnow(deps, actor, conference)) known.push(conference);
  }
  return known;
}

/** Administrators answer for all conferences, but don't come across those of private channels by themselves. */
async function mayMean(deps: Needed, actor: Actor, conference: TrackedConference): Promise<boolean> {
  return (await mayKnow(deps, actor, conference)) || isOrganizer(deps, actor, conference);
}

/** The conference that is meant, as {@link resolveConference} says. @throws AppError `refused`, with what to do instead */
export async function requireConference(
  deps: Needed,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<TrackedConference> {
  const found = await resolveConference(deps, actor, conferenceId);
  if (!('choices' in found)) return found;
  if (found.choices.length === 0) {
    const place = actor.channel === undefined ? 'here' : 'in this channel';
    throw new AppError('refused', `No conference is followed ${place}. Start one with /recap start.`);
  }
  const names = found.choices.slice(0, MOST_NAMED).map(({ name }) => quoted(name));
  const more = found.choices.length > MOST_NAMED ? ' and others' : '';
  throw new AppError(
    'refused',
    `Several conferences are running: ${names.join(', ')}${more}. Type it in one of their channels.`,
  );
}

function later(one: TrackedConference | undefined, other: TrackedConference): TrackedConference {
  return one !== undefined && one.to >= other.to ? one : other;
}

/**
 * A conference as it is now, for changing it within an atomic step: somebody else may have changed it since it was
 * looked up.
 *
 * @throws AppError `refused` where it was removed meanwhile
 */
export async function reloadConference(
  { conferences }: Pick<Stores, 'conferences'>,
  id: ConferenceId,
): Promise<TrackedConference> {
  const conference = await conferences.find(id);
  if (conference !== undefined) return conference;
  throw new AppError('refused', 'That conference was removed meanwhile.');
}
