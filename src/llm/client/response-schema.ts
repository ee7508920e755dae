import { zodResponseFormat } from 'openai/helpers/zod';
import type { ResponseFormatJSONSchema } from 'openai/resources/shared';
import { z } from 'zod';

/**
 * Schema of a model's answer: `{ "says": [item, …] }`. It is one flat list, so that items can be parsed while the
 * answer is streamed, and one malformed item doesn't spoil the others.
 */
export interface ResponseSchema<Item> {
  /** JSON schema, for endpoints that support structured output. */
  format: ResponseFormatJSONSchema;
  /** The same as a prompt, for endpoints that don't. */
  inWords: string;
  /** Lenient schema of an item, for endpoints without structured output that leave fields out. */
  item: z.ZodType<Item>;
}

/** Defines a schema: `strict` is sent to the endpoint, `lenient` parses the answer; `example` is an item as JSON. */
export function defineResponseSchema<Item>(
  strict: z.ZodType,
  lenient: z.ZodType<Item>,
  example: string,
): ResponseSchema<Item> {
  const format = zodResponseFormat(z.object({ says: z.array(strict) }), 'recap');
  const { $schema: _dialect, ...schema } = format.json_schema.schema ?? {};
  return {
    format: { ...format, json_schema: { ...format.json_schema, schema } },
    inWords: `Answer with JSON alone, in this form: {"says":[${example}]}`,
    item: lenient,
  };
}

/**
 * Parses the items of an answer and drops malformed ones. The JSON may be in a code fence or between other words.
 * Returns undefined if there is no list, or if all of its items are malformed.
 */
export function parseAnswer<Item>(content: string, { item }: ResponseSchema<Item>): Item[] | undefined {
  const json = content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1);
  const says = z.object({ says: z.array(z.unknown()) }).safeParse(parseJson(json)).data?.says;
  const items = says?.flatMap((said) => item.safeParse(said).data ?? []);
  return says === undefined || (items!.length === 0 && says.length > 0) ? undefined : items;
}

/** Parses one item of an answer; returns undefined if it is malformed. */
export function parseItem<Item>(json: string, { item }: ResponseSchema<Item>): Item | undefined {
  return item.safeParse(parseJson(json)).data;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
