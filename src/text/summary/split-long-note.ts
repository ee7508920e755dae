import { readWords } from '#text/sentences/cached-tokens.ts';
import { isHedged, isMereRemark, isWritersAside, wordingOf } from '#text/sentences/classify-words.ts';
import { type Sentence, splitSentences } from '#text/sentences/split-sentences.ts';
import { isHeading, leaningOf } from '#text/sentences/statement-score.ts';
import { tidyBounds } from '#text/sentences/tidy-sentence.ts';

/** Words of a point at most, where its note can be parted: two or three sentences. */
const MOST_WORDS = 45;

const LIST_MARK = /^\s*(?:[•◦▪▫‣·○●■*+–—-]|\p{N}{1,2}[.)])\s+\S/u;
const LIST_MARK_ALONE = /^\s*(?:[•◦▪▫‣·○●■*+–—-]|\p{N}{1,2}[.)])\s+/u;

/** A part of a note that can stand as a point. */
interface NotePiece {
  text: string;
  /** The text without the lead-in that it shares with others: what it says itself. */
  core: string;
}

const countWords = (text: string) => readWords(text).written.length;

const plain = (texts: string[]): NotePiece[] => texts.map((text) => ({ text, core: text }));

/**
 * Parts a note into pieces that can each stand as a point, in their own words. A short note stays whole, so that no
 * sentence loses the one that qualifies it. A long one is parted between sentences, not before one that takes up
 * what was said ("This is why …"). A list stays with its lead-in: whole, or where it is long each item by itself.
 */
export function pieceNote(text: string): NotePiece[] {
  const { start, end } = tidyBounds(text);
  const lines = text
    .slice(start, end)
    .split('\n')
    .filter((line) => line.trim() !== '' && !isWritersAside(line));
  if (lines.length === 0) return [];
  if (lines.length === 1) return plain(pieceProse(withoutRemarks(lines[0]!)));
  const firstItem = lines.findIndex((line) => LIST_MARK.test(line));
  if (firstItem > 0 && lines.slice(firstItem).every((line) => LIST_MARK.test(line))) {
    const head = lines.slice(0, firstItem).join('\n');
    return pieceList(head, lines.slice(firstItem));
  }
  return plain(pieceProse(lines.join('\n')));
}

function pieceList(head: string, items: string[]): NotePiece[] {
  const whole = [head, ...items].join('\n');
  if (countWords(whole) <= MOST_WORDS) return plain([whole]);
  // A list that is too long is taken apart: each item with the lead-in that it needs, or the head by itself.
  const leadsIn = isHeading(head);
  const single = items.map((item) => item.replace(LIST_MARK_ALONE, ''));
  return leadsIn
    ? single.map((item) => ({ text: `${head} ${item}`, core: item }))
    : plain([...pieceProse(head), ...single]);
}

/** A line without the sentences at its ends that only judge, greet or laugh; never without a doubt or a denial. */
function withoutRemarks(line: string): string {
  const sentences = splitSentences(line);
  if (sentences.length === 1) return line;
  const isIdle = ({ text }: Sentence) => isMereRemark(wordingOf(text)) && !isHedged(text);
  const first = sentences.findIndex((sentence) => !isIdle(sentence));
  const last = sentences.findLastIndex((sentence) => !isIdle(sentence));
  return first === -1 ? line : line.slice(sentences[first]!.start, sentences[last]!.end);
}

function pieceProse(text: string): string[] {
  if (countWords(text) <= MOST_WORDS) return [text];
  const pieces: string[] = [];
  let piece: Sentence[] = [];
  let words = 0;
  const close = () => {
    if (piece.length > 0) pieces.push(text.slice(piece[0]!.start, piece.at(-1)!.end));
    piece = [];
    words = 0;
  };
  for (const sentence of splitSentences(text)) {
    const length = countWords(sentence.text);
    const leans = leaningOf(sentence.text) !== 'none' && words + length <= 2 * MOST_WORDS;
    if (words + length > MOST_WORDS && !leans) close();
    piece.push(sentence);
    words += length;
  }
  close();
  return pieces;
}
