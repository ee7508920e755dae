import type { LimitFunction } from 'p-limit';
import type { WritingStyle } from '#domain/conference/conference.ts';
import { normalizeUrl } from '#domain/language/urls.ts';
import { isReply, type Note, type NoteId, noteId } from '#domain/notes/note.ts';
import { cellsOf, rowAsItem, tableRow, withoutBullet } from '#domain/recap/point-lines.ts';
import type { Model } from '#llm/client/model-client.ts';
import type { ModelError } from '#llm/client/model-errors.ts';
import { omitEmpty } from '#shared/omit-undefined.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import { readTold } from '#text/summary/summarize-extractively.ts';
import type { TalkToSummarize, TokenUsage } from '#usecases/ports/summarizer.ts';
import { type Excerpt, type NoteToSend, writeSessionRequest } from './prompt.ts';
import { readPage } from './read-page.ts';
import { isOfWholeTalk, type SourcedStatement, type Statement } from './statements.ts';

/** A talk's notes as the model gets them, without those that only name the talk or talk to the bot. */
export function notesToSend({ talk, notes }: TalkToSummarize): NoteToSend[] {
  const told = notes.flatMap((note) => readTold(note, talk));
  const comparable = told.map(({ text }) => ({ text, stems: contentOf(text).stems }));
  const peopleOf = new Map<number, number>();
  for (const group of groupAlike(comparable, [...comparable.keys()])) {
    const people = new Set(group.map((index) => told[index]!.note.authorId)).size;
    if (people > 1) for (const index of group) peopleOf.set(index, people);
  }
  return told.map(({ note, text }, index) => {
    const reactions = note.reactions.reduce((sum, { count }) => sum + count, 0);
    return {
      id: note.id,
      text: withMarkup(note, text),
      authorId: note.authorId,
      replyTo: isReply(note) ? noteId(note.channel, note.threadTs!) : undefined,
      people: peopleOf.get(index),
      reactions: reactions === 0 ? undefined : reactions,
      hasPhoto: note.photos.length > 0,
    };
  });
}

/**
 * Adds the marks of headings, block quotes, code and links, which Slack keeps apart from the text: without them the
 * model can't tell a heading from a line, speech from notes, or where a link leads.
 */
function withMarkup({ text: whole, spans }: Note, told: string): string {
  const from = Math.max(0, whole.lastIndexOf(told));
  const marks = new Map<number, string>();
  const insert = (at: number, mark: string) => marks.set(at, `${marks.get(at) ?? ''}${mark}`);
  for (const { kind, url, ...span } of spans) {
    const [start, end] = [Math.max(span.start - from, 0), Math.min(span.end - from, told.length)];
    const words = told.slice(start, end);
    if (start >= end) continue;
    const around = { heading: '*', bold: '*', code: '`' }[kind as string];
    if (around !== undefined) for (const at of [start, end]) insert(at, around);
    if (kind === 'quote') for (const { index } of words.matchAll(/^/gm)) insert(start + index, '> ');
    if (url !== undefined && normalizeUrl(words) !== normalizeUrl(url)) insert(end, ` (${url})`);
  }
  const offsets = [...new Set([0, ...marks.keys()])].sort((one, other) => one - other);
  return offsets.map((at, index) => `${marks.get(at) ?? ''}${told.slice(at, offsets[index + 1])}`).join('');
}

/** The model's statements about an excerpt. `isComplete` is false if some part got no answer. */
export interface TalkAnswer {
  statements: SourcedStatement[];
  isComplete: boolean;
}

/** Minimum number of notes to split in half; a model that can't handle this few is of no use. */
const MIN_NOTES_TO_SPLIT = 8;
/** Id for note numbers that the model made up: the evidence check rejects and counts it. */
const NO_NOTE: NoteId = '?';

/** Asks for the recap of an excerpt; if that is too long for the model or too slow, of each half. Never throws. */
export async function askTalk(
  excerpt: Excerpt,
  options: {
    model: Model;
    limit: LimitFunction;
    voice: WritingStyle | undefined;
    use: TokenUsage;
    signal: AbortSignal;
  },
): Promise<TalkAnswer> {
  const { model, limit, voice, use, signal } = options;
  const { request, numbered } = writeSessionRequest(excerpt, voice);
  try {
    const statements = await limit(() => model.ask(request, { use, signal }));
    return {
      statements: resolveNoteIds(
        statements.flatMap((statement) =>
          statement.kind === 'page' ? readPage(statement, numbered.length) : [onProgram(statement)],
        ),
        (number) => [numbered[number - 1] ?? NO_NOTE],
      ),
      isComplete: true,
    };
  } catch (error) {
    use.failures++;
    const { reason } = error as ModelError;
    const { notes } = excerpt;
    const isTooMuch = (reason === 'slow' || reason === 'too-long') && notes.length >= MIN_NOTES_TO_SPLIT;
    if (!isTooMuch) return { statements: [], isComplete: false };
    const middle = Math.ceil(notes.length / 2);
    const halves = await Promise.all(
      [notes.slice(0, middle), notes.slice(middle)].map((half) => askTalk({ ...excerpt, notes: half }, options)),
    );
    return {
      statements: halves.flatMap(({ statements }) => statements),
      isComplete: halves.every(({ isComplete }) => isComplete),
    };
  }
}

