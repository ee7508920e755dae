import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkKind, WorkMention } from '#domain/reading-list/work.ts';
import type { Point, Quote, Summary, Translatable, WeighedPoint } from '#domain/recap/summary.ts';
import { cleanCharacters } from '#shared/clean-characters.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import { findVerbatim } from './find-verbatim.ts';
import type { KeptStatement } from './summary-cache.ts';

/** Kinds of statements that are works. */
const WORKS: ReadonlySet<string> = new Set<WorkKind>(['book', 'article', 'video', 'slides']);

/**
 * The summary that a model's statements make, in the order in which the notes were written. Nothing is judged here
 * but what copies should be: a quote or title that stands in its note but for case and spacing gets the note's own
 * spelling; whatever differs more stays as it is, for the evidence to refuse.
 */
export function assembleSummary(
  statements: readonly KeptStatement[],
  { talk, notes, maxPoints }: TalkToSummarize,
): Summary {
  const noteById = new Map(notes.map((note) => [note.id, note]));
  const order = new Map(notes.map(({ id }, index) => [id, index]));
  const first = ({ noteIds }: Pick<Point, 'noteIds'>) => order.get(noteIds[0] ?? '') ?? -1;
  const ofKind = (kind: KeptStatement['kind']) => statements.filter((statement) => statement.kind === kind);
  const toPoint = (statement: KeptStatement): Point & Translatable => ({
    text: tidy(statement.text),
    ...translationOf(statement),
    noteIds: statement.noteIds.toSorted((a, b) => (order.get(a) ?? -1) - (order.get(b) ?? -1)),
    agreement: countVoices(statement, noteById),
  });
  const toWeighed = (statement: KeptStatement): WeighedPoint & Translatable => ({
    ...toPoint(statement),
    weight: 1 / (1 + statement.rank),
    talkId: talk?.id ?? null,
  });
  const [gist] = ofKind('gist').map(toPoint);
  return {
    points: dropAlike(ofKind('point').map(toWeighed))
      .slice(0, maxPoints)
      .sort((a, b) => first(a) - first(b)),
    quotes: ofKind('quote').map((statement) => toQuote(statement, noteById)),
    questions: ofKind('question').map((statement) => {
      const answer = tidy(statement.more);
      return { ...toPoint(statement), ...(answer === '' ? {} : { answer }) };
    }),
    ...omitUndefined({ gist }),
    disagreements: ofKind('disagreement').map(toPoint),
    works: statements.filter(({ kind }) => WORKS.has(kind)).map((statement) => toWork(statement, noteById)),
    headlines: ofKind('headline').map(toWeighed),
    themes: ofKind('theme').map(toPoint),
  };
}

function translationOf({ translated = '', moreTranslated = '' }: KeptStatement): Translatable {
  const [text, answer] = [tidy(translated), tidy(moreTranslated)];
  return text === '' ? {} : { translation: { text, ...(answer === '' ? {} : { answer }) } };
}

/** One line, without characters that nobody sees. */
function tidy(text: string): string {
  return cleanCharacters(text).replace(/\s+/gu, ' ').trim();
}

/** Parts of a long talk, and points that were mended, may say the same as others: the weightier stays. */
function dropAlike<Weighed extends WeighedPoint>(points: Weighed[]): Weighed[] {
  const ranked = points.toSorted((a, b) => b.weight - a.weight);
  const texts = ranked.map(({ text }) => ({ text, stems: contentOf(text).stems }));
  return groupAlike(texts, [...texts.keys()]).map(([leader]) => ranked[leader!]!);
}

/** How many people say so: whoever only wrote what a point adds is not counted. */
function countVoices({ text, noteIds }: KeptStatement, noteById: ReadonlyMap<NoteId, Note>): number {
  const notes = noteIds.flatMap((id) => noteById.get(id) ?? []);
  if (new Set(notes.map(({ authorId }) => authorId)).size < 2) return 1;
  const said = { text, stems: contentOf(text).stems };
  const saying = notes.filter((note) => {
    const texts = [said, { text: note.text, stems: contentOf(note.text).stems }];
    return groupAlike(texts, [0, 1]).length === 1;
  });
  return Math.max(1, new Set(saying.map(({ authorId }) => authorId)).size);
}

function toQuote({ text, more, noteIds: [noteId = ''] }: KeptStatement, noteById: ReadonlyMap<NoteId, Note>): Quote {
  const speaker = tidy(more);
  const words = findVerbatim(noteById.get(noteId)?.text ?? '', text) ?? text;
  return { text: words, ...(speaker === '' ? {} : { speaker }), noteId };
}

function toWork(
  { kind, text, more, noteIds: [noteId = ''] }: KeptStatement,
  noteById: ReadonlyMap<NoteId, Note>,
): WorkMention {
  const source = noteById.get(noteId)?.text ?? '';
  const comment = findVerbatim(source, more) ?? more;
  return {
    kind: kind as WorkKind,
    title: findVerbatim(source, text) ?? tidy(text),
    authors: [],
    noteId,
    ...(comment.trim() === '' ? {} : { comment }),
    role: 'recommendation',
  };
}
