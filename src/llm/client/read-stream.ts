import type OpenAI from 'openai';
import { type AnswerShape, parseItem } from './answer-shape.ts';
import { ModelError, type Reply } from './model-errors.ts';

/** No answer is that long: what follows isn't waited for. */
const MAX_ANSWER = 200_000;
/** The start of the list: within a string its quotation marks would be escaped. */
const LIST_START = /"says"\s*:\s*\[/;
/** How much of what precedes the list is kept, to find its start in. */
const MAX_LIST_START = 100;
/** No item is that long: one that never ends isn't kept. */
const MAX_ITEM = 20_000;

/**
 * Reads a stream to its end and passes on each item as soon as it is complete. If the stream breaks off, the items that
 * were complete count.
 * @throws what the client throws before any content came; ModelError if the signal ended it before any item was
 * complete, or if the endpoint streams nothing
 */
export async function readStream<Item>(
  chunks: AsyncIterable<OpenAI.ChatCompletionChunk>,
  { shape, signal, onItem }: { shape: AnswerShape<Item>; signal: AbortSignal; onItem(item: Item): void },
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

/** Finds the JSON of each item of the list `says` in an answer that comes in pieces. */
export function createListParser(): { push(piece: string): string[] } {
  let lead = '';
  let state: 'before' | 'within' | 'after' = 'before';
  /** The item that isn't complete yet: its text so far, its depth in brackets, and whether a string is open. */
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
