import type { Talk } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Quote } from '#domain/recap/summary.ts';
import { isMereRemark, wordingOf } from '#text/sentences/classify-words.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { writersSayWe } from '#text/sentences/first-person.ts';
import { LEAST_WEIGHT, LEAST_WEIGHT_IN_HALLWAY, LEAST_WEIGHT_OF_ALL, weighText } from '#text/sentences/score-note.ts';
import { hasFiniteVerb, isHeading, leaningOf } from '#text/sentences/statement-score.ts';
import { tidyBounds, tidySentence } from '#text/sentences/tidy-sentence.ts';
import type { FoundQuestions, ToldNote } from './find-questions.ts';
import { pieceNote } from './split-long-note.ts';

/** A piece of what was noted that may become a point. */
export interface Piece {
  /** All that it says, as written; see {@link pointText}. */
  text: string;
  own: string;
  /** What its author noted before that it needs to be understood. */
  context: ToldNote | undefined;
  /** The answer to what somebody asked of it. */
  completion: ToldNote | undefined;
  /** The notes that its text is made of, in their order. */
  noteIds: NoteId[];
  authorId: string;
  /** What it counts by itself, see `weighText`. */
  weight: number;
  stems: readonly string[];
  words: number;
}

/** What a piece needs of its author's note before it, and for how long that one waits, in milliseconds. */
const WAITS = { heading: 10 * 60_000, statement: 5 * 60_000 };

/**
 * The pieces of a section's notes that say something, each understandable: with the head that it stands under, with
 * the sentence that it takes up, with the answer that completes it.
 */
export function readPieces(
  told: readonly ToldNote[],
  found: FoundQuestions,
  quotes: ReadonlyMap<NoteId, Quote[]>,
  talk: Talk | null,
): Piece[] {
  const sayWe = writersSayWe(told.map(({ text }) => text));
  const pieces: Piece[] = [];
  const before = new Map<string, ToldNote>();
  for (const entry of told) {
    const { note, text } = entry;
    if (found.used.has(note.id)) continue;
    const previous = before.get(note.authorId);
    before.set(note.authorId, entry);
    if (isLoneHead(text)) continue;
    const context = previous !== undefined && needs(previous, entry) ? previous : undefined;
    const quoted = onlyQuote(text, quotes.get(note.id) ?? [], talk);
    if (quoted === '') continue;
    for (const [index, piece] of pieceNote(quoted ?? text).entries()) {
      const isFirst = index === 0;
      const completion = isFirst ? completionOf(entry, found) : undefined;
      pieces.push(...buildPiece(piece, entry, isFirst ? context : undefined, completion, sayWe));
    }
  }
  const heaviest = pieces.reduce((most, { weight }) => Math.max(most, weight), 0);
  const least = heaviest >= LEAST_WEIGHT ? LEAST_WEIGHT : LEAST_WEIGHT_OF_ALL;
  const enough = talk === null ? LEAST_WEIGHT_IN_HALLWAY : least;
  return withoutTakenUp(pieces.filter(({ weight }) => weight >= enough));
}

/**
 * The quote of a note that is a quote and at most a personal remark on it, in its own marks; undefined of any other
 * note. Empty in a hallway or open space, where nobody is known to have said it: it is a quote and no point.
 */
