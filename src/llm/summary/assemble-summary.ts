import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkKind, WorkMention } from '#domain/reading-list/work.ts';
import type { Point, Quote, Remark, Summary, Translatable, WeighedPoint } from '#domain/recap/summary.ts';
import { cleanCharacters } from '#shared/clean-characters.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import type { SourcedStatement, StatementKind } from './statements.ts';

const WORK_KINDS: ReadonlySet<string> = new Set<WorkKind>(['book', 'article', 'video', 'slides']);
const MAX_KEY_POINTS = 3;

/**
 * Makes a summary of a model's statements, points in the order of their notes. Nothing is judged here. What should be
 * a copy, and differs from its note only in case and spacing, gets the note's spelling; the evidence refuses any other.
 */
export function assembleSummary(statements: readonly SourcedStatement[], { talk, notes }: TalkToSummarize): Summary {
  const noteById = new Map(notes.map((note) => [note.id, note]));
  const order = new Map(notes.map(({ id }, index) => [id, index]));
  const orderOf = (id: NoteId | undefined) => order.get(id ?? '') ?? -1;
  const ofKind = (...kinds: StatementKind[]) => statements.filter(({ kind }) => kinds.includes(kind));
  const toPoint = (statement: SourcedStatement): Point & Translatable => ({
    text: tidy(statement.text),
    ...toTranslation(statement),
    noteIds: statement.noteIds.toSorted((a, b) => orderOf(a) - orderOf(b)),
    agreement: countPeople(statement, noteById),
  });
  const toWeighed = (statement: SourcedStatement): WeighedPoint & Translatable => ({
    ...toPoint(statement),
    weight: (statement.kind === 'point' ? 0.5 : 1) / (1 + statement.rank),
    talkId: talk?.id ?? null,
  });
  const toRemark = (statement: SourcedStatement): Remark => {
    const { text, noteIds } = toPoint(statement);
    return { text, noteIds, by: [...new Set(noteIds.flatMap((id) => noteById.get(id)?.author ?? []))].join(', ') };
  };
  const [gist] = ofKind('lead').map(toPoint);
  const keyCount = ofKind('key').length;
  const points = ofKind('key', 'point').map((statement): WeighedPoint & Translatable => {
    const heading = tidy(statement.heading).replace(/:$/, '');
    const isKey = statement.kind === 'key' && (keyCount <= MAX_KEY_POINTS || statement.rank < MAX_KEY_POINTS);
    return {
      ...toWeighed(statement),
      ...omitUndefined({ heading: heading === '' ? undefined : heading, isKey: isKey ? (true as const) : undefined }),
    };
  });
  const remarks = (kind: 'thought' | 'lookup') => {
    const made = ofKind(kind).map(toRemark);
    return made.length === 0 ? undefined : made;
  };
  return {
    points: dropAlike(points).sort((a, b) => orderOf(a.noteIds[0]) - orderOf(b.noteIds[0])),
    quotes: ofKind('quote').map((statement) => toQuote(statement, noteById)),
    questions: ofKind('question').map((statement) => {
      const answer = tidy(statement.more);
      return { ...toPoint(statement), ...omitUndefined({ answer: answer === '' ? undefined : answer }) };
    }),
    ...omitUndefined({ gist, thoughts: remarks('thought'), lookups: remarks('lookup') }),
    disagreements: ofKind('disagreement').map(toPoint),
    works: statements.filter(({ kind }) => WORK_KINDS.has(kind)).map((statement) => toWork(statement, noteById)),
    headlines: ofKind('headline').map(toWeighed),
    themes: ofKind('theme').map(toPoint),
  };
}

function toTranslation({ translated = '', moreTranslated = '' }: SourcedStatement): Translatable {
  const [text, answer] = [tidy(translated), tidy(moreTranslated)];
  return text === '' ? {} : { translation: { text, ...omitUndefined({ answer: answer === '' ? undefined : answer }) } };
}

