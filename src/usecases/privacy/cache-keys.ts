import type { ConferenceId } from '#domain/conference/conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/**
 * What the keys of values begin with that hold people's words, or belong to a conference, a person or a workspace: so
 * that they can be removed with it.
 */

/** `digest-state:…` what is known of a conference's digests. */
export function digestStateKeys(conferenceId: ConferenceId): string {
  return `digest-state:${conferenceId}:`;
}

/** `waiting:…` what a person asked for and that waits for their choice; without a person all of a workspace. */
export function waitingKeys(teamId: string, userId?: string): string {
  return userId === undefined ? `waiting:${teamId}:` : `waiting:${teamId}:${userId}:`;
}

/** `forgotten:…` that a person of a workspace wants to be named nowhere. */
export function forgottenKeys(teamId: string): string {
  return `forgotten:${teamId}:`;
}

/** `photo:…` which of the kept files a photo of a workspace is. */
export function photoKeys(teamId: string): string {
  return `photo:${teamId}:`;
}

/** `summary:…` what a model made of notes; nothing in the key tells of whose. */
export const SUMMARY_KEYS = 'summary:';

type Needed = Pick<BotDependencies, 'keyValue'>;

/** Removes what is kept by key of a conference that is not in the database any more. */
export async function dropKeptOf(deps: Needed, conferenceId: ConferenceId): Promise<void> {
  await deps.keyValue.deletePrefix(digestStateKeys(conferenceId));
  await dropSummaries(deps);
}

/**
 * Removes all that a model made of notes, as it holds people's words and doesn't tell whose: the next digests are made
 * of the notes that there are, and cost their tokens once more.
 */
export function dropSummaries({ keyValue }: Needed): Promise<void> {
  return keyValue.deletePrefix(SUMMARY_KEYS);
}
