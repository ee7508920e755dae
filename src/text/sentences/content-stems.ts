import { stemmer } from 'stemmer';
import { isFiller, isFunctionWord } from '#domain/language/stop-words.ts';
import { readWords } from './cached-tokens.ts';

/** What a text is about, for comparing it with others. */
export interface Content {
  /** How many words it has. */
  words: number;
  /** How many of them are sounds of hesitation or assent. */
  fillers: number;
  /** Its content words in order, folded and stemmed; numbers count as content. */
  stems: string[];
}

const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, string | null>();

/** The stem of a folded word, or null where it carries no content; remembered, as talks say the same words all day. */
function stemOf(folded: string): string | null {
  let stem = remembered.get(folded);
  if (stem === undefined) {
    stem = isFunctionWord(folded) || isFiller(folded) ? null : stemFolded(folded);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(folded, stem);
  }
  return stem;
}

/** Endings of languages that Porter's stemmer doesn't know stand behind so many letters of long words. */
const LONGEST_STEM = 12;

/** Porter's stemmer for what is spelt in a-z; it is meant for English and does other languages no harm here. */
function stemFolded(folded: string): string {
  const bare = folded.replace(/'s$/, '');
  return (/^[a-z]{4,}$/.test(bare) ? stemmer(bare) : bare).slice(0, LONGEST_STEM);
}

/** The content of a text in any language. */
export function contentOf(text: string): Content {
  const stems: string[] = [];
  const { folded } = readWords(text);
  let fillers = 0;
  for (const word of folded) {
    const stem = stemOf(word);
    if (stem !== null) stems.push(stem);
    else if (isFiller(word)) fillers++;
  }
  return { words: folded.length, fillers, stems };
}
