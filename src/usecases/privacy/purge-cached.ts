import type { ConferenceId } from '#domain/conference/conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { digestStateKeys, SUMMARY_KEYS } from './cache-keys.ts';

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
