import { DateTime } from 'luxon';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** Prefix of the keys of pending requests, of one person or of a whole workspace. */
export function waitingKeys(teamId: string, userId?: string): string {
  return userId === undefined ? `waiting:${teamId}:` : `waiting:${teamId}:${userId}:`;
}

/** Prefix of the keys that map a workspace's photos to stored files. */
export function photoKeys(teamId: string): string {
  return `photo:${teamId}:`;
}

/** Prefix of the keys of what was made from a workspace's notes: cached summaries, digests prepared for their time. */
export function summaryKeys(teamId: string): string {
  return `summary:${teamId}:`;
}

/**
 * Removes a workspace's cached summaries and prepared digests, because they contain people's words and don't say whose.
 * The next digests are summarized again.
 */
export function removeSummaries({ keyValue }: Pick<BotDependencies, 'keyValue'>, teamId: string): Promise<void> {
  return keyValue.deletePrefix(summaryKeys(teamId));
}

/** Deletes everything stored about a workspace after the app was removed from it. */
export async function removeWorkspace(
  deps: Pick<BotDependencies, 'database' | 'keyValue' | 'workspace' | 'log' | 'photoSweep'>,
  teamId: string,
): Promise<void> {
  const { database, keyValue, workspace, log } = deps;
  const conferences = await database.conferences.ofTeam(teamId);
  for (const { id } of conferences) await database.conferences.remove(id);
  for (const people of [database.optOuts, database.forgottenPeople]) {
    for (const userId of await people.ofTeam(teamId)) await people.remove(teamId, userId);
  }
  await workspace.forget(teamId);
  await keyValue.deletePrefix(waitingKeys(teamId));
  await keyValue.deletePrefix(photoKeys(teamId));
  await removeSummaries(deps, teamId);
  deps.photoSweep.request();
  log.info({ team: teamId, conferences: conferences.length }, 'a workspace was removed with all its data');
}

/**
 * Deletes the conferences that ended more than `retentionDays` ago with everything stored about them. Posted messages
 * stay in Slack.
 */
export async function removeExpiredConferences(
  deps: Pick<BotDependencies, 'database' | 'keyValue' | 'clock' | 'log' | 'retentionDays'>,
): Promise<void> {
  const { database, clock, log, retentionDays } = deps;
  if (retentionDays === undefined) return;
  const oldest = DateTime.fromMillis(clock.now(), { zone: 'utc' }).minus({ days: retentionDays }).toISODate()!;
  for (const { id, teamId } of await database.conferences.overBefore(oldest)) {
    await database.conferences.remove(id);
    await removeSummaries(deps, teamId);
    log.info({ conference: id, team: teamId }, 'a conference was removed because its retention period ended');
  }
}
