import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { AppError } from '#errors.ts';
import { quoted } from '#schedule/warnings.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { requireOrganizer } from './permissions.ts';
import { reloadConference } from './reload-conference.ts';
import { requireConference } from './resolve-conference.ts';

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
