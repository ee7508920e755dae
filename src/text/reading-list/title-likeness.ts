import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';

/** How a text looks as a title: the more above zero, the more like one; below -5 it can be none. */
export function weighTitleShape(title: string): number {
  if (!/\p{L}{2}/u.test(title) || ADDRESS.test(title) || title.includes('\uFFFC')) return -10;
  const words = tokenize(title);
  if (words.length > 16) return -10;
  const { content, capitals } = countCapitals(words.map(({ text }) => text));
  let weight = 0;
  if (words.length > 12) weight -= 1;
  if (STATEMENT.test(title)) weight -= 1.5;
  if (/^(?=.*\p{N})[\p{Lu}\p{N}_-]{5,}$/u.test(title)) weight -= 3;
  if (/:$|[<>{}=|\\~]|--/.test(title)) weight -= 2;
  if (/[.!?…]\s+\p{Ll}|[.…,;]$|^\W*\p{Ll}.*[.!]$/u.test(title)) weight -= 0.5;
  if (title.endsWith('?')) weight -= 0.5;
  // "Jane Doe's" something.
  if (/\p{L}['’]s$/u.test(title)) weight -= 3;
  if (/\p{Ll}|\p{Lu}/u.test(title)) {
    if (content > 1 && capitals / content >= MOSTLY) weight += 0.5;
    else if (content > 1) weight -= words.length > 6 ? 1 : 0.25;
    else if (capitals === 0) weight -= 1.5;
  }
  if (GENRE.test(title)) weight += 0.75;
  return weight;
}

const MOSTLY = 0.6;

/** Words that books and hardly anything else have in their titles. */
const GENRE = /\b(?:handbook|trilogy|manifesto|cookbook|primer|field guide|handbuch|manuel|manual de)\b/i;

/** `host.tld/path`, a file name, a command. */
const ADDRESS = /^\S+\.\S{2,}$|^\S*[/@\\]\S*$|https?:|www\./u;

/** A sentence that states something, rather than a title: "we need more of this", "Acme has a new tool". */
const STATEMENT =
  /\s(?:is|are|was|were|has|have|had)\s(?:an?|the|not|no)\s|^(?:I|we|he|she|they|it|there|this|that|these|those|you|ich|wir|er|sie|es|je|nous|il|elle|yo|nosotros)(?:['’]\p{L}+)?\s+\p{Ll}/iu;

function countCapitals(words: readonly string[]): { content: number; capitals: number } {
  let content = 0;
  let capitals = 0;
  for (const word of words) {
    const isCapital = /^[\p{Lu}\p{Lt}\p{N}]/u.test(word) || /\p{Ll}\p{Lu}/u.test(word);
    if (!isCapital && isFunctionWord(fold(word))) continue;
    content++;
    if (isCapital) capitals++;
  }
  return { content, capitals };
}
