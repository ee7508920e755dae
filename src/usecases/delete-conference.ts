import type { ConferenceId } from '../domain/tracked-conference.ts';
import type { Asker } from './asker.ts';
import type { ConferenceState } from './bot-answers.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { dropKeptOf } from './drop-kept.ts';
import { findAgain } from './find-again.ts';
import { requireConference } from './find-conference.ts';
import { requireOrganiser } from './rights.ts';
import { stateOf } from './tell-state.ts';

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
