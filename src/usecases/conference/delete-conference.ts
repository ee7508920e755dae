import type { ConferenceId } from '#domain/conference/conference.ts';
import type { ConferenceState } from '#usecases/bot-results.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { dropKeptOf } from '#usecases/privacy/purge-cached.ts';
import { stateOf } from './get-conference-state.ts';
import { requireOrganiser } from './permissions.ts';
import { findAgain } from './reload-conference.ts';
import { requireConference } from './resolve-conference.ts';

/** What {@link deleteConference} would remove, for the confirmation. Organisers alone. @throws AppError */
export async function describeDeletion(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  asker: Asker,
  conferenceId?: ConferenceId,
): Promise<ConferenceState> {
  const conference = await requireConference(deps, asker, conferenceId);
  await requireOrganiser(deps, asker, conference, 'delete it');
  return stateOf(deps, asker, conference);
}

/**
 * Removes a conference and all that is stored of it, at once. What stands in Slack stays there, as it belongs to the
 * channel's history by then and people can remove it; the confirmation says so. Organisers alone. @throws AppError
 */
export async function deleteConference(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace' | 'keyValue'>,
  asker: Asker,
  conferenceId: ConferenceId,
): Promise<{ name: string }> {
  const conference = await requireConference(deps, asker, conferenceId);
  await requireOrganiser(deps, asker, conference, 'delete it');
  const deleted = await deps.database.atomically(async (stores) => {
    const { id, name } = await findAgain(stores, conference.id);
    await stores.conferences.remove(id);
    return { name };
  });
  await dropKeptOf(deps, conference.id);
  return deleted;
}
