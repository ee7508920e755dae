import { DOUBTS, isNegation } from '#domain/language/negation.ts';
import { readWords } from './cached-tokens.ts';
import { contentOf } from './content-stems.ts';

/** So many words behind a denial are denied by it, at most. */
const REACH = 4;

/** What a text denies, in stems, and whether it doubts. */
export interface Denial {
  denied: ReadonlySet<string>;
  doubts: boolean;
}

/** Reads what a text denies and doubts. */
export function readDenial(text: string): Denial {
  const { folded } = readWords(text);
  const denied = new Set<string>();
  let doubts = false;
  for (const [at, word] of folded.entries()) {
    if (DOUBTS.has(word)) doubts = true;
    if (!isNegation(word)) continue;
    for (const stem of contentOf(folded.slice(at + 1, at + 1 + REACH).join(' ')).stems) denied.add(stem);
  }
  return { denied, doubts };
}

/** A text for {@link contradicts}. */
interface Deniable {
  stems: ReadonlySet<string>;
  denial: Denial;
}

/** Does one of two texts deny what the other says, or doubt it? Only words that both have can be at issue. */
export function contradicts(one: Deniable, other: Deniable): boolean {
  if (one.denial.doubts !== other.denial.doubts) return true;
  return deniesOnly(one, other) || deniesOnly(other, one);
}

/** Does a text deny what the other says and doesn't deny? */
function deniesOnly(one: Deniable, other: Deniable): boolean {
  for (const stem of one.denial.denied) {
    if (one.stems.has(stem) && other.stems.has(stem) && !other.denial.denied.has(stem)) return true;
  }
  return false;
}
