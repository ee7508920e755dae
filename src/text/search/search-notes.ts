import MiniSearch from 'minisearch';
import { contentTerms } from '#domain/language/stem.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { ABOUT_NOTES } from '#text/requests/question-intent.ts';
import { isQuestion } from '#text/sentences/question-words.ts';

/** A note and the fields that are searched. */
export interface SearchableNote {
  id: NoteId;
  text: string;
  author: string;
  /** Title and speakers of the note's talk. */
  title?: string;
  speakers?: string;
}

/** A note that may answer a question. A higher score is a better match. */
export interface FoundNote {
  id: NoteId;
  score: number;
}

/** A question in the notes has the words of the answer, but doesn't give it. */
const QUESTION = 0.1;
/** Field weights: a note's own words say more than the title of its talk. */
const BOOSTS = { text: 2, title: 1, speakers: 1.5, author: 0.7 };
/** Minimum length of a word to match with a typo or as a prefix. */
const LONG_WORD = 5;
/** Minimum share of the best note's score: one common word alone is not an answer. */
const LEAST_OF_BEST = 0.4;
/** Share of the question's words that an answer must have, counting only words that occur in any note. */
const LEAST_MATCHED = 0.5;

/**
 * Finds the notes that may answer a question, best first, at most `max`. Ignores accents, case and common endings;
 * longer words may have a typo or match as prefixes. Takes linear time.
 */
export function searchNotes(notes: readonly SearchableNote[], question: string, max: number): FoundNote[] {
  // "Who talked about Rust?" asks about Rust, not about talks.
  const subject = contentTerms(question.replace(ABOUT_NOTES, ' '));
  const asked = [...new Set(subject.length > 0 ? subject : contentTerms(question))];
  if (asked.length === 0) return [];
  const index = new MiniSearch<SearchableNote>({
    fields: ['text', 'title', 'speakers', 'author'],
    tokenize: (text) => contentTerms(text),
    processTerm: (term) => term,
  });
  const questions = new Set(notes.filter(({ text }) => isQuestion(text)).map(({ id }) => id));
  index.addAll(notes.map((note) => ({ ...note })));
  const found = index.search(question, {
    boost: BOOSTS,
    boostDocument: (id) => (questions.has(id) ? QUESTION : 1),
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
