import { impliesNegation } from '#domain/language/negation.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import { foldedWords } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkKind, WorkMention } from '#domain/reading-list/work.ts';
import { readPointLines, tableRow } from '#domain/recap/point-lines.ts';
import type { Point, Question, Quote, Remark, Summary, Translatable, WeighedPoint } from '#domain/recap/summary.ts';
import { cleanCharacters } from '#shared/clean-characters.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import { summarizeExtractively } from '#text/summary/summarize-extractively.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import type { SourcedStatement, StatementKind } from './statements.ts';

const WORK_KINDS: ReadonlySet<string> = new Set<WorkKind>(['book', 'article', 'video', 'slides']);
/** Weights for choosing headlines. */
const WEIGHTS: Partial<Record<StatementKind, number>> = { headline: 2, inShort: 1, paragraph: 0.5 };
const LEAST_WEIGHT = 0.3;
const REMARK_KINDS: ReadonlySet<StatementKind> = new Set(['question', 'thought', 'lookup']);

/** Kinds that the page of a session consists of. */
const POINT_KINDS = ['paragraph', 'list', 'steps', 'table'] as const satisfies StatementKind[];

export function isPoint({ kind }: Pick<SourcedStatement, 'kind'>): boolean {
  return (POINT_KINDS as readonly StatementKind[]).includes(kind);
}

/**
 * Assembles a summary from a model's statements: points in the model's order, without repetitions.
 * Doesn't check whether the notes support a statement. A copy that differs from its note only in case and spacing gets
 * the note's spelling; the evidence check rejects any other.
 */
export function assembleSummary(statements: readonly SourcedStatement[], { talk, notes }: TalkToSummarize): Summary {
  const noteById = new Map(notes.map((note) => [note.id, note]));
  const order = new Map(notes.map(({ id }, index) => [id, index]));
  const orderOf = (id: NoteId | undefined) => order.get(id ?? '') ?? -1;
  const ofKind = (...kinds: StatementKind[]) => statements.filter(({ kind }) => kinds.includes(kind));
  const toPoint = (statement: SourcedStatement): Point & Translatable => ({
    ...toLines(statement),
    ...toTranslation(statement),
    ...omitEmpty({ leadIns: statement.leadIns?.map(tidy) }),
    noteIds: statement.noteIds.toSorted((a, b) => orderOf(a) - orderOf(b)),
    agreement: countPeople(statement, noteById),
  });
  const toWeighed = (statement: SourcedStatement): WeighedPoint & Translatable => ({
    ...toPoint(statement),
    weight: (WEIGHTS[statement.kind] ?? LEAST_WEIGHT) / (1 + statement.rank / 4),
    talkId: talk?.id ?? null,
  });
  const toRemark = (statement: SourcedStatement): Remark => {
    const { text, noteIds } = toPoint(statement);
    return { text, noteIds, by: [...new Set(noteIds.flatMap((id) => noteById.get(id)?.author ?? []))].join(', ') };
  };
  const some = <Made>(made: Made[]) => (made.length === 0 ? undefined : made);
  const inShort = joinInShort(ofKind('inShort'));
  const points = ofKind(...POINT_KINDS).map((statement): WeighedPoint & Translatable => {
    const point = toWeighed(statement);
    const heading = tidyHeading(statement.heading);
    return {
      ...point,
      text: withoutHeading(point.text, heading),
      ...omitUndefined({ heading: heading === '' ? undefined : heading }),
    };
  });
  const questions = ofKind('question').map((statement): Question & Translatable => {
    const answer = tidy(statement.more);
    return { ...toPoint(statement), ...omitUndefined({ answer: answer === '' ? undefined : answer }) };
  });
  const thoughts = some(ofKind('thought').map(toRemark));
  const elsewhere: { text: string; answer?: string }[] = [...questions, ...(thoughts ?? [])];
  const once = dropAlike(points).filter(
    ({ text }) => !elsewhere.some((other) => says(`${other.text}\n${other.answer ?? ''}`, text)),
  );
  const shown = once.map(({ text }) => text).join('\n');
  return {
    isProse: true,
    points: once,
    quotes: ofKind('quote')
      .map((statement) => toQuote(statement, noteById))
      .filter(({ text }) => findVerbatim(shown, text) === undefined),
    // If a point answers the question, the speaker raised it.
    questions: questions.filter(({ answer }) => answer === undefined || !once.some(({ text }) => says(text, answer))),
    ...omitUndefined({ inShort: inShort && toWeighed(inShort), thoughts }),
    ...omitUndefined({
      lookups: some(ofKind('lookup').map(toRemark)),
      unclear: some(ofKind('unclear').map(toPoint)),
    }),
    disagreements: ofKind('disagreement').map(toPoint),
    works: statements.filter(({ kind }) => WORK_KINDS.has(kind)).map((statement) => toWork(statement, noteById)),
    headlines: ofKind('headline').map(toWeighed),
    themes: ofKind('theme').map(toPoint),
  };
}

