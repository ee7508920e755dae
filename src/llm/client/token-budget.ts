import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** Tokens of a text as OpenAI's models since GPT-4o count them; other models' counts are close. */
export function countTokens(text: string): number {
  // Text in a note that looks like a control token is text.
  return count(text, { disallowedSpecial: new Set() });
}

/** How many tokens may be sent and received on a day (UTC). */
export interface TokenBudget {
  /** Returns false, and reserves nothing, if fewer are left. */
  reserve(tokens: number): Promise<boolean>;
  /** Gives back what was not used; a negative number adds what was used beyond it. */
  release(tokens: number): Promise<void>;
}

const KEPT_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * Counts in the store, so that a restart forgets nothing. Replicas that ask at the same instant may together spend a
 * request or two more. Without a store it counts for this process.
 */
export function createTokenBudget(
  limit: number | undefined,
  keyValue: KeyValue | undefined,
  now: () => number,
): TokenBudget {
  if (limit === undefined) return { reserve: async () => true, release: async () => undefined };
  const inProcess = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();
  const spend = (tokens: number, max: number): Promise<boolean> => {
    const next = last.then(async () => {
      const key = `model-tokens:${new Date(now()).toISOString().slice(0, 10)}`;
      const spent = (keyValue === undefined ? inProcess.get(key) : await keyValue.get<number>(key)) ?? 0;
      if (spent + tokens > max) return false;
      const total = Math.max(0, spent + tokens);
      if (keyValue === undefined) inProcess.set(key, total);
      else await keyValue.set(key, total, KEPT_MS);
      return true;
    });
    last = next.catch(() => undefined);
    return next;
  };
  return {
    reserve: (tokens) => spend(tokens, limit),
    async release(tokens) {
      await spend(-tokens, Number.POSITIVE_INFINITY);
    },
  };
}
