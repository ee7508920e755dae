import type { Note } from '#domain/notes/note.ts';
import type { Recap, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { backReferenceOf, hasFiniteVerb, isHeading } from '#text/sentences/statement-score.ts';

/** What can be seen without a reader of how a recap reads. */
export interface ReadingDefects {
  lengths: { title: string; noted: number; shown: number }[];
  /** The statements by what is wrong with them. */
  found: Record<string, string[]>;
}

const ITEM = /^\s*(?:[•◦▪*–-]|\d{1,2}[.)])\s+\S/u;
const MARKED = /["“”„«»「」『』‘’]/u;
/** A fragment of so many words is read as a sentence; shorter ones under a heading as its items. */
const WORDS_OF_SENTENCE = 7;

const countWords = (text: string) => tokenizeCached(text).written.length;

/** Checks the sections of a recap against the notes that they were made of. */
export function checkReading(recap: Recap, notes: readonly Note[]): ReadingDefects {
  const noteById = new Map(notes.map((note) => [note.id, note]));
  const found: ReadingDefects['found'] = {
    'begins with what nothing before explains': [],
    'lists with members missing': [],
    'fragments without a verb': [],
    'quotes that are not marked': [],
    'points repeated as quotes': [],
    'headings as points': [],
    'questions without a question': [],
  };
  const add = (what: keyof typeof found, text: string) => found[what]!.push(text);
  const lengths: ReadingDefects['lengths'] = [];
  for (const { talks, hallway } of recap.days) {
    for (const section of [...talks, hallway]) {
      const { points, quotes, questions } = section;
      const headings = new Set(points.flatMap(({ heading }) => heading ?? []).map(letters));
      for (const point of points) {
        const { text, noteIds, heading } = point;
        const leaning = backReferenceOf(text);
        if ((leaning === 'thing' || leaning === 'connective') && heading === undefined)
          add('begins with what nothing before explains', text);
        if (
          isListIncomplete(
            point,
            noteIds.map((id) => noteById.get(id)?.text ?? ''),
          )
        )
          add('lists with members missing', text);
        const isLong = countWords(text) >= WORDS_OF_SENTENCE;
        if (!text.includes('\n') && isLong && !hasFiniteVerb(text)) add('fragments without a verb', text);
        if (isHeading(text) || headings.has(letters(text))) add('headings as points', text);
        if (quotes.some((quote) => noteIds.includes(quote.noteId) && text.includes(quote.text)))
          add('points repeated as quotes', text);
      }
      for (const { text, noteId } of quotes)
        if (!isMarked(text, noteById.get(noteId))) add('quotes that are not marked', text);
      for (const { text } of questions)
        if (!/[?？؟]/.test(text) && !/ask/i.test(text)) add('questions without a question', text);
      if (isTalk(section) && points.length > 0) {
        const noted = recap.notes
          .filter(({ talkId }) => talkId === section.id)
          .reduce((sum, { text }) => sum + countWords(text), 0);
        lengths.push({ title: section.title, noted, shown: wordsShown(section) });
      }
    }
  }
  return { lengths, found };
}

function isTalk(section: Section | RecapTalk): section is RecapTalk {
  return 'title' in section;
}

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function wordsShown({ points, quotes, questions, thoughts = [], lookups = [] }: Section | RecapTalk): number {
  const texts = [...points, ...quotes, ...questions, ...thoughts, ...lookups].map(({ text }) => text);
  return texts.reduce((sum, text) => sum + countWords(text), 0);
}

/** Does a note list more below the same lead-in than the point shows and admits to? */
function isListIncomplete({ text, moreItems = 0 }: Point, notes: readonly string[]): boolean {
  const shown = text
    .split('\n')
    .slice(1)
    .filter((line) => ITEM.test(line)).length;
  if (shown < 2) return false;
  const listed = notes.map(
    (note) => note.split('\n').filter((line) => /^(?:[•*–-]|\d{1,2}[.)])\s+\S/u.test(line)).length,
  );
  return Math.max(0, ...listed) > shown + moreItems + 1;
}

function isMarked(text: string, note: Note | undefined): boolean {
  const start = note?.text.indexOf(text) ?? -1;
  if (note === undefined || start === -1) return false;
  const end = start + text.length;
  const inBlock = note.spans.some((span) => span.kind === 'quote' && span.start <= start && span.end >= end);
  return (
    inBlock ||
    (MARKED.test(note.text.slice(Math.max(0, start - 2), start)) && MARKED.test(note.text.slice(end, end + 3)))
  );
}
