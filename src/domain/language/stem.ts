import { stemmer } from 'stemmer';
import { isFunctionWord } from './stop-words.ts';
import { fold, tokenize, type Word } from './tokenize.ts';

/** Endings of languages that Porter's stemmer doesn't know come after so many letters of long words. */
const LONGEST_STEM = 12;

/** The stem of a folded word: Porter's for words in a-z, which is made for English and does other languages no harm. */
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

/** The same words come up all day: each is split once. */
const cache = new Map<string, readonly TermInWord[]>();
const MAX_CACHED = 100_000;

/**
 * The terms of a text that carry content: folded and stemmed, without function words, in order and with repetitions.
 * If `offsets` is given, the place of each term in the text is appended to it: start and end, two numbers a term.
 */
export function contentTerms(text: string, offsets?: number[]): string[] {
  return contentTermsOf(tokenize(text), offsets);
}

/** {@link contentTerms} of a text that is tokenized already. */
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

/** A word's terms: none if it carries no content, several in `docker.io` or `snake_case`. */
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
  // Folding may change a word's length (ligatures): then each term gets the place of the whole word.
  const isWhole = folded.length !== word.length;
  const terms: TermInWord[] = [];
  for (const { 0: part, index } of folded.matchAll(/[^._]+/g)) {
    if (/^[a-z']$/.test(part)) continue;
    const [start, end] = isWhole ? [0, word.length] : [index, index + part.length];
    terms.push({ term: stem(part), start, end });
  }
  return terms;
}
