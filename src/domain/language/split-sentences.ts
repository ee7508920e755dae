/** A sentence of a text and its position (UTF-16 offsets, `end` exclusive), without the white space round it. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

let segmenter: Intl.Segmenter | undefined;

/** Matches a sentence end with more text after it; otherwise there is nothing to split. */
const INNER_END = /[.!?…。！？｡؟।॥۔։።].*\S/u;

/** Runs of marks that may end a sentence in ASCII, and the quotation marks, brackets and white space after them. */
const ASCII_END = /([.!?]+)(["')\]*_]*)(\s*)/g;

/**
 * Abbreviations that end in a full stop in the middle of a sentence: a single letter ("J. Doe", "e.g."), a title or a
 * common abbreviation in the most common languages. A pattern without a group.
 */
export const ABBREVIATION = String.raw`(?:^|[\s("'[])(?i:\p{L}|(?:\p{L}\.){1,5}\p{L}|mrs?|ms|dr|prof|sr|sra|jr|st|vs|cf|al|approx|resp|incl|fig|nr|vol|pp|ca|bzw|usw|evtl|ggf|inkl|sog|mme|mlle|dra?|dott|ing|núm|págs?)\.`;
const ENDS_IN_ABBREVIATION = new RegExp(`${ABBREVIATION}$`, 'u');

/** "1." at the start of a line is a list number. */
const LIST_NUMBER = /^\s*\p{N}{1,3}\.$/u;

/** A quotation with its own final punctuation, after which the sentence continues: `"Yes!" she said`. */
const QUOTE_END = /["'”’»」』)\]]$|„[^„“”]*“$|»[^»«]*«$/u;
const GOES_ON = /^(?:\s+\p{Ll}|[^\s\p{Lu}"'“‘«「『(])/u;

/** Number of characters before an end that are examined; longer quotations are split like any text. */
const NEAR = 300;

/** Returns whether the sentence continues after what looks like its end. */
function continues(before: string, after: string): boolean {
  const near = before.slice(-NEAR);
  if (QUOTE_END.test(near)) return GOES_ON.test(after.slice(0, NEAR));
  return before.endsWith('.') && (LIST_NUMBER.test(near) || ENDS_IN_ABBREVIATION.test(near.slice(-16)));
}

/** Returns the length of the opening marks at the end of a segment: without a space, they open the next sentence. */
function openingLength(segment: string): number {
  return /(?<=\S)[“„«「『（]+$/u.exec(segment.slice(-NEAR))?.[0].length ?? 0;
}

/** Returns whether a sentence ends a „German“ or »Danish« quotation, whose closing mark opens quotations elsewhere. */
function closesQuote(sentence: string): boolean {
  return /„[^„“”]*“\s*$|»[^»«]*«\s*$/u.test(sentence.slice(-NEAR));
}

/** Returns where the sentences of a line end, exclusive; the last end is that of the line. */
function sentenceEnds(line: string): number[] {
  if (!INNER_END.test(line)) return [line.length];
  const ends: number[] = [];
  let sentenceStart = 0;
  const consider = (end: number) => {
    const before = line.slice(sentenceStart, end).trimEnd();
    if (end < line.length && continues(before, line.slice(sentenceStart + before.length))) return;
    ends.push(end);
    sentenceStart = end;
  };
  if (/^[\x00-\x7f]*$/.test(line)) {
    for (const { 0: match, 1: marks, 3: space, index } of line.matchAll(ASCII_END)) {
      const next = line.charAt(index + match.length);
      // A full stop before a lower-case letter doesn't end a sentence.
      const isEnd = space !== '' && (/[!?]/.test(marks!) || (next !== '' && !/[a-z]/.test(next)));
      if (isEnd) consider(index + match.length - space!.length);
    }
  } else {
    segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
    for (const { segment, index } of segmenter.segment(line)) {
      const end = index + segment.length;
      consider(closesQuote(line.slice(sentenceStart, end)) ? end : end - openingLength(segment));
    }
  }
  if (sentenceStart < line.length) consider(line.length);
  return ends;
}

/**
 * Splits a text in any script into sentences. The end of a line also ends a sentence, because note-takers break lines
 * where others put full stops.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    let from = 0;
    for (const end of sentenceEnds(line)) {
      const piece = line.slice(from, end);
      const trimmed = piece.trim();
      if (trimmed !== '') {
        const start = lineStart + from + piece.indexOf(trimmed);
        sentences.push({ text: trimmed, start, end: start + trimmed.length });
      }
      from = end;
    }
    lineStart += line.length + 1;
  }
  return sentences;
}

/** Returns whether a text has unbalanced quotation marks. */
export function hasUnbalancedQuotes(text: string): boolean {
  const count = (marks: RegExp) => text.match(marks)?.length ?? 0;
  return count(/"/g) % 2 === 1 || count(/[“„«「]/g) !== count(/[”»」]/g);
}
