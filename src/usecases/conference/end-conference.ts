import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { AppError } from '#errors.ts';
import { quoted } from '#schedule/schedule-draft.ts';
import type { ConferenceState } from '#usecases/bot-results.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { dropKeptOf } from '#usecases/privacy/cache-keys.ts';
import { stateOf } from './get-conference-state.ts';
import { requireOrganizer } from './permissions.ts';
import { reloadConference, requireConference } from './resolve-conference.ts';

/** Closes a conference early. Organisers alone. @throws AppError `refused` where it is over already */
export async function endConference(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<TrackedConference> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'end it');
  const now = deps.clock.now();
  return deps.database.runTransaction(async (stores) => {
    const current = await reloadConference(stores, conference.id);
    if (phaseOf(current, now) === 'after') {
      throw new AppError('refused', `${quoted(current.name)} is over already.`);
    }
    const ended = { ...current, endedAt: now };
    await stores.conferences.save(ended);
    return ended;
  });
}

/** What {@link deleteConference} would remove, for the confirmation. Organisers alone. @throws AppError */
export async function describeDeletion(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<ConferenceState> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'delete it');
  return stateOf(deps, actor, conference);
}

/**
 * Removes a conference and all that is stored of it, at once. What stands in Slack stays there, as it belongs to the
 * channel's history by then and people can remove it; the confirmation says so. Organisers alone. @throws AppError
 */
export async function deleteConference(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace' | 'keyValue'>,
  actor: Actor,
  conferenceId: ConferenceId,
): Promise<{ name: string }> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'delete it');
  const deleted = await deps.database.runTransaction(async (stores) => {
    const { id, name } = await reloadConference(stores, conference.id);
    await stores.conferences.remove(id);
    return { name };
  });
  await dropKeptOf(deps, conference.id);
  return deleted;
}