/** What sums up a talk may rest on the program alone; it goes with the talk's first note. */
function onProgram(statement: Statement): Statement {
  const isAlone = isOfWholeTalk(statement.kind) && statement.notes.length === 0;
  return isAlone ? { ...statement, notes: [1] } : statement;
}

/**
 * Replaces note numbers in statements with note ids, writes their rows as lines of their text, and adds each
 * statement's rank among those of its kind.
 */
export function resolveNoteIds(
  statements: readonly Statement[],
  idsOf: (number: number) => readonly NoteId[],
): SourcedStatement[] {
  const counts = new Map<string, number>();
  return joinIntroductions(statements).map(({ notes, rows = [], heading = '', ...said }) => {
    const statement = { ...said, heading };
    const rank = counts.get(statement.kind) ?? 0;
    counts.set(statement.kind, rank + 1);
    const resolve = (numbers: readonly number[]) => [...new Set(numbers.flatMap(idsOf))];
    const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    const { kind, translated = '' } = statement;
    // Markdown has no table without a header: a blank one names no columns, and the row after it doesn't either.
    const hasColumns = kind === 'table' && rows[0] === filled[0];
    const isTable = hasColumns && fillsTable(filled);
    const dropped = hasColumns && !isTable ? 1 : 0;
    const shown = filled.slice(dropped);
    const noteIds = resolve([...notes, ...shown.flatMap((row) => row.notes)]);
    if (shown.length === 0) return { ...statement, noteIds, rank };
    const lead = linesOf(statement.text.replace(/\s+/gu, ' '));
    const write = isTable ? writeTable : (those: readonly Cells[]) => writeItems(those, kind === 'steps');
    const inTranslation = readTranslation(translated, lead.length, filled);
    return {
      ...statement,
      text: [...lead, ...write(shown)].join('\n'),
      ...(translated !== '' && {
        translated: inTranslation
          ? [...inTranslation.lead, ...write(inTranslation.rows.slice(dropped))].join('\n')
          : '',
      }),
      noteIds,
      lineNoteIds: [...lead.map(() => []), ...shown.map((row) => resolve(row.notes))],
      rank,
    };
  });
}

/** Splits a translation into a line for each of the lead's and cells for each row; undefined if it has others. */
function readTranslation(translated: string, leadLines: number, rows: readonly Cells[]) {
  const lines = linesOf(translated).filter((line) => /[^\s|]/u.test(line));
  const cells = lines
    .slice(leadLines)
    .map((line, index) => (rows[index]?.cells.length === 1 ? [withoutBullet(line)] : cellsOf(withoutBullet(line))));
  const isSame = cells.length === rows.length && cells.every((row, index) => row.length === rows[index]!.cells.length);
  return isSame ? { lead: lines.slice(0, leadLines), rows: cells.map((row) => ({ cells: row })) } : undefined;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Joins a paragraph that introduces the list, steps or table after it to these, so that neither is shown alone. */
function joinIntroductions(statements: readonly Statement[]): Statement[] {
  const joined: Statement[] = [];
  for (const statement of statements) {
    const before = joined.at(-1);
    const isIntroduced =
      before?.kind === 'paragraph' &&
      before.text.trimEnd().endsWith(':') &&
      (statement.rows ?? []).length > 0 &&
      statement.text === '' &&
      ['', before.heading ?? ''].includes(statement.heading ?? '');
    if (isIntroduced) joined.pop();
    if (!isIntroduced) {
      joined.push(statement);
      continue;
    }
    const translated = [before.translated, statement.translated].map((words = '') => words.trim());
    joined.push({
      ...{ ...statement, ...before, kind: statement.kind, notes: [...before.notes, ...statement.notes] },
      ...omitEmpty({ leadIns: [...(before.leadIns ?? []), ...(statement.leadIns ?? [])] }),
      ...(!translated.includes('') && { translated: translated.join('\n') }),
    });
  }
  return joined;
}

type Cells = Pick<NonNullable<Statement['rows']>[number], 'cells'>;

/**
 * A table needs columns, and rows that say something of what is in their first cell; anything else is a list. So are
 * rows with a bar in a cell, such as a command's.
 */
function fillsTable(rows: readonly Cells[]): boolean {
  const columns = rows[0]?.cells.length ?? 0;
  const says = ({ cells }: Cells) => cells.slice(0, columns).filter((cell) => cell.trim() !== '').length > 1;
  return (
    columns > 1 &&
    rows.length > 1 &&
    rows.slice(1).every((row) => says(row) && row.cells.length <= columns) &&
    !rows.some(({ cells }) => cells.join('').includes('|'))
  );
}

function writeTable(rows: readonly Cells[]): string[] {
  return rows.map(({ cells }) => tableRow(rows[0]!.cells.map((_, index) => cells[index] ?? '')));
}

function writeItems(rows: readonly Cells[], isOrdered: boolean): string[] {
  return rows.map(({ cells }, index) => {
    const words = rowAsItem(cells.map((cell) => cell.replace(/\s+/gu, ' ').trim()));
    return `${isOrdered ? `${index + 1}.` : '•'} ${words}`;
  });
}
