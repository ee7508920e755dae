import { zodResponseFormat } from 'openai/helpers/zod';
import type { ResponseFormatJSONSchema } from 'openai/resources/shared';
import { z } from 'zod';

/**
 * The shape of an answer: `{ "says": [item, …] }`. One flat list, so that items can be read while the answer comes in,
 * and an item that the model got wrong doesn't spoil the others.
 */
export interface AnswerShape<Item> {
  /** The JSON schema, for endpoints that take one. */
  format: ResponseFormatJSONSchema;
  /** The same in words, for endpoints that don't. */
  inWords: string;
  /** Accepts what endpoints without schemas leave out. */
  item: z.ZodType<Item>;
}

/** `strict` is what the model is held to, `lenient` what is accepted; `example` shows an item in JSON. */
export function defineShape<Item>(strict: z.ZodType, lenient: z.ZodType<Item>, example: string): AnswerShape<Item> {
  const format = zodResponseFormat(z.object({ says: z.array(strict) }), 'recap');
  const { $schema: _dialect, ...schema } = format.json_schema.schema ?? {};
  return {
    format: { ...format, json_schema: { ...format.json_schema, schema } },
    inWords: `Answer with JSON alone, in this form: {"says":[${example}]}`,
    item: lenient,
  };
}

/**
 * The items of an answer, without those of another shape. It may come in a fence or between other words. Returns undefined
 * if it has no such items.
 */
export function parseAnswer<Item>(content: string, { item }: AnswerShape<Item>): Item[] | undefined {
  const json = content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1);
  const says = z.object({ says: z.array(z.unknown()) }).safeParse(parseJson(json)).data?.says;
  const items = says?.flatMap((said) => item.safeParse(said).data ?? []);
  return says === undefined || (items!.length === 0 && says.length > 0) ? undefined : items;
}

/** One item of an answer; undefined if it has another shape. */
export function parseItem<Item>(json: string, { item }: AnswerShape<Item>): Item | undefined {
  return item.safeParse(parseJson(json)).data;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