function onlyQuote(text: string, quotes: readonly Quote[], talk: Talk | null): string | undefined {
  const [quote, ...others] = quotes;
  const start = quote === undefined ? -1 : text.indexOf(quote.text);
  if (quote === undefined || others.length > 0 || start === -1) return undefined;
  const end = start + quote.text.length;
  const rest = wordingOf(`${text.slice(0, start)} ${text.slice(end)}`);
  const isAnybodys = talk === null || talk.speakers.length === 0;
  const isAlone = isMereRemark(rest) || rest.isPersonal;
  if (isAnybodys && (isAlone || rest.telling <= WORDS_BESIDE_QUOTE)) return '';
  if (!isAlone) return undefined;
  const isMarked = start > 0 && /["“”„«»‘「『]/.test(text.charAt(start - 1));
  return isMarked ? text.slice(start - 1, end + 1) : quote.text;
}

/** Who said it and where: no more is said beside a quote that stands for itself. */
const WORDS_BESIDE_QUOTE = 2;

/** A note that is only the head of the next: "Barriers:", "What is gaslighting?" */
function isLoneHead(text: string): boolean {
  const line = text.trim();
  return !line.includes('\n') && (isHeading(line) || isQuestionLine(line));
}

function isQuestionLine(line: string): boolean {
  return /[?？؟]$/u.test(line);
}

function completionOf({ note, text }: ToldNote, { completions }: FoundQuestions): ToldNote | undefined {
  const completion = completions.get(note.id);
  return completion === undefined || leavesQuoteOpen(text) || leavesQuoteOpen(completion.text) ? undefined : completion;
}

/** Joined to another, a text with an odd mark would quote what nobody wrote so. */
function leavesQuoteOpen(text: string): boolean {
  const count = (marks: RegExp) => text.match(marks)?.length ?? 0;
  return count(/"/g) % 2 === 1 || count(/[“„«「]/g) !== count(/[”»」]/g);
}

/** A question is answered by what explains, not by the next heading. */
const WORDS_OF_EXPLANATION = 6;

/** Is `entry` understood by what its author noted before: a head over a fragment, or what "this" takes up? */
function needs(previous: ToldNote, entry: ToldNote): boolean {
  if (leavesQuoteOpen(previous.text) || leavesQuoteOpen(entry.text)) return false;
  const elapsed = entry.note.at - previous.note.at;
  const leaning = leaningOf(entry.text);
  if (isLoneHead(previous.text)) {
    const hasOwnHead = isHeading(entry.text.split('\n', 1)[0]!);
    const explains = isHeading(previous.text) || contentOf(entry.text).words >= WORDS_OF_EXPLANATION;
    const isFragment = leaning === 'none' && !hasFiniteVerb(entry.text.slice(0, 60));
    return elapsed <= WAITS.heading && !hasOwnHead && explains && isFragment;
  }
  const takesUp = leaning === 'thing' || leaning === 'connective';
  return takesUp && elapsed <= WAITS.statement && !previous.text.includes('\n') && contentOf(previous.text).words <= 25;
}

/** What understanding a fragment by its head is worth, and having the answer to what was asked of it. */
const IN_CONTEXT = 0.8;
const COMPLETED = 1.15;

function buildPiece(
  { text: own, core }: { text: string; core: string },
  { note }: ToldNote,
  context: ToldNote | undefined,
  completion: ToldNote | undefined,
  sayWe: boolean,
): Piece[] {
  const alone = weighText(core, note, sayWe);
  if (alone < LEAST_WEIGHT_OF_ALL && context === undefined) return [];
  const entries = [context, { note, text: own }, completion].filter((entry) => entry !== undefined);
  const text = entries.map((entry) => entry.text).join(' ');
  const weight = context === undefined ? alone : Math.max(alone, IN_CONTEXT * weighText(text, note, sayWe));
  return [
    {
      text,
      own,
      context,
      completion,
      noteIds: entries.map((entry) => entry.note.id),
      authorId: note.authorId,
      weight: weight * (completion === undefined ? 1 : COMPLETED),
      ...contentOf(text),
    },
  ];
}

/** A piece as a point of a recap: tidied at its ends, its parts joined by no more than punctuation. */
export function pointText({ own, context, completion }: Piece): string {
  const told = context === undefined ? own : joinContext(context.text, own);
  if (completion === undefined) return tidySentence(told);
  return tidySentence(`${bare(told).replace(/[.。]$/u, '')}: ${bare(completion.text)}`);
}

function joinContext(context: string, own: string): string {
  if (isLoneHead(context)) return `${context.trim()} ${own.trim()}`;
  return `${tidySentence(context)} ${tidySentence(own)}`;
}

function bare(text: string): string {
  const { start, end } = tidyBounds(text);
  return text.slice(start, end);
}

/** A note that another piece begins with isn't told twice. */
function withoutTakenUp(pieces: Piece[]): Piece[] {
  const takenUp = new Set(pieces.map(({ context }) => context?.note.id));
  return pieces.filter(({ context, noteIds }) => context !== undefined || !takenUp.has(noteIds[0]!));
}