/** Without invisible characters and markup of lists; one line, or one for each member of a list. */
function tidy(text: string): string {
  const lines = cleanCharacters(text)
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  const isList = lines.slice(1).length > 0 && lines.slice(1).every((line) => /^[•*-] /.test(line));
  return isList ? [lines[0]!, ...lines.slice(1).map((line) => `• ${line.slice(2)}`)].join('\n') : lines.join(' ');
}

/** Parts of a long talk, and points that replace others, may repeat what is said already: the weightier stays. */
function dropAlike<Weighed extends WeighedPoint>(points: Weighed[]): Weighed[] {
  const ranked = points.toSorted((a, b) => b.weight - a.weight);
  const texts = ranked.map(({ text }) => ({ text, stems: contentOf(text).stems }));
  return groupAlike(texts, [...texts.keys()]).map(([leader]) => ranked[leader!]!);
}

/** How many people say so. Authors of notes that only add to it don't count. */
function countPeople({ text, noteIds }: SourcedStatement, noteById: ReadonlyMap<NoteId, Note>): number {
  const notes = noteIds.flatMap((id) => noteById.get(id) ?? []);
  if (new Set(notes.map(({ authorId }) => authorId)).size < 2) return 1;
  const said = { text, stems: contentOf(text).stems };
  const saying = notes.filter((note) => {
    const texts = [said, { text: note.text, stems: contentOf(note.text).stems }];
    return groupAlike(texts, [0, 1]).length === 1;
  });
  return Math.max(1, new Set(saying.map(({ authorId }) => authorId)).size);
}

/** The note among a copy's that has it. */
function sourceOf({ text, noteIds }: SourcedStatement, noteById: ReadonlyMap<NoteId, Note>) {
  for (const noteId of noteIds) {
    const copy = findVerbatim(noteById.get(noteId)?.text ?? '', text);
    if (copy !== undefined) return { noteId, copy };
  }
  return { noteId: noteIds[0] ?? '', copy: undefined };
}

function toQuote(statement: SourcedStatement, noteById: ReadonlyMap<NoteId, Note>): Quote {
  const speaker = tidy(statement.more);
  const { noteId, copy } = sourceOf(statement, noteById);
  return { text: copy ?? statement.text, ...omitUndefined({ speaker: speaker === '' ? undefined : speaker }), noteId };
}

function toWork(statement: SourcedStatement, noteById: ReadonlyMap<NoteId, Note>): WorkMention {
  const { noteId, copy } = sourceOf(statement, noteById);
  const comment = findVerbatim(noteById.get(noteId)?.text ?? '', statement.more) ?? statement.more;
  return {
    kind: statement.kind as WorkKind,
    title: copy ?? tidy(statement.text),
    authors: [],
    noteId,
    ...omitUndefined({ comment: comment.trim() === '' ? undefined : comment }),
    role: 'recommendation',
  };
}

const OUTER_MARKS = /^[\s"'\u2018-\u201f\u00ab\u00bb\u300c\u300d]+|[\s"'\u2018-\u201f\u00ab\u00bb\u300c\u300d]+$/gu;
const MAX_VERBATIM = 2_000;

/**
 * Finds words in a text and returns them as the text has them; undefined if it doesn't. Case, white space and the shape of
 * quotation marks may differ, as models tidy what they copy.
 */
export function findVerbatim(text: string, words: string): string | undefined {
  const bare = words.replace(OUTER_MARKS, '');
  if (bare === '' || bare.length > MAX_VERBATIM) return undefined;
  if (text.includes(bare)) return bare;
  const pattern = bare
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/gu, '\\s+')
    .replace(/['\u2018\u2019]/gu, "['\u2018\u2019]")
    .replace(/["\u201c-\u201f]/gu, '["\u201c-\u201f]');
  return new RegExp(pattern, 'iu').exec(text)?.[0];
}
