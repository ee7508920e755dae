import OpenAI from 'openai';
import { type Request, shapeInWords } from '#llm/summary/prompt.ts';
import { readAnswer, type Statement } from '#llm/summary/response-schema.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { ModelUse } from '#usecases/ports/summarizer.ts';
import { countTokens } from './count-tokens.ts';
import type { DailyBudget } from './daily-budget.ts';
import { judgeError, judgeReply, ModelFailure, type Reply } from './model-failure.ts';
import { readStream } from './read-stream.ts';
import { createKnownForms, type RequestForm, responseFormat } from './response-format-fallback.ts';

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
   * `onStatement` is told of each statement as soon as it is there. Once it has been, that answer stands, also where it
   * is cut off: nothing is asked again.
   * @throws ModelFailure
   */
  ask(
    request: Request,
    use: ModelUse,
    signal: AbortSignal,
    onStatement?: (statement: Statement) => void,
  ): Promise<Statement[]>;
}

/** Requests for one answer at most, whatever goes wrong. */
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 500;
/** What an answer takes beside what was sent, until it is known: a good half of it and its frame. */
const EXPECTED = { share: 0.6, least: 300 };

export function createModel({ apiKey, baseUrl, model, budget, timeoutMs, wait }: ModelOptions): Model {
  const client = new OpenAI({
    apiKey,
    ...omitUndefined({ baseURL: baseUrl }),
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  });
  const forms = createKnownForms();

  /** What is sent; a schema that is sent counts as well. */
  function write(request: Request, format: RequestForm['format']) {
    const response_format = responseFormat(format, request);
    const system = format === 'schema' ? request.system : `${request.system}\n${shapeInWords(request)}`;
    return {
      tokens: countTokens(`${system}${request.user}${format === 'schema' ? JSON.stringify(response_format) : ''}`),
      body: {
        model,
        messages: [
          { role: 'system' as const, content: system },
          { role: 'user' as const, content: request.user },
        ],
        ...omitUndefined({ response_format }),
      },
    };
  }

  async function askOnce(
    request: Request,
    { format, stream }: RequestForm,
    use: ModelUse,
    signal: AbortSignal,
    onStatement: (statement: Statement) => void,
  ): Promise<Statement[]> {
    const { tokens: sent, body } = write(request, format);
    const expected = sent + Math.max(EXPECTED.least, Math.ceil(sent * EXPECTED.share));
    if (!(await budget.take(expected))) throw new ModelFailure('spent');
    let used = 0;
    const statements: Statement[] = [];
    const tell = (statement: Statement) => {
      statements.push(statement);
      onStatement(statement);
    };
    try {
      const { completions } = client.chat;
      const streamed = stream === 'counted' ? { stream_options: { include_usage: true } } : {};
      const reply: Reply =
        stream === 'no'
          ? await completions.create(body, { signal })
          : await readStream(
              await completions.create({ ...body, ...streamed, stream: true }, { signal }),
              signal,
              tell,
            );
      const content = reply.choices?.[0]?.message?.content ?? '';
      const received = reply.usage?.completion_tokens ?? countTokens(content);
      use.sent += sent;
      use.received += received;
      used = sent + received;
      judgeReply(reply);
      if (statements.length > 0) return statements;
      const read = readAnswer(content);
      if (read === undefined) throw new ModelFailure('wrong');
      read.forEach(tell);
      return statements;
    } catch (error) {
      const failure = judgeError(error);
      // Who gives up listening pays for the question all the same.
      if (failure.reason === 'slow' || failure.reason === 'late') {
        use.sent += sent;
        used = sent;
      }
      if (statements.length > 0) return statements;
      throw failure;
    } finally {
      await budget.giveBack(expected - used);
    }
  }

  return {
    async ask(request, use, signal, onStatement) {
      const search = forms.search(request, onStatement !== undefined);
      let hasBeenWrong = false;
      for (let tries = 1; ; ) {
        const form = search.choose(hasBeenWrong);
        try {
          const statements = await askOnce(request, form, use, signal, onStatement ?? (() => undefined));
          search.confirm();
          return statements;
        } catch (error) {
          const { reason, retryAfterMs } = error as ModelFailure;
          if (search.isThereAnother(form, reason)) continue;
          if (tries >= MOST_TRIES) throw error;
          tries++;
          if (reason === 'wrong' && !hasBeenWrong) {
            hasBeenWrong = true;
          } else if (reason === 'busy') {
            await wait(retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 2), signal);
            if (signal.aborted) throw new ModelFailure('late');
          } else {
            throw error;
          }
        }
      }
    },
  };
}
