import { fold } from '../domain/words.ts';
import { contentOf } from './content.ts';
import { readWords } from './read-words.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(fold));

/** Words that deny what stands behind them. */
const DENIALS = setOf(
  `not no never none nobody nothing neither nor without cannot nicht kein keine keinen keiner keinem nie niemals niemand
  ohne pas jamais aucun aucune sans nunca ningún ninguna nadie sin non mai nessun nessuno nessuna senza não nem ninguém
  sem niet geen nooit niemand zonder inte ingen aldrig utan`,
);
/** Words that doubt the whole of what they stand in. */
const DOUBTS = setOf(
  `maybe perhaps probably possibly apparently allegedly supposedly unsure might vielleicht wahrscheinlich angeblich
  vermutlich peut-être probablement apparemment quizás quizá probablemente forse probabilmente talvez provavelmente
  misschien waarschijnlijk kanske`,
);

/** So many words behind a denial are denied by it, at most. */
const REACH = 4;

/** The stems that a text denies, and whether it doubts. */
function readDenial(text: string): { denied: Set<string>; doubts: boolean } {
  const { folded } = readWords(text);
  const denied = new Set<string>();
  let doubts = false;
  for (const [at, word] of folded.entries()) {
    if (DOUBTS.has(word)) doubts = true;
    if (!DENIALS.has(word) && !word.endsWith("n't")) continue;
    for (const stem of contentOf(folded.slice(at + 1, at + 1 + REACH).join(' ')).stems) denied.add(stem);
  }
  return { denied, doubts };
}

/** Does one of two texts deny what the other says, or doubt it? Only words that both have can be at issue. */
export function contradicts(one: string, other: string): boolean {
  const [left, right] = [readDenial(one), readDenial(other)];
  if (left.doubts !== right.doubts) return true;
  if (left.denied.size === 0 && right.denied.size === 0) return false;
  const [leftStems, rightStems] = [new Set(contentOf(one).stems), new Set(contentOf(other).stems)];
  const isAtIssue = (stem: string) => leftStems.has(stem) && rightStems.has(stem);
  return (
    [...left.denied].some((stem) => isAtIssue(stem) && !right.denied.has(stem)) ||
    [...right.denied].some((stem) => isAtIssue(stem) && !left.denied.has(stem))
  );
}
