import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';
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

/** Creates a token budget, shared by replicas. It is kept in the store or, without one, in memory. */
export function createTokenBudget(
  limit: number | undefined,
  keyValue: KeyValue | undefined,
  now: () => number,
): TokenBudget {
  const inProcess = new Map<string, number>();
  const count = async (tokens: number, most: number): Promise<boolean> => {
    if (limit === undefined) return true;
    const day = new Date(now()).toISOString().slice(0, 10);
    if (keyValue !== undefined) {
      return keyValue.count(`model-tokens:${day}`, Math.ceil(tokens), { most, ttlMs: KEPT_MS });
    }
    const total = (inProcess.get(day) ?? 0) + tokens;
    if (total > most) return false;
    inProcess.set(day, Math.max(0, total));
    return true;
  };
  return {
    reserve: (tokens) => count(tokens, limit ?? Number.MAX_SAFE_INTEGER),
    async release(tokens) {
      await count(-tokens, Number.MAX_SAFE_INTEGER);
    },
  };
}
