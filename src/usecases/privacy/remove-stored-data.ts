import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

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

function removalKey(teamId: string): string {
  return `summaries-removed:${teamId}`;
}

/** Longer than a summary takes to make. */
const REMOVAL_KNOWN_MS = 60 * 60_000;

/**
 * Removes a workspace's cached summaries and prepared digests, because they contain people's words and don't say whose.
 * The next digests are summarized again. Those that are being made now aren't kept, see {@link keepSummary}.
 */
export async function removeSummaries({ keyValue }: Pick<BotDependencies, 'keyValue'>, teamId: string): Promise<void> {
  await keyValue.set(removalKey(teamId), randomUUID(), REMOVAL_KNOWN_MS);
  await keyValue.deletePrefix(summaryKeys(teamId));
}

/** Identifies the last removal of a workspace's summaries, for {@link keepSummary}. */
export function currentSummaries({ keyValue }: { keyValue: KeyValue }, teamId: string): Promise<string | undefined> {
  return keyValue.get<string>(removalKey(teamId));
}

/** Keeps what was made from a workspace's notes, unless summaries were removed since `version` was read. */
export async function keepSummary(
  keyValue: KeyValue,
  {
    teamId,
    version,
    key,
    value,
    keptMs,
  }: { teamId: string; version: string | undefined; key: string; value: unknown; keptMs: number },
): Promise<void> {
  await keyValue.set(key, value, keptMs);
  // Only now: between a look before and the writing, something could be removed.
  if ((await currentSummaries({ keyValue }, teamId)) !== version) await keyValue.delete(key);
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
