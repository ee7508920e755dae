import type OpenAI from 'openai';
import { ModelError, type Reply } from './model-errors.ts';
import { parseItem, type ResponseSchema } from './response-schema.ts';

/** Maximum length of an answer; the stream is not read any further. */
const MAX_ANSWER = 200_000;
/** Start of the list. It can't match within a string, where quotation marks are escaped. */
const LIST_START = /"says"\s*:\s*\[/;
/** Number of characters before the list that are kept to find its start in. */
const MAX_LIST_START = 100;
/** Maximum length of an item, so that one that never ends isn't kept. */
const MAX_ITEM = 20_000;

/**
 * Reads a stream to its end and passes on each item as soon as it is complete. If the stream breaks off, the complete
 * items count.
 *
 * @throws what the client throws if it fails before any content; ModelError if the signal aborted before any item was
 *   complete, or if the endpoint doesn't stream
 */
export async function readStream<Item>(
  chunks: AsyncIterable<OpenAI.ChatCompletionChunk>,
  { shape, signal, onItem }: { shape: ResponseSchema<Item>; signal: AbortSignal; onItem(item: Item): void },
): Promise<Reply> {
  const parser = createListParser();
  let chunkCount = 0;
  let itemCount = 0;
  let content = '';
  let refusal = '';
  let finish_reason: string | null = null;
  let usage: Reply['usage'];
  try {
    for await (const chunk of chunks) {
      chunkCount += 1;
      usage = chunk.usage ?? usage;
      const choice = chunk.choices?.[0];
      finish_reason = choice?.finish_reason ?? finish_reason;
      refusal += choice?.delta?.refusal ?? '';
      const piece = choice?.delta?.content ?? '';
      content += piece;
      for (const json of parser.push(piece)) {
        const item = parseItem(json, shape);
        if (item === undefined) continue;
        itemCount += 1;
        onItem(item);
      }
      if (content.length > MAX_ANSWER) break;
    }
  } catch (error) {
    if (content === '') throw error;
  }
  // The client ends an aborted stream as if it were complete.
  if (itemCount === 0 && signal.aborted) throw new ModelError('late');
  if (chunkCount === 0) throw new ModelError('no-streaming');
  return { choices: [{ finish_reason, message: { content, refusal } }], usage };
}

/** Creates an incremental parser that returns the JSON of each item in the `says` list as it is completed. */
export function createListParser(): { push(piece: string): string[] } {
  let lead = '';
  let state: 'before' | 'within' | 'after' = 'before';
  /** The incomplete item: its text so far, its nesting depth, and whether a string is open. */
  let open = '';
  let depth = 0;
  let inString = false;
  let isEscaped = false;

  function parseList(piece: string): string[] {
    const complete: string[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at]!;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (character === '\\') isEscaped = true;
        else if (character === '"') inString = false;
      } else if (character === '"') {
        inString = true;
      } else if (character === '{' || character === '[') {
        if (depth === 0) from = at;
        depth += 1;
      } else if (character === '}' || character === ']') {
        if (depth === 0) {
          state = 'after';
          return complete;
        }
        depth -= 1;
        if (depth > 0) continue;
        complete.push(open + piece.slice(from, at + 1));
        open = '';
      }
    }
    if (depth > 0) open += piece.slice(from);
    if (open.length > MAX_ITEM) state = 'after';
    return complete;
  }

  return {
    push(piece) {
      if (state === 'after') return [];
      let list = piece;
      if (state === 'before') {
        lead += piece;
        const start = LIST_START.exec(lead);
        if (start === null) {
          lead = lead.slice(-MAX_LIST_START);
          return [];
        }
        state = 'within';
        list = lead.slice(start.index + start[0].length);
      }
      return parseList(list);
    },
  };
}
