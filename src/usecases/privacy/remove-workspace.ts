import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { forgottenKeys, photoKeys, waitingKeys } from './cache-keys.ts';
import { dropKeptOf, dropSummaries } from './purge-cached.ts';

/** Removes all that is stored of a workspace: the app was taken out of it. */
export async function removeWorkspace(
  deps: Pick<BotDependencies, 'database' | 'keyValue' | 'workspace' | 'log'>,
  teamId: string,
): Promise<void> {
  const { database, keyValue, workspace, log } = deps;
  const conferences = await database.conferences.ofTeam(teamId);
  for (const { id } of conferences) {
    await database.conferences.remove(id);
    await dropKeptOf(deps, id);
  }
  for (const userId of await database.optOuts.ofTeam(teamId)) await database.optOuts.remove(teamId, userId);
  await workspace.forget(teamId);
  await keyValue.deletePrefix(waitingKeys(teamId));
  await keyValue.deletePrefix(forgottenKeys(teamId));
  await keyValue.deletePrefix(photoKeys(teamId));
  await dropSummaries(deps);
  log.info({ team: teamId, conferences: conferences.length }, 'a workspace was removed with all that it held');
}
