/** A sentence of a text and where it stands (UTF-16 offsets, `end` exclusive), without the white space round it. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

let segmenter: Intl.Segmenter | undefined;

/** A sentence end with something behind it; without one there is nothing to split. */
const INNER_END = /[.!?…。！？｡؟।॥۔։።].*\S/u;

/** The end of an English or other ASCII sentence: a full stop only before what is no lower-case letter. */
const ASCII_END = /(?:\.+(?=["')\]*_]*\s+[^\sa-z])|[!?]+[.!?]*(?=["')\]*_]*\s))["')\]*_]*/g;

/**
 * What ends in a full stop in the middle of a sentence: a single letter ("J. Doe", "e.g."), a title or a common
 * abbreviation, in the languages that people at conferences write in most.
 */
const ABBREVIATION =
  /(?:^|[\s("'[])(?:\p{L}|(?:\p{L}\.)+\p{L}|mrs?|ms|dr|prof|sr|sra|jr|st|vs|cf|al|approx|resp|incl|fig|nr|vol|pp|ca|bzw|usw|evtl|ggf|inkl|sog|mme|mlle|dra?|dott|ing|núm|págs?)\.$/iu;

/** "1." at the start of a line numbers it. */
const LIST_NUMBER = /^\s*\p{N}{1,3}\.$/u;

/** A quotation that ends in its own mark, and the sentence round it goes on: `"Yes!" she said`. */
const QUOTE_END = /["'”’»」』)\]]$|„[^„“”]*“$|»[^»«]*«$/u;
const GOES_ON = /^(?:\s+\p{Ll}|[^\s\p{Lu}"'“‘«「『(])/u;

/** Does the sentence go on behind what looks like its end? */
function continues(before: string, after: string): boolean {
  if (QUOTE_END.test(before)) return GOES_ON.test(after);
  return before.endsWith('.') && (LIST_NUMBER.test(before) || ABBREVIATION.test(before.slice(-16)));
}

/** An opening mark without a space before it stands at the end of a segment, though it opens the next sentence. */
function withoutOpening(segment: string): string {
  return segment.replace(/(?<=\S)[“„«「『（]+$/u, '');
}

/** „So“ and »so« quote Germans, Danes and many others: what opens elsewhere closes there. */
function closesQuote(sentence: string): boolean {
  return /„[^„“”]*“\s*$|»[^»«]*«\s*$/u.test(sentence);
}

/** Where the sentences of one line end, exclusive; the last one is the line's own end. */
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
    for (const match of line.matchAll(ASCII_END)) consider(match.index + match[0].length);
  } else {
    segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
    for (const { segment, index } of segmenter.segment(line)) {
      const end = index + segment.length;
      consider(closesQuote(line.slice(sentenceStart, end)) ? end : index + withoutOpening(segment).length);
    }
  }
  if (sentenceStart < line.length) consider(line.length);
  return ends;
}

/**
 * The sentences of a text in any script. A line's end is a sentence's end too: people who take notes break lines
 * where others set full stops.
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
