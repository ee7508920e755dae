import { z } from 'zod';
import type { NoteId } from '#domain/notes/note.ts';
import { countRows, isTableRow, markOf, notesOfLine, partsOfText, withWords } from '#domain/recap/point-lines.ts';
import { defineResponseSchema, type ResponseSchema } from '#llm/client/response-schema.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { endSentence } from '#text/sentences/tidy-sentence.ts';

/** Kinds of statements about a session, as the model answers. */
export const SESSION_KINDS = [
  'inShort',
  'page',
  'question',
  'thought',
  'lookup',
  'unclear',
  'disagreement',
  'book',
  'article',
  'video',
  'slides',
] as const;
/** Kinds of statements that a page consists of. */
export const PAGE_KINDS = ['paragraph', 'list', 'steps', 'table', 'quote'] as const;
/** Kinds of statements about a day. */
const DAY_KINDS = ['headline', 'theme'] as const;

export type StatementKind = (typeof SESSION_KINDS | typeof PAGE_KINDS | typeof DAY_KINDS)[number];

/** One statement by the model, with the numbers of the notes that it is based on. */
export interface Statement {
  kind: StatementKind;
  /** Heading of its part of the page. A quote has the heading of the part that it belongs to. */
  heading?: string;
  /** Of a page, its Markdown. Of a list or table, only the words that introduce it; may be empty. */
  text: string;
  /** Speaker of a quote, answer to a question, or comment on a work; otherwise empty. */
  more: string;
  /** The items of a list, the steps, or the rows of a table, the first of which names the columns. */
  rows?: Row[];
  /** See `Point.leadIns`. */
  leadIns?: string[];
  notes: number[];
  /** `text`, with a line for each row, and `more` in the recap's language, if that isn't the notes'. */
  translated?: string;
  moreTranslated?: string;
}

/** An item, a step, or a row of a table, with the numbers of the notes that it is based on. */
export interface Row {
  cells: string[];
  notes: number[];
}

/** A statement with note ids instead of numbers, and its rows as lines of its text. See `Point.text`. */
export interface SourcedStatement extends Omit<Statement, 'notes' | 'rows'> {
  heading: string;
  noteIds: NoteId[];
  /** The notes of each line of a text that has rows; empty for lines that rest on all of `noteIds`. */
  lineNoteIds?: NoteId[][];
  /** The notes of items and rows that the second request refused. */
  cutNoteIds?: NoteId[];
  /** Position among the answer's statements of the same kind, from 0. */
  rank: number;
  /** Whether the second request found that its notes support it; undefined if it wasn't checked. */
  isSupported?: boolean;
  /** As the model wrote it, if asking for other words for what was refused failed: to be checked again. */
  unrepaired?: SourcedStatement;
}

const text = z.string();
/** Endpoints that don't enforce a schema may leave empty fields out. */
const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

function shapeOf(kinds: readonly StatementKind[], translates: boolean): ResponseSchema<Statement> {
  const notes = z.array(z.number());
  const strict = z.object({ kind: z.enum(kinds), text, more: text });
  const lenient = z
    .object({
      ...{ kind: z.enum(kinds), text, more: optional, translated: optional, moreTranslated: optional },
      notes: notes.nullish(),
    })
    .transform(
      ({ translated, moreTranslated, notes: own, ...statement }): Statement => ({
        ...statement,
        notes: own ?? [],
        ...(translated !== '' && { translated, moreTranslated }),
      }),
    );
  const translation = translates ? '"translated":"","moreTranslated":"",' : '';
  return defineResponseSchema(
    strict.extend({ ...(translates && { translated: text, moreTranslated: text }), notes }),
    lenient,
    `{"kind":"${kinds.join('|')}","text":"","more":"",${translation}"notes":[1]}`,
  );
}

export const SESSION_SHAPE = shapeOf(SESSION_KINDS, false);
export const TRANSLATED_SESSION_SHAPE = shapeOf(SESSION_KINDS, true);
export const DAY_SHAPE = shapeOf(DAY_KINDS, false);
export const TRANSLATED_DAY_SHAPE = shapeOf(DAY_KINDS, true);

/** What is checked of a statement: a sentence, an item of a list, or a row of a table. */
export interface Part {
  text: string;
  noteIds: readonly NoteId[];
  /** Index of its line in the statement's text; absent if the part is the whole statement. */
  line?: number;
  /** Whether it is an item or a row. */
  isLine?: boolean;
  /** The row that names the columns. */
  columns?: string;
  /** Number of items or rows of its statement. */
  listed?: number;
}

/** Splits a statement into what is checked. Copies are checked word for word elsewhere. */
export function partsOf(statement: SourcedStatement): Part[] {
  const { kind, text, more, noteIds } = statement;
  const whole = (words: string): Part[] => [{ text: words, noteIds }];
  switch (kind) {
    case 'quote':
      return more === '' ? [] : whole(`${more} said: “${text}”`);
    case 'question':
      return whole(more === '' ? `Somebody asked: ${text}` : `Somebody asked: ${text} The answer was: ${more}`);
    case 'thought':
      return whole(`A note-taker's own remark: ${text}`);
    case 'lookup':
      return whole(`A note-taker wants to look up, try or do: ${text}`);
    case 'unclear':
      return whole(`What the notes leave open: ${text}`);
    case 'book':
    case 'article':
    case 'video':
    case 'slides':
      return [];
    default:
  }
  const parts = partsOfText(text);
  const columns = parts.find((part) => part.kind === 'columns')?.text;
  const listed = countRows(text);
  return parts.flatMap(({ kind: partKind, text: words, line }): Part[] => {
    const part = { text: words, noteIds: notesOfLine(statement, line), line };
    if (partKind === 'columns') return [];
    return [partKind === 'sentence' ? { ...part, listed } : { ...part, isLine: true, ...omitUndefined({ columns }) }];
  });
}

/** Returns a statement with other words for its parts, undefined for those to leave out; undefined if none is left. */
export function withParts(
  { translated: _text, moreTranslated: _more, ...statement }: SourcedStatement,
  kept: readonly (string | undefined)[],
): SourcedStatement | undefined {
  const words = [...kept];
  return withWords(
    statement,
    partsOfText(statement.text).map(({ kind, text }) => (kind === 'columns' ? text : words.shift())),
  );
}

/** Returns other words for an item or row, written like it; undefined for a row that doesn't have as many cells. */
export function withMarkOf(line: string, rest: string): string | undefined {
  if (!isTableRow(line)) return `${markOf(line)}${endSentence(rest.slice(markOf(rest).length))}`;
  return isTableRow(rest) && rest.split('|').length === line.split('|').length ? rest : undefined;
}

/** Returns whether a statement is about a day. */
export function isOfDay({ kind }: Pick<Statement, 'kind'>): boolean {
  return (DAY_KINDS as readonly StatementKind[]).includes(kind);
}

/** Returns whether a statement sums up a whole talk, or what its notes leave open, rather than what a few notes say. */
export function isOfWholeTalk(kind: StatementKind): boolean {
  return kind === 'inShort' || kind === 'unclear';
}
