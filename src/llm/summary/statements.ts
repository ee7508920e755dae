import { z } from 'zod';
import type { NoteId } from '#domain/notes/note.ts';
import { type AnswerShape, defineShape } from '#llm/client/answer-shape.ts';

/** Kinds of statements about a session. */
export const SESSION_KINDS = [
  'lead',
  'key',
  'point',
  'quote',
  'question',
  'thought',
  'lookup',
  'disagreement',
  'book',
  'article',
  'video',
  'slides',
] as const;
/** Kinds of statements about a day. */
const DAY_KINDS = ['headline', 'theme'] as const;

export type StatementKind = (typeof SESSION_KINDS)[number] | (typeof DAY_KINDS)[number];

/** One statement by the model, with the numbers of the notes that it is based on. */
export interface Statement {
  kind: StatementKind;
  /** Heading of its part of the session, or empty. A quote has the heading of the point that it supports. */
  heading: string;
  text: string;
  /** Speaker of a quote, answer to a question, or comment on a work; otherwise empty. */
  more: string;
  notes: number[];
  /** `text` and `more` in the recap's language, if that isn't the notes'. */
  translated?: string;
  moreTranslated?: string;
}

/** A statement with note ids instead of numbers. */
export interface SourcedStatement extends Omit<Statement, 'notes'> {
  noteIds: NoteId[];
  /** Position among the answer's statements of the same kind, from 0. */
  rank: number;
  /** Whether the second request found that its notes support it; undefined if it wasn't checked. */
  isSupported?: boolean;
}

const text = z.string();
/** Endpoints that don't enforce a schema may leave empty fields out. */
const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

function shapeOf(kinds: readonly StatementKind[], translates: boolean): AnswerShape<Statement> {
  const strict = z.object({ kind: z.enum(kinds), heading: text, text, more: text, notes: z.array(z.number()) });
  const lenient = z
    .object({
      kind: z.enum(kinds),
      heading: optional,
      text,
      more: optional,
      translated: optional,
      moreTranslated: optional,
      notes: z.array(z.number()),
    })
    .transform(
      ({ translated, moreTranslated, ...statement }): Statement =>
        translated === '' ? statement : { ...statement, translated, moreTranslated },
    );
  const translation = translates ? '"translated":"","moreTranslated":"",' : '';
  return defineShape(
    translates ? strict.extend({ translated: text, moreTranslated: text }) : strict,
    lenient,
    `{"kind":"${kinds.join('|')}","heading":"","text":"","more":"",${translation}"notes":[1]}`,
  );
}

export const SESSION_SHAPE = shapeOf(SESSION_KINDS, false);
export const TRANSLATED_SESSION_SHAPE = shapeOf(SESSION_KINDS, true);
export const DAY_SHAPE = shapeOf(DAY_KINDS, false);
export const TRANSLATED_DAY_SHAPE = shapeOf(DAY_KINDS, true);