/** The notes that a statement names with its lines, or else as a whole. */
function namedNotes({ noteIds, lineNoteIds = [] }: SourcedStatement): NoteId[] {
  const ofLines = lineNoteIds.flat();
  return ofLines.length === 0 ? noteIds : ofLines;
}

/** Returns some of a talk's notes as points in their own words. */
export function inOwnWords(talk: TalkToSummarize, noteIds: ReadonlySet<NoteId>): SourcedStatement[] {
  const notes = talk.notes.filter(({ id }) => noteIds.has(id));
  const { points } = summarizeExtractively({ ...talk, notes });
  return points.map(({ text, noteIds: ids }, rank) => ({
    ...{ kind: 'paragraph', heading: '', text, more: '' },
    ...{ noteIds: ids, rank, isSupported: true },
  }));
}

/** Puts each of `added` behind the last point on notes that were written before its own, under the same heading. */
export function insertInOrder(
  statements: readonly SourcedStatement[],
  added: readonly SourcedStatement[],
  { notes }: TalkToSummarize,
): SourcedStatement[] {
  const order = new Map(notes.map(({ id }, index) => [id, index]));
  const orderOf = ({ noteIds }: SourcedStatement) => order.get(noteIds[0] ?? '') ?? -1;
  return added.reduce<SourcedStatement[]>(
    (all, one) => {
      const before = all.findLastIndex((other) => isPoint(other) && orderOf(other) <= orderOf(one));
      return all.toSpliced(before + 1, 0, { ...one, heading: all[before]?.heading ?? '' });
    },
    [...statements],
  );
}

/** Adds the notes' own words for notes of which the checks refused everything that a model wrote. */
export function withLostNotes(
  shown: readonly SourcedStatement[],
  statements: readonly SourcedStatement[],
  talk: TalkToSummarize,
): SourcedStatement[] {
  const told = new Set(shown.flatMap(namedNotes));
  const named = statements.filter(isPoint).flatMap((one) => [...namedNotes(one), ...(one.cutNoteIds ?? [])]);
  const lost = new Set(named).difference(told);
  return lost.size === 0 ? [...shown] : insertInOrder(shown, inOwnWords(talk, lost), talk);
}

/** Adds the notes' own words for remarks and questions that the checks refused. */
export function withRemarks(
  summary: Summary,
  {
    statements,
    shown,
    talk,
  }: { statements: readonly SourcedStatement[]; shown: readonly SourcedStatement[]; talk: TalkToSummarize },
): Summary {
  const isLost = (kind: SourcedStatement['kind']) => {
    const ofKind = (all: readonly SourcedStatement[]) => all.filter((one) => one.kind === kind);
    const told = new Set(ofKind(shown).flatMap(({ noteIds }) => noteIds));
    const refused = new Set(ofKind(statements).flatMap(({ noteIds }) => noteIds)).difference(told);
    return ({ noteIds }: { noteIds: NoteId[] }) => noteIds.some((id) => refused.has(id));
  };
  if (!statements.some((one) => REMARK_KINDS.has(one.kind) && !shown.includes(one))) return summary;
  const { thoughts = [], lookups = [], questions } = summarizeExtractively(talk);
  return {
    ...summary,
    questions: [...summary.questions, ...questions.filter(isLost('question'))],
    ...omitEmpty({
      thoughts: [...(summary.thoughts ?? []), ...thoughts.filter(isLost('thought'))],
      lookups: [...(summary.lookups ?? []), ...lookups.filter(isLost('lookup'))],
    }),
  };
}

/** Each part of a long talk has its own sentences in short: the first of each says what matters most. */
function joinInShort([first, ...others]: readonly SourcedStatement[]): SourcedStatement | undefined {
  if (first === undefined || others.length === 0) return first;
  const { translated: _, ...rest } = first;
  const opening = ({ text }: SourcedStatement) => splitSentences(text)[0]?.text ?? text;
  return {
    ...rest,
    text: [first, ...others].map(opening).join(' '),
    noteIds: [...new Set([first, ...others].flatMap(({ noteIds }) => noteIds))],
  };
}

/** Headings of the recap's own parts, which points can't use. */
const OWN_HEADING =
  /^(?:q ?(?:&|and) ?a|(?:audience )?questions?(?: (?:&|and) answers?)?|to look up|what we thought)$/i;

function tidyHeading(heading: string): string {
  const tidied = tidy(heading).replace(/[.:]$/, '');
  return OWN_HEADING.test(tidied) ? '' : tidied;
}

