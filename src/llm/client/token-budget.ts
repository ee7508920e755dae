import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';
import pLimit from 'p-limit';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** Returns the number of tokens in a text for OpenAI's models since GPT-4o; counts of other models are close. */
export function countTokens(text: string): number {
  // Text that looks like a control token is counted as plain text.
  return count(text, { disallowedSpecial: new Set() });
}

/** Daily limit (UTC) on tokens sent and received. */
export interface TokenBudget {
  /** Reserves tokens; returns false and reserves nothing if fewer are left. */
  reserve(tokens: number): Promise<boolean>;
  /** Releases unused tokens; a negative number adds tokens used beyond the reservation. */
  release(tokens: number): Promise<void>;
}

const KEPT_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * Creates a token budget. Counts are kept in the store, so that they survive a restart. Replicas that ask at the same
 * moment may overspend by a request or two. Without a store, counts are kept in memory.
 */
export function createTokenBudget(
  limit: number | undefined,
  keyValue: KeyValue | undefined,
  now: () => number,
): TokenBudget {
  if (limit === undefined) return { reserve: async () => true, release: async () => undefined };
  const inProcess = new Map<string, number>();
  const oneByOne = pLimit(1);
  const spend = (tokens: number, max: number): Promise<boolean> =>
    oneByOne(async () => {
      const key = `model-tokens:${new Date(now()).toISOString().slice(0, 10)}`;
      const spent = (keyValue === undefined ? inProcess.get(key) : await keyValue.get<number>(key)) ?? 0;
      if (spent + tokens > max) return false;
      const total = Math.max(0, spent + tokens);
      if (keyValue === undefined) inProcess.set(key, total);
      else await keyValue.set(key, total, KEPT_MS);
      return true;
    });
  return {
    reserve: (tokens) => spend(tokens, limit),
    async release(tokens) {
      await spend(-tokens, Number.POSITIVE_INFINITY);
    },
  };
}
