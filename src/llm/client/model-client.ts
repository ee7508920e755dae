import OpenAI from 'openai';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { ModelUse } from '#usecases/ports/summarizer.ts';
import { type AnswerShape, parseAnswer } from './answer-shape.ts';
import { assertComplete, ModelError, type Reply, toModelError } from './model-errors.ts';
import { readStream } from './read-stream.ts';
import { FULL_FORM, type RequestForm, simplerForm } from './request-form.ts';
import { countTokens, type TokenBudget } from './token-budget.ts';

export interface ModelOptions {
  apiKey: string;
  /** Absent: OpenAI's own. */
  baseUrl?: string | undefined;
  model: string;
  budget: TokenBudget;
  /** Of one request. */
  timeoutMs: number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** What a model is asked: instructions, and data that is never an instruction. */
export interface ModelRequest<Item> {
  system: string;
  user: string;
  shape: AnswerShape<Item>;
}

interface AskOptions<Item> {
  /** Counts the tokens that were sent and received. */
  use: ModelUse;
  signal: AbortSignal;
  /**
   * Gets each item as soon as it is complete. Once it got one, that answer counts, even if it breaks off: nothing is
   * asked again.
   */
  onItem?: (item: Item) => void;
}

export interface Model {
  /**
   * Asks until there is an answer of the right shape, a few times at most.
   * @throws ModelError
   */
  ask<Item>(request: ModelRequest<Item>, options: AskOptions<Item>): Promise<Item[]>;
}

/** Requests for one answer at most, whatever goes wrong. */
const MAX_TRIES = 4;
const FIRST_WAIT_MS = 500;
/** Tokens to reserve for an answer before its length is known: a good half of what is sent, and some more. */
const RESERVED = { share: 0.6, min: 300 };

export function createModel({ apiKey, baseUrl, model, budget, timeoutMs, wait }: ModelOptions): Model {
  const client = new OpenAI({
    apiKey,
    ...omitUndefined({ baseURL: baseUrl }),
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  });
  let known = FULL_FORM;

  function toBody({ system, user, shape }: ModelRequest<unknown>, { format, effort }: RequestForm) {
    const content = format === 'schema' ? system : `${system}\n${shape.inWords}`;
    const response_format =
      format === 'schema' ? shape.format : format === 'json' ? { type: 'json_object' as const } : undefined;
    return {
      tokens: countTokens(`${content}${user}${format === 'schema' ? JSON.stringify(response_format) : ''}`),
      body: {
        model,
        messages: [
          { role: 'system' as const, content },
          { role: 'user' as const, content: user },
        ],
        ...omitUndefined({ response_format, reasoning_effort: effort ? ('low' as const) : undefined }),
      },
    };
  }

  async function askOnce<Item>(
    request: ModelRequest<Item>,
    form: RequestForm,
    { use, signal, onItem }: AskOptions<Item>,
  ): Promise<Item[]> {
    const { tokens: sent, body } = toBody(request, form);
    const reserved = sent + Math.max(RESERVED.min, Math.ceil(sent * RESERVED.share));
    if (!(await budget.reserve(reserved))) throw new ModelError('budget-spent');
    let used = 0;
    const items: Item[] = [];
    const add = (item: Item) => {
      items.push(item);
      onItem?.(item);
    };
    try {
      const { completions } = client.chat;
      const counted = form.stream === 'counted' ? { stream_options: { include_usage: true } } : {};
      const reply: Reply =
        form.stream === 'no'
          ? await completions.create(body, { signal })
          : await readStream(await completions.create({ ...body, ...counted, stream: true }, { signal }), {
              shape: request.shape,
              signal,
              onItem: add,
            });
      const content = reply.choices?.[0]?.message?.content ?? '';
      const received = reply.usage?.completion_tokens ?? countTokens(content);
      use.sent += sent;
      use.received += received;
      used = sent + received;
      assertComplete(reply);
      if (items.length > 0) return items;
      const parsed = parseAnswer(content, request.shape);
      if (parsed === undefined) throw new ModelError('malformed');
      parsed.forEach(add);
      return items;
    } catch (error) {
      const failure = toModelError(error);
      // A request that is given up is paid for all the same.
      if (failure.reason === 'slow' || failure.reason === 'late') {
        use.sent += sent;
        used = sent;
      }
      if (items.length > 0) return items;
      throw failure;
    } finally {
      await budget.release(reserved - used);
    }
  }

  return {
    async ask(request, options) {
      const isStreamed = options.onItem !== undefined;
      let form: RequestForm = isStreamed ? known : { ...known, stream: 'no' };
      const remember = () => {
        known = isStreamed ? form : { ...form, stream: known.stream };
      };
      let wasMalformed = false;
      for (let tries = 1; ; ) {
        try {
          const items = await askOnce(request, form, options);
          remember();
          return items;
        } catch (error) {
          const { reason, retryAfterMs } = error as ModelError;
          const simpler = simplerForm(form, reason);
          if (simpler !== undefined) {
            form = simpler;
            // If the endpoint doesn't name what it doesn't know, a filter may have refused this request alone.
            if (reason !== 'unknown-parameter') remember();
            continue;
          }
          if (tries >= MAX_TRIES) throw error;
          tries++;
          if (reason === 'malformed' && !wasMalformed) {
            wasMalformed = true;
          } else if (reason === 'busy') {
            await wait(retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 2), options.signal);
            if (options.signal.aborted) throw new ModelError('late');
          } else {
            throw error;
          }
        }
      }
    },
  };
}
