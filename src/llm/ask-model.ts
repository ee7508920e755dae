import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ModelUse } from '../usecases/ports.ts';
import { ANSWER, readAnswer, type Statement, TRANSLATED_ANSWER } from './answer.ts';
import { countTokens } from './count-tokens.ts';
import type { DailyBudget } from './daily-budget.ts';
import { judgeError, judgeReply, ModelFailure } from './model-failure.ts';
import { type Request, shapeInWords } from './prompt.ts';

export interface ModelOptions {
  apiKey: string;
  /** Absent: OpenAI's own. */
  baseUrl?: string | undefined;
  model: string;
  budget: DailyBudget;
  /** Of one request. */
  timeoutMs: number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Model {
  /**
   * Asks until there is an answer of the right shape, a few times at most, and counts in `use` what went to and fro.
   * @throws ModelFailure
   */
  ask(request: Request, use: ModelUse, signal: AbortSignal): Promise<Statement[]>;
}

/** How an endpoint is told the shape of the answer; those that it may not know are told in words, too. */
type Format = 'schema' | 'json' | 'words';
const SCHEMA = withoutDialect(zodResponseFormat(ANSWER, 'recap'));
const TRANSLATED_SCHEMA = withoutDialect(zodResponseFormat(TRANSLATED_ANSWER, 'recap'));

function responseFormat(format: Format, { translates }: Request) {
  if (format === 'words') return undefined;
  if (format === 'json') return { type: 'json_object' as const };
  return translates === true ? TRANSLATED_SCHEMA : SCHEMA;
}

/** From the strictest. */
const STRICTEST_FIRST: readonly Format[] = ['schema', 'json', 'words'];
/** What changed is short, and the schema would be most of what is sent: it comes where the answer was wrong without. */
const SHORTEST_FIRST: readonly Format[] = ['json', 'schema', 'words'];

/** Requests for one answer at most, whatever goes wrong. */
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 500;
/** What an answer takes beside what was sent, until it is known: a good half of it and its frame. */
const EXPECTED = { share: 0.6, least: 300 };

/** Which dialect of JSON Schema it is no endpoint asks, and it would be sent each time. */
function withoutDialect(format: OpenAI.ResponseFormatJSONSchema): OpenAI.ResponseFormatJSONSchema {
  const { $schema: _dialect, ...schema } = format.json_schema.schema ?? {};
  return { ...format, json_schema: { ...format.json_schema, schema } };
}

export function createModel({ apiKey, baseUrl, model, budget, timeoutMs, wait }: ModelOptions): Model {
  const client = new OpenAI({
    apiKey,
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  });
  /** What the endpoint didn't know once it is not asked again. */
  const unknown = new Set<Format>();

  async function askOnce(
    request: Request,
    format: Format,
    use: ModelUse,
    signal: AbortSignal,
  ): Promise<Statement[]> {
    const response_format = responseFormat(format, request);
    const system = format === 'schema' ? request.system : `${request.system}\n${shapeInWords(request)}`;
    const sent = countTokens(
      `${system}${request.user}${format === 'schema' ? JSON.stringify(response_format) : ''}`,
    );
    const expected = sent + Math.max(EXPECTED.least, Math.ceil(sent * EXPECTED.share));
    if (!(await budget.take(expected))) throw new ModelFailure('spent');
    let used = 0;
    try {
      const reply = await client.chat.completions.create(
        {
          model,
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: request.user },
          ],
          ...(response_format === undefined ? {} : { response_format }),
        },
        { signal },
      );
      const content = reply.choices?.[0]?.message?.content ?? '';
      const received = reply.usage?.completion_tokens ?? countTokens(content);
      use.sent += sent;
      use.received += received;
      used = sent + received;
      judgeReply(reply);
      const statements = readAnswer(content);
      if (statements === undefined) throw new ModelFailure('wrong');
      return statements;
    } catch (error) {
      const failure = judgeError(error);
      // Who gives up listening pays for the question all the same.
      if (failure.reason === 'slow' || failure.reason === 'late') {
        use.sent += sent;
        used = sent;
      }
      throw failure;
    } finally {
      await budget.giveBack(expected - used);
    }
  }

  return {
    async ask(request, use, signal) {
      let hasBeenWrong = false;
      for (let tries = 1; ; tries++) {
        const formats = request.isShort && !hasBeenWrong ? SHORTEST_FIRST : STRICTEST_FIRST;
        const format = formats.find((each) => !unknown.has(each))!;
        try {
          return await askOnce(request, format, use, signal);
        } catch (error) {
          const { reason, retryAfterMs } = error as ModelFailure;
          if (tries >= MOST_TRIES) throw error;
          if (reason === 'unknown-format' && format !== 'words') {
            unknown.add(format);
          } else if (reason === 'wrong' && !hasBeenWrong) {
            hasBeenWrong = true;
          } else if (reason === 'busy') {
            await wait(retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 1), signal);
            if (signal.aborted) throw new ModelFailure('late');
          } else {
            throw error;
          }
        }
      }
    },
  };
}