/** First sentence, or words up to a colon, which may only repeat the heading. */
const OPENING = /^[^\n.:!?•]+[.:!?](?=\s)/u;

/** Removes an opening that only repeats the heading: "Challenges in the migration:". */
function withoutHeading(text: string, heading: string): string {
  const [opening = ''] = OPENING.exec(text) ?? [];
  const stems = new Set(contentOf(opening).stems);
  if (foldedWords(opening).some(impliesNegation)) return text;
  if (stems.size === 0 || stems.symmetricDifference(new Set(contentOf(heading).stems)).size > 0) return text;
  const rest = text.slice(opening.length).trim();
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Minimum share of a text's words that another text must contain to say the same. */
const SAID = 0.85;

function says(text: string, said: string): boolean {
  const stems = new Set(contentOf(said).stems);
  return stems.size > 0 && stems.intersection(new Set(contentOf(text).stems)).size >= stems.size * SAID;
}

function toTranslation({ translated = '', moreTranslated = '' }: SourcedStatement): Translatable {
  const text = tidy(translated);
  const answer = tidy(moreTranslated);
  return text === '' ? {} : { translation: { text, ...omitUndefined({ answer: answer === '' ? undefined : answer }) } };
}

/** A text and its lines' notes, if it still has as many lines once it is tidy. */
function toLines({ text, lineNoteIds }: SourcedStatement): Pick<Point, 'text' | 'lineNoteIds'> {
  const tidied = tidy(text);
  const isAligned = lineNoteIds?.length === tidied.split('\n').length;
  return { text: tidied, ...(isAligned && { lineNoteIds }) };
}

function linesOf(text: string): string[] {
  return cleanCharacters(text)
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
}

/** Removes invisible characters. Returns one line, or a line for each item of a list or row of a table. */
function tidy(text: string): string {
  const { lead, items, isOrdered, table } = readPointLines(linesOf(text).map((line) => line.replace(/^[*-] /, '• ')));
  const marked = items.map((item, index) => `${isOrdered ? `${index + 1}.` : '•'} ${item}`);
  return [lead.join(' '), ...marked, ...table.map(tableRow)].filter((line) => line !== '').join('\n');
}

/** Drops points that repeat another, as happens with parts of a long talk; the one with more weight stays. */
function dropAlike<Weighed extends WeighedPoint>(points: Weighed[]): Weighed[] {
  const texts = points.map(({ text }) => ({ text, stems: contentOf(text).stems }));
  const byWeight = [...points.keys()].sort((a, b) => points[b]!.weight - points[a]!.weight);
  const leaders = new Set(groupAlike(texts, byWeight).map(([leader]) => leader));
  return points.filter((_, index) => leaders.has(index));
}

/** Returns how many people say so. Authors of notes that only add to it don't count. */
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

/** Finds which of a statement's notes contains the copied words. */
function sourceOf({ text, noteIds }: SourcedStatement, noteById: ReadonlyMap<NoteId, Note>) {
  for (const noteId of noteIds) {
    const copy = findVerbatim(noteById.get(noteId)?.text ?? '', text);
    if (copy !== undefined) return { noteId, copy };
  }
  return { noteId: noteIds[0] ?? '', copy: undefined };
}

function toQuote(statement: SourcedStatement, noteById: ReadonlyMap<NoteId, Note>): Quote {
  const { noteId, copy } = sourceOf(statement, noteById);
  const speaker = tidy(statement.more) || undefined;
  const heading = tidyHeading(statement.heading) || undefined;
  return { text: copy ?? statement.text, ...omitUndefined({ speaker, heading }), noteId };
}

/** A name is no comment. */
const SAYS_SOMETHING = /(?<![\p{L}'’])\p{Ll}{2}/u;

function toWork(statement: SourcedStatement, noteById: ReadonlyMap<NoteId, Note>): WorkMention {
  const { noteId, copy } = sourceOf(statement, noteById);
  const comment = findVerbatim(noteById.get(noteId)?.text ?? '', statement.more) ?? statement.more;
  return {
    kind: statement.kind as WorkKind,
    title: copy ?? tidy(statement.text),
    authors: [],
    noteId,
    ...omitUndefined({ comment: SAYS_SOMETHING.test(comment) ? comment : undefined }),
    role: 'recommendation',
  };
}

const OUTER_MARKS = /^[\s"'\u2018-\u201f\u00ab\u00bb\u300c\u300d]+|[\s"'\u2018-\u201f\u00ab\u00bb\u300c\u300d]+$/gu;
const MAX_VERBATIM = 2_000;

/**
 * Finds words in a text and returns them as written there, or undefined if they aren't. Ignores case, white space and
 * the style of quotation marks, because models normalize what they copy.
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
