import type OpenAI from 'openai';
import { createStatementReader } from '#llm/answers/stream-parser.ts';
import type { Statement } from '#llm/summary/response-schema.ts';
import { ModelFailure, type Reply } from './model-failure.ts';

/** Nobody answers a question at such length: the rest is not waited for. */
const LONGEST_ANSWER = 200_000;

/**
 * Reads a stream to its end and tells `onStatement` of each statement as soon as it is whole. One that is cut off in
 * the middle ends there: what was whole stays.
 * @throws what the client throws before anything was said; ModelFailure where nothing was whole when `signal` ended it,
 * and where the endpoint streams nothing
 */
export async function readStream(
  chunks: AsyncIterable<OpenAI.ChatCompletionChunk>,
  signal: AbortSignal,
  onStatement: (statement: Statement) => void,
): Promise<Reply> {
  const reader = createStatementReader();
  let count = 0;
  let told = 0;
  let content = '';
  let refusal = '';
  let finish_reason: string | null = null;
  let usage: Reply['usage'];
  try {
    for await (const chunk of chunks) {
      count += 1;
      usage = chunk.usage ?? usage;
      const choice = chunk.choices?.[0];
      finish_reason = choice?.finish_reason ?? finish_reason;
      refusal += choice?.delta?.refusal ?? '';
      const piece = choice?.delta?.content ?? '';
      content += piece;
      for (const statement of reader.read(piece)) {
        told += 1;
        onStatement(statement);
      }
      if (content.length > LONGEST_ANSWER) break;
    }
  } catch (error) {
    if (content === '') throw error;
  }
  // The client ends a stream that is given up as if it were whole.
  if (told === 0 && signal.aborted) throw new ModelFailure('late');
  if (count === 0) throw new ModelFailure('unknown-stream');
  return { choices: [{ finish_reason, message: { content, refusal } }], usage };
}
