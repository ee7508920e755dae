import { isFiller } from '#domain/language/small-talk.ts';
import { stem } from '#domain/language/stem.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { tokenizeCached } from './cached-tokens.ts';

/** The content words of a text, for comparing it with others. */
export interface Content {
  /** Number of words. */
  words: number;
  /** Number of words that only express hesitation or assent. */
  fillers: number;
  /** Its content words in order, folded and stemmed; numbers count as content. */
  stems: string[];
}

const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, string | null>();

/** Returns the stem of a folded word, or null if it carries no content; cached, because talks repeat the same words. */
function stemOf(folded: string): string | null {
  let known = remembered.get(folded);
  if (known === undefined) {
    known = isFunctionWord(folded) || isFiller(folded) ? null : stem(folded);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(folded, known);
  }
  return known;
}

/** Returns the content of a text in any language. */
export function contentOf(text: string): Content {
  const stems: string[] = [];
  const { folded } = tokenizeCached(text);
  let fillers = 0;
  for (const word of folded) {
    const known = stemOf(word);
    if (known !== null) stems.push(known);
    else if (isFiller(word)) fillers++;
  }
  return { words: folded.length, fillers, stems };
}
