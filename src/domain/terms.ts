import { isFunctionWord } from './function-words.ts';
import { fold, wordsOf } from './words.ts';

/** Terms are many times fewer than words: a stem is made once. */
const stems = new Map<string, string>();
const MAX_STEMS = 200_000;

/**
 * A folded word without its commonest endings, so that `deploys`, `deploying` and `deployment` meet. Made for
 * English and harmless elsewhere: a word loses an ending only where four letters stay.
 */
export function stemOf(folded: string): string {
  let stem = stems.get(folded);
  if (stem === undefined) {
    stem = stripEndings(folded);
    if (stems.size >= MAX_STEMS) stems.clear();
    stems.set(folded, stem);
  }
  return stem;
}

function stripEndings(word: string): string {
  let stem = word.replace(/'s?$/, '');
  if (stem.length < 4 || !/^[a-z]+$/.test(stem)) return stem;
  if (/[^su]s$/.test(stem)) stem = stem.replace(/(?<=.{3})ies$/, 'y').replace(/s$/, '');
  else if (/sses$/.test(stem)) stem = stem.slice(0, -2);
  stem = stem
    .replace(/(?<=.{4})ments?$/, '')
    .replace(/(?<=.{4})(?:ing|ed|er|ion|al|ly)$/, '')
    .replace(/([bdfgmnprt])\1$/, '$1');
  return stem.replace(/(?<=.{3})[ey]$/, '');
}

/**
 * The terms of a text that carry content: folded, stemmed, without function words, in order and with repetitions.
 * `offsets`, where given, gets the place of each in the text (start and end, two numbers a term).
 */
export function termsOf(text: string, offsets?: number[]): string[] {
  const terms: string[] = [];
  for (const word of wordsOf(text)) {
    const folded = fold(word.text);
    if (isFunctionWord(folded)) continue;
    for (const match of folded.matchAll(/[^._]+/g)) {
      const part = match[0];
      if (part.length < 2 && /^[a-z']$/.test(part)) continue;
      terms.push(stemOf(part));
      // Folding may change a word's length (ligatures): then the whole word is the place.
      const whole = folded.length !== word.text.length;
      offsets?.push(
        whole ? word.start : word.start + match.index,
        whole ? word.end : word.start + match.index + part.length,
      );
    }
  }
  return terms;
}
