import { DOUBTS, isNegation } from '#domain/language/negation.ts';
import { tokenizeCached } from './cached-tokens.ts';
import { contentOf } from './content-stems.ts';

/** Maximum number of words after a negation that it applies to. */
const REACH = 4;

/** The stems that a text negates, and whether it expresses doubt. */
export interface Denial {
  denied: ReadonlySet<string>;
  doubts: boolean;
}

/** Returns what a text negates, and whether it expresses doubt. */
export function readDenial(text: string): Denial {
  const { folded } = tokenizeCached(text);
  const denied = new Set<string>();
  let doubts = false;
  for (const [at, word] of folded.entries()) {
    if (DOUBTS.has(word)) doubts = true;
    if (!isNegation(word)) continue;
    for (const stem of contentOf(folded.slice(at + 1, at + 1 + REACH).join(' ')).stems) denied.add(stem);
  }
  return { denied, doubts };
}

/** A text to compare with {@link contradicts}. */
interface Deniable {
  stems: ReadonlySet<string>;
  denial: Denial;
}

/** Returns whether one of two texts denies or doubts what the other says. Only words that both contain count. */
export function contradicts(one: Deniable, other: Deniable): boolean {
  if (one.denial.doubts !== other.denial.doubts) return true;
  return deniesOnly(one, other) || deniesOnly(other, one);
}

/** Returns whether a text negates a word that the other uses without negating it. */
function deniesOnly(one: Deniable, other: Deniable): boolean {
  for (const stem of one.denial.denied) {
    if (one.stems.has(stem) && other.stems.has(stem) && !other.denial.denied.has(stem)) return true;
  }
  return false;
}
