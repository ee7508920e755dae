import type { ConferenceId } from '#domain/conference/conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** Prefix of the states of a conference's digests. */
export function digestStateKeys(conferenceId: ConferenceId): string {
  return `digest-state:${conferenceId}:`;
}

/** Prefix of the requests that wait for a person's choice, or for anyone's of a workspace. */
export function waitingKeys(teamId: string, userId?: string): string {
  return userId === undefined ? `waiting:${teamId}:` : `waiting:${teamId}:${userId}:`;
}

/** Prefix of the forgotten people of a workspace. */
export function forgottenKeys(teamId: string): string {
  return `forgotten:${teamId}:`;
}

/** Prefix of the file hashes of a workspace's photos. */
export function photoKeys(teamId: string): string {
  return `photo:${teamId}:`;
}

/** Prefix of models' summaries. Their keys don't say whose notes they are of. */
export const SUMMARY_KEYS = 'summary:';

type Needed = Pick<BotDependencies, 'keyValue'>;

/** Removes the key-value entries of a deleted conference. */
export async function removeConferenceValues(deps: Needed, conferenceId: ConferenceId): Promise<void> {
  await deps.keyValue.deletePrefix(digestStateKeys(conferenceId));
  await removeSummaries(deps);
}

/**
 * Removes all cached summaries, because they contain people's words and don't say whose. The next digests are summarized
 * again.
 */
export function removeSummaries({ keyValue }: Needed): Promise<void> {
  return keyValue.deletePrefix(SUMMARY_KEYS);
}
