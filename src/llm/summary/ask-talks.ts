import type { LimitFunction } from 'p-limit';
import type { WritingStyle } from '#domain/conference/conference.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { tableRow } from '#domain/recap/point-lines.ts';
import type { Model } from '#llm/client/model-client.ts';
import type { ModelError } from '#llm/client/model-errors.ts';
import type { TokenUsage } from '#usecases/ports/summarizer.ts';
import { type Excerpt, writeSessionRequest } from './prompt.ts';
import type { SourcedStatement, Statement } from './statements.ts';

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
      statements: resolveNoteIds(statements, (number) => [numbered[number - 1] ?? NO_NOTE]),
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

/**
 * Replaces note numbers in statements with note ids, writes their rows as lines of their text, and adds each
 * statement's rank among those of its kind.
 */
export function resolveNoteIds(
  statements: readonly Statement[],
  idsOf: (number: number) => readonly NoteId[],
): SourcedStatement[] {
  const counts = new Map<string, number>();
  return statements.map(({ notes, rows = [], ...statement }) => {
    const rank = counts.get(statement.kind) ?? 0;
    counts.set(statement.kind, rank + 1);
    const resolve = (numbers: readonly number[]) => [...new Set(numbers.flatMap(idsOf))];
    const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    const noteIds = resolve([...notes, ...filled.flatMap((row) => row.notes)]);
    if (filled.length === 0) return { ...statement, noteIds, rank };
    const lead = [statement.text.replace(/\s+/gu, ' ').trim()].filter((line) => line !== '');
    return {
      ...statement,
      text: [...lead, ...writeRows(statement.kind, filled)].join('\n'),
      noteIds,
      lineNoteIds: [...lead.map(() => []), ...filled.map((row) => resolve(row.notes))],
      rank,
    };
  });
}

/** A table needs columns and rows; anything else is a list. */
function writeRows(kind: SourcedStatement['kind'], rows: readonly { cells: string[] }[]): string[] {
  const columns = rows[0]!.cells.length;
  if (kind === 'table' && columns > 1 && rows.length > 1) {
    return rows.map(({ cells }) => tableRow(rows[0]!.cells.map((_, index) => cells[index] ?? '')));
  }
  return rows.map(({ cells }, index) => {
    const line = cells.map((cell) => cell.replace(/\s+/gu, ' ').trim()).filter((cell) => cell !== '');
    return `${kind === 'steps' ? `${index + 1}.` : '•'} ${line.join(': ')}`;
  });
}
