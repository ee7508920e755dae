import { impliesNegation } from '#domain/language/negation.ts';
import { contentTerms } from '#domain/language/stem.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';

/** Share of a text's content words that its notes have, from which it is close to their words. */
const MIN_SHARE = 0.8;

/** Words that give a reason, draw a conclusion or claim the utmost: a model adds them easily. */
const STRONG: ReadonlySet<string> = new Set(
  'because since so therefore thus hence due cause causes caused leads led results resulted all always every everyone everybody everything must only best worst most fully entirely completely guarantees proves'.split(
    ' ',
  ),
);

/** Does a text say little that isn't in the very words of its notes, claim no more, and negate neither more nor less? */
export function isCloseToNotes(text: string, notes: string): boolean {
  const given = new Set(contentTerms(notes));
  const terms = contentTerms(text);
  const shared = terms.filter((term) => given.has(term)).length;
  const noted = new Set(foldedWords(notes));
  const addsClaim = foldedWords(text).some((word) => STRONG.has(word) && !noted.has(word));
  return shared >= MIN_SHARE * terms.length && !addsClaim && hasNegation(text) === hasNegation(notes);
}

function foldedWords(text: string): string[] {
  return tokenize(text).map(({ text: word }) => fold(word));
}

function hasNegation(text: string): boolean {
  return foldedWords(text).some(impliesNegation);
}
