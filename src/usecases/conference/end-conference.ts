import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { nextDigest, recapInstant } from '#domain/conference/digest-times.ts';
import { recapKey } from '#domain/publishing/publication.ts';
import { LocalizedError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { removeSummaries } from '#usecases/privacy/remove-stored-data.ts';
import type { ConferenceState } from './get-conference-state.ts';
import { loadConferenceState } from './get-conference-state.ts';
import { requireOrganizer } from './permissions.ts';
import { reloadConference, requireConference } from './resolve-conference.ts';

/** What ending a conference now would do. */
export interface PlannedEnd {
  conference: TrackedConference;
  /** When the last digest and the recap are due then, milliseconds since the epoch; absent if there will be none. */
  digestAt?: number;
  recapAt?: number | 'posted';
}

/** Returns what {@link endConference} would do, for the confirmation. @throws AppError as that does */
export async function describeEnd(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<PlannedEnd> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'end');
  const now = deps.clock.now();
  if (phaseOf(conference, now) === 'after') throw alreadyEnded(conference);
  const ended = { ...conference, endedAt: now };
  const digestAt = nextDigest(ended, now)?.at;
  const recap = await deps.database.publications.withPrefix(recapKey(conference.id, ''));
  const recapAt = recap.some(({ ts }) => ts !== undefined) ? ('posted' as const) : recapInstant(ended);
  return { conference, ...omitUndefined({ digestAt, recapAt }) };
}

function alreadyEnded({ name }: TrackedConference): LocalizedError {
  return new LocalizedError('refused', 'conference-ended', { conference: name });
}

/** Ends a conference early. @throws AppError `refused` if it has ended, or the actor isn't an organizer */
export async function endConference(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<TrackedConference> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'end');
  const now = deps.clock.now();
  return deps.database.runTransaction(async (stores) => {
    const current = await reloadConference(stores, conference.id);
    if (phaseOf(current, now) === 'after') throw alreadyEnded(current);
    const ended = { ...current, endedAt: now };
    await stores.conferences.save(ended);
    return ended;
  });
}

/** Returns what {@link deleteConference} would remove, for the confirmation. @throws AppError if the actor isn't an organizer */
export async function describeDeletion(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<ConferenceState> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'delete');
  return loadConferenceState(deps, actor, conference);
}

/**
 * Deletes a conference and everything stored about it. Posted messages stay in Slack, as the confirmation says: they
 * are part of the channel's history, and people can delete them there. @throws AppError if the actor isn't an organizer
 */
export async function deleteConference(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace' | 'keyValue' | 'photoSweep'>,
  actor: Actor,
  conferenceId: ConferenceId,
): Promise<{ name: string }> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'delete');
  const deleted = await deps.database.runTransaction(async (stores) => {
    const { id, name } = await reloadConference(stores, conference.id);
    await stores.conferences.remove(id);
    return { name };
  });
  await removeSummaries(deps, actor.teamId);
  deps.photoSweep.request();
  return deleted;
}
