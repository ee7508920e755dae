import { isFunctionWord } from './stop-words.ts';
import { fold, type Word, wordsOf } from './tokenize.ts';

/** A conference says the same words all day: each is taken apart once. */
const remembered = new Map<string, readonly TermInWord[]>();
const MOST_REMEMBERED = 100_000;

interface TermInWord {
  term: string;
  /** Offsets in the word. */
  start: number;
  end: number;
}

/**
 * The terms of a text that carry content: folded, without their commonest endings, without function words; in
 * order and with repetitions. `offsets`, where given, gets the place of each in the text: start and end, two
 * numbers a term.
 */
export function termsOf(text: string, offsets?: number[]): string[] {
  return termsOfWords(wordsOf(text), offsets);
}

/** {@link termsOf} where the words are known already. */
export function termsOfWords(words: Word[], offsets?: number[]): string[] {
  const terms: string[] = [];
  for (const word of words) {
    for (const { term, start, end } of termsInWord(word.text)) {
      terms.push(term);
      offsets?.push(word.start + start, word.start + end);
    }
  }
  return terms;
}

/** A word's terms: none where it carries no content, several in `docker.io` or `snake_case`. */
function termsInWord(word: string): readonly TermInWord[] {
  let terms = remembered.get(word);
  if (terms === undefined) {
    terms = takeApart(word);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(word, terms);
  }
  return terms;
}

function takeApart(word: string): TermInWord[] {
  const folded = fold(word);
  if (isFunctionWord(folded)) return [];
  // Folding may change a word's length (ligatures): then the whole word is each term's place.
  const whole = folded.length !== word.length;
  const terms: TermInWord[] = [];
  for (const { 0: part, index } of folded.matchAll(/[^._]+/g)) {
    if (/^[a-z']$/.test(part)) continue;
    const [start, end] = whole ? [0, word.length] : [index, index + part.length];
    terms.push({ term: withoutEndings(part), start, end });
  }
  return terms;
}

/**
 * A folded word without its commonest endings, so that "deploys", "deploying" and "deployment" meet. Made for
 * English; elsewhere it does no harm, as a word loses an ending only where four letters stay.
 */
function withoutEndings(word: string): string {
  let stem = word.replace(/'s?$/, '');
  if (stem.length < 4 || !/^[a-z]+$/.test(stem)) return stem;
  if (stem.endsWith('sses')) stem = stem.slice(0, -2);
  else if (/[^su]s$/.test(stem)) stem = stem.replace(/(?<=.{3})ies$/, 'ys').slice(0, -1);
  return stem
    .replace(/(?<=.{4})ment$/, '')
    .replace(/(?<=.{4})(?:ing|ed|er|ion|al|ly)$/, '')
    .replace(/([bdfgmnprt])\1$/, '$1')
    .replace(/(?<=.{3})(?:e|(?<![aeiou])y)$/, '');
}
