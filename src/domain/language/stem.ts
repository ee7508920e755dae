import { stemmer } from 'stemmer';
import { isFunctionWord } from './stop-words.ts';
import { fold, tokenize, type Word } from './tokenize.ts';

/** Length to cut stems to, which removes endings in languages that Porter's stemmer doesn't know. */
const LONGEST_STEM = 12;

/** Returns the stem of a folded word. Porter's stemmer is made for English, but does no harm in other languages. */
export function stem(folded: string): string {
  const bare = folded.replace(/'s?$/, '');
  return (/^[a-z]{4,}$/.test(bare) ? stemmer(bare) : bare).slice(0, LONGEST_STEM);
}

interface TermInWord {
  term: string;
  /** Offsets in the word. */
  start: number;
  end: number;
}

/** Cache of each word's terms, because the same words recur all day. */
const cache = new Map<string, readonly TermInWord[]>();
const MAX_CACHED = 100_000;

/**
 * Returns the content terms of a text: folded and stemmed, without function words, in order and with repetitions. If
 * `offsets` is given, the start and end of each term in the text are appended to it, two numbers per term.
 */
export function contentTerms(text: string, offsets?: number[]): string[] {
  return contentTermsOf(tokenize(text), offsets);
}

/** Like {@link contentTerms}, but for a text that is already tokenized. */
export function contentTermsOf(words: Word[], offsets?: number[]): string[] {
  const terms: string[] = [];
  for (const word of words) {
    for (const { term, start, end } of termsInWord(word.text)) {
      terms.push(term);
      offsets?.push(word.start + start, word.start + end);
    }
  }
  return terms;
}

/** Returns a word's terms: none for a function word, several for `docker.io` or `snake_case`. */
function termsInWord(word: string): readonly TermInWord[] {
  let terms = cache.get(word);
  if (terms === undefined) {
    terms = splitWord(word);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(word, terms);
  }
  return terms;
}

function splitWord(word: string): TermInWord[] {
  const folded = fold(word);
  if (isFunctionWord(folded)) return [];
  // Folding may change a word's length (ligatures). Then each term gets the offsets of the whole word.
  const isWhole = folded.length !== word.length;
  const terms: TermInWord[] = [];
  for (const { 0: part, index } of folded.matchAll(/[^._]+/g)) {
    if (/^[a-z']$/.test(part)) continue;
    const [start, end] = isWhole ? [0, word.length] : [index, index + part.length];
    terms.push({ term: stem(part), start, end });
  }
  return terms;
}
