import type { CompiledRecap } from './compile-recap.ts';

/** What was composed last and when, so that what has not changed is not composed again at each tick. */
export type ComposedDigests = Map<string, Composed>;

export interface Composed {
  hash: string;
  at: number;
  /** When it was last found to be as it should. */
  readAt: number;
  /**
   * Where the summarizer couldn't make all of it in time, or waits for more to word: when it is asked again, and how
   * often it was in vain.
   */
  again?: { at: number; tries: number };
}

/** Asked again after 5, 10, 20 … minutes, for two days: by then a day's budget is a new one. */
const FIRST_AGAIN_MS = 5 * 60_000;
const MOST_TRIES = 9;

/** When what was composed is composed again though nothing changes; `before` is how it was the last time. */
export function againAfter(
  { provisional, waitsUntil }: Pick<CompiledRecap, 'provisional' | 'waitsUntil'>,
  before: Composed['again'],
  isSame: boolean,
  now: number,
): Pick<Composed, 'again'> {
  const tries = isSame ? (before?.tries ?? 0) + 1 : 0;
  if (provisional > 0 && tries < MOST_TRIES) {
    return { again: { at: now + FIRST_AGAIN_MS * 2 ** tries, tries } };
  }
  return waitsUntil === undefined ? {} : { again: { at: waitsUntil, tries: 0 } };
}
