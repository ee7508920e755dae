import { z } from 'zod';
import type { NoteId } from '#domain/notes/note.ts';
import { type AnswerShape, defineShape } from '#llm/client/answer-shape.ts';

/** What a model may say about a session. */
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
/** What it may say about a day. */
const DAY_KINDS = ['headline', 'theme'] as const;

export type StatementKind = (typeof SESSION_KINDS)[number] | (typeof DAY_KINDS)[number];

/** One thing that the model says, with the numbers of the notes that it rests on. */
export interface Statement {
  kind: StatementKind;
  /** The part of the session that it belongs to, or empty. A quote has that of the point that it supports. */
  heading: string;
  text: string;
  /** The speaker of a quote, the answer to a question, or what is said about a work; else empty. */
  more: string;
  notes: number[];
  /** `text` and `more` in the recap's language, if that isn't the notes'. */
  translated?: string;
  moreTranslated?: string;
}

/** A statement that names its notes by their ids. */
export interface SourcedStatement extends Omit<Statement, 'notes'> {
  noteIds: NoteId[];
  /** Its position among those of its kind in the answer, from 0. */
  rank: number;
  /** Did the second request find its notes to support it? Undefined if it wasn't checked. */
  isSupported?: boolean;
}

const text = z.string();
/** Endpoints that don't hold the model to a schema may leave empty fields out. */
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
