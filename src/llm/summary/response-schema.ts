import { z } from 'zod';

/** What a statement may be. `more` is the speaker of a quote, the answer to a question, what is said of a work. */
export const KINDS = [
  'gist',
  'point',
  'quote',
  'question',
  'disagreement',
  'book',
  'article',
  'video',
  'slides',
  'headline',
  'theme',
] as const;

/** Kinds that rest on much of what was noted, and not on a few notes. */
export const SPANS_MUCH: ReadonlySet<string> = new Set<(typeof KINDS)[number]>(['gist', 'headline', 'theme']);

const STATEMENT = z.object({
  kind: z.enum(KINDS),
  text: z.string(),
  more: z.string(),
  notes: z.array(z.number()),
});

const WORDED = STATEMENT.extend({ translated: z.string(), moreTranslated: z.string() });

/**
 * The shape of an answer: one flat list. A note belongs to a talk, so that statements need not say which talk they
 * are about, and the schema, which is sent each time, stays short.
 */
export const ANSWER = z.object({ says: z.array(STATEMENT) });

/** That of an answer in two languages: the notes', which is held against them, and the recap's. */
export const TRANSLATED_ANSWER = z.object({ says: z.array(WORDED) });

/** One thing that the model says, with the numbers of the notes that it rests on. */
export type Statement = z.infer<typeof STATEMENT> & Partial<z.infer<typeof WORDED>>;

/** Endpoints that don't hold the model to the schema may leave an empty `more` out, or give more than was asked. */
const LOOSE_STATEMENT = WORDED.extend({
  more: z.string().nullish(),
  translated: z.string().nullish(),
  moreTranslated: z.string().nullish(),
}).transform(
  ({ translated, moreTranslated, more, ...statement }): Statement => ({
    ...statement,
    more: more ?? '',
    ...(translated ? { translated, moreTranslated: moreTranslated ?? '' } : {}),
  }),
);
const LOOSE_ANSWER = z.object({ says: z.array(LOOSE_STATEMENT) });

/** What an answer says; undefined where it is no JSON of that shape. It may stand between other words, or in a fence. */
export function readAnswer(content: string): Statement[] | undefined {
  const json = content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1);
  return LOOSE_ANSWER.safeParse(parseJson(json)).data?.says;
}

/** One statement of an answer, as JSON; undefined where it is none. */
export function readStatement(json: string): Statement | undefined {
  return LOOSE_STATEMENT.safeParse(parseJson(json)).data;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
