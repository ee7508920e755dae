const segmenters = new Map<string, Intl.Segmenter>();

function wordSegmenter(locale: string): Intl.Segmenter {
  let segmenter = segmenters.get(locale);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
    segmenters.set(locale, segmenter);
  }
  return segmenter;
}

/** A word of a text and where it stands (UTF-16 offsets, `end` exclusive). */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** The words of a text in any script, without punctuation and white space, as they are written. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  // ASCII needs no dictionary: Intl.Segmenter is some thirty times slower and gives the same words.
  if (/^[\x00-\x7f]*$/.test(text)) {
    for (const match of text.matchAll(/[A-Za-z0-9_]+(?:['.][A-Za-z0-9_]+)*/g)) {
      words.push({ text: match[0], start: match.index, end: match.index + match[0].length });
    }
    return words;
  }
  for (const { segment, index, isWordLike } of wordSegmenter('en').segment(text)) {
    if (isWordLike) words.push({ text: segment, start: index, end: index + segment.length });
  }
  return words;
}

/** A word or text for comparing: compatibility forms, accents and case are folded, typographic quotes made plain. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .toLowerCase();
}
