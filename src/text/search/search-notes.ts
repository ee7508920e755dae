import MiniSearch from 'minisearch';
import { contentTerms } from '#domain/language/stem.ts';
import type { NoteId } from '#domain/notes/note.ts';

/** A note as it is searched: its own words, and what it is about. */
export interface SearchableNote {
  id: NoteId;
  text: string;
  author: string;
  /** Of the talk that it was taken in. */
  title?: string;
  speakers?: string;
}

/** A note that may answer a question; higher scores fit better. */
export interface FoundNote {
  id: NoteId;
  score: number;
}

/** A talk's title tells what its notes are about, yet a note's own words tell more. */
const BOOSTS = { text: 2, title: 1, speakers: 1.5, author: 0.7 };
/** Letters from which on a word may be misspelt, or go on. */
const LONG_WORD = 5;
/** Of the best note's score others have at least so much: what shares one common word alone is no answer. */
const LEAST_OF_BEST = 0.4;
/** Of the question's words that any note has, so many stand in a note that answers it. */
const LEAST_MATCHED = 0.5;

/**
 * Finds the notes that may answer a question, best first, at most `max`; none where none has its words. Words are
 * compared without accents, case and common endings; longer ones may be misspelt or begun. Takes time in proportion
 * to the notes.
 */
export function searchNotes(notes: readonly SearchableNote[], question: string, max: number): FoundNote[] {
  const asked = [...new Set(contentTerms(question))];
  if (asked.length === 0) return [];
  const index = new MiniSearch<SearchableNote>({
    fields: ['text', 'title', 'speakers', 'author'],
    tokenize: (text) => contentTerms(text),
    processTerm: (term) => term,
  });
  index.addAll(notes.map((note) => ({ ...note })));
  const found = index.search(question, {
    boost: BOOSTS,
    fuzzy: (term) => (term.length >= LONG_WORD ? 0.25 : false),
    prefix: (term) => term.length >= LONG_WORD,
    tokenize: () => asked,
    processTerm: (term) => term,
  });
  const known = new Set(found.flatMap(({ queryTerms }) => queryTerms));
  const best = found[0]?.score ?? 0;
  return found
    .filter(({ score, queryTerms }) => score >= LEAST_OF_BEST * best && isEnough(queryTerms, known))
    .slice(0, max)
    .map(({ id, score }) => ({ id, score }));
}

function isEnough(matched: readonly string[], known: ReadonlySet<string>): boolean {
  return new Set(matched).size >= LEAST_MATCHED * known.size;
}
