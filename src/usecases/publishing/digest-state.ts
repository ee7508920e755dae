import type { ConferenceId } from '#domain/conference/conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { digestStateKeys } from '#usecases/privacy/cache-keys.ts';
import type { Scope } from '#usecases/recap/compile-conference.ts';
import type { CompiledRecap } from '#usecases/recap/compile-recap.ts';

/** What is known of a digest, or of the recap of all days, that was published. */
export interface DigestState {
  /** Milliseconds since the epoch. */
  publishedAt: number;
  /** The hash of what it was made from last. */
  madeFrom: string;
  /** When that changed last after it was published; absent while it didn't. */
  updatedAt?: number;
  /** When it was composed last, if only in better words. */
  composedAt?: number;
  /** What the evidence refused of what its summarizer said, by reason; absent where nothing was. */
  refused?: CompiledRecap['refused'];
}

/** A digest is kept current as long as anybody may look at it. */
const KEPT_MS = 400 * 24 * 60 * 60 * 1000;

function keyOf(conferenceId: ConferenceId, scope: Scope): string {
  return `${digestStateKeys(conferenceId)}${scope}`;
}

export function loadDigestState(
  { keyValue }: Pick<BotDependencies, 'keyValue'>,
  conferenceId: ConferenceId,
  scope: Scope,
): Promise<DigestState | undefined> {
  return keyValue.get<DigestState>(keyOf(conferenceId, scope));
}

export function saveDigestState(
  { keyValue }: Pick<BotDependencies, 'keyValue'>,
  conferenceId: ConferenceId,
  scope: Scope,
  state: DigestState,
): Promise<void> {
  return keyValue.set(keyOf(conferenceId, scope), state, KEPT_MS);
}
