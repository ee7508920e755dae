import { splitSentences } from '#domain/language/split-sentences.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { backReferenceOf, isHeading } from '#text/sentences/statement-score.ts';
import { endSentence, withCapital } from '#text/sentences/tidy-sentence.ts';

/** Maximum number of words in sentences that are shown together. */
export const MOST_WORDS = 45;

export const countWords = (text: string): number => tokenizeCached(text).written.length;

/** "and", "but" and similar in lower case, after a line without a full stop, continue its sentence. */
const CONTINUES =
  /^(?:and|but|or|because|so that|which|und|aber|oder|weil|et|mais|ou|y|pero|porque|e|ma|mas|en|maar|omdat)(?!\p{L})/u;

/** Joins two texts that belong together, as two sentences or as one. */
export function joinSentences(before: string, text: string): string {
  if (before === '') return text;
  if (CONTINUES.test(text) && /[\p{L}\p{N})\]%,"”»]$/u.test(before)) return `${before} ${text}`;
  // Before a name, a capitalized word would look like part of the name.
  return `${endSentence(before)} ${/^\p{Ll}\S*\s+\p{Lu}/u.test(text) ? text : withCapital(text)}`;
}

/**
 * Splits long prose into pieces that can be shown on their own: between sentences, but not before one that refers back,
 * nor after a question.
 */
export function splitProse(text: string): string[] {
  if (countWords(text) <= MOST_WORDS) return [text];
  const pieces: string[] = [];
  let from = 0;
  let to = 0;
  let words = 0;
  let asks = false;
  for (const sentence of splitSentences(text)) {
    const length = countWords(sentence.text);
    const leans = (asks || backReferenceOf(sentence.text) !== 'none') && words + length <= 2 * MOST_WORDS;
    asks = isQuestion(sentence.text);
    if (words > 0 && words + length > MOST_WORDS && !leans) {
      pieces.push(text.slice(from, to));
      from = sentence.start;
      words = 0;
    }
    if (words === 0) from = sentence.start;
    words += length;
    to = sentence.end;
  }
  if (words > 0) pieces.push(text.slice(from, to));
  return pieces;
}

/** Joins an introductory line with its only item. */
export function joinLeadWithItem(lead: string, item: string): string {
  if (lead === '') return item;
  return isHeading(lead) ? `${lead} ${item}` : joinSentences(lead, item);
}
