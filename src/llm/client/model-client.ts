import OpenAI from 'openai';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { TokenUsage } from '#usecases/ports/summarizer.ts';
import { assertComplete, ModelError, type ModelErrorReason, type Reply, toModelError } from './model-errors.ts';
import { readStream } from './read-stream.ts';
import { parseAnswer, type ResponseSchema } from './response-schema.ts';
import { countTokens, type TokenBudget } from './token-budget.ts';

export interface ModelOptions {
  apiKey: string;
  /** URL of a compatible endpoint; absent for OpenAI. */
  baseUrl?: string | undefined;
  model: string;
  budget: TokenBudget;
  /** Timeout of one request. */
  timeoutMs: number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** A request to a model: instructions, and data that must never be read as instructions. */
export interface ModelRequest<Item> {
  system: string;
  user: string;
  shape: ResponseSchema<Item>;
}

interface AskOptions<Item> {
  /** Token counts, which are updated. */
  use: TokenUsage;
  signal: AbortSignal;
  /**
   * Called with each item as soon as it is complete. After the first item there is no retry: the answer counts even if
   * it breaks off.
   */
  onItem?: (item: Item) => void;
}

export interface Model {
  /**
   * Sends the request, with a few retries, until the answer has the right shape.
   *
   * @throws ModelError
   */
  ask<Item>(request: ModelRequest<Item>, options: AskOptions<Item>): Promise<Item[]>;
}

/** Maximum number of attempts for one answer. */
const MAX_TRIES = 4;
const FIRST_WAIT_MS = 500;
/** Tokens to reserve for an answer of unknown length: a share of the tokens sent, and a minimum. */
const RESERVED = { share: 1, min: 300 };

export function createModel({ apiKey, baseUrl, model, budget, timeoutMs, wait }: ModelOptions): Model {
  const client = new OpenAI({
    apiKey,
    ...omitUndefined({ baseURL: baseUrl }),
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  });
  let known = ALL_FEATURES;

  function toBody({ system, user, shape }: ModelRequest<unknown>, { format, effort }: EndpointFeatures) {
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
    form: EndpointFeatures,
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
      // A request that we gave up on still costs its tokens.
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
      let form: EndpointFeatures = isStreamed ? known : { ...known, stream: 'no' };
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
          const simpler = withoutUnsupported(form, reason);
          if (simpler !== undefined) {
            form = simpler;
            // If it doesn't name the unsupported parameter, the endpoint may have rejected only this request.
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

/** Optional features that a request uses. Once an endpoint turns out not to support one, it is left out. */
interface EndpointFeatures {
  /** How the schema is given: as a JSON schema, or in words with or without JSON mode. */
  format: 'schema' | 'json' | 'words';
  /** Whether the answer is streamed, and whether the stream includes the token count. */
  stream: 'counted' | 'uncounted' | 'no';
  /** Whether a low reasoning effort is requested. */
  effort: boolean;
}

const ALL_FEATURES: EndpointFeatures = { format: 'schema', stream: 'counted', effort: true };

/**
 * Returns the features to try after an endpoint rejected a request, with one left out, or undefined if there is nothing
 * left to leave out or the error has another reason.
 */
function withoutUnsupported(form: EndpointFeatures, reason: ModelErrorReason): EndpointFeatures | undefined {
  const { format, stream, effort } = form;
  const withoutStream = stream === 'no' ? undefined : { ...form, stream: 'no' as const };
  const withoutFormat =
    format === 'words' ? undefined : { ...form, format: format === 'schema' ? ('json' as const) : ('words' as const) };
  switch (reason) {
    case 'unknown-effort':
      return effort ? { ...form, effort: false } : undefined;
    case 'unknown-count':
      return stream === 'counted' ? { ...form, stream: 'uncounted' } : undefined;
    case 'no-streaming':
      return withoutStream;
    case 'unknown-format':
      return withoutFormat;
    case 'unknown-parameter':
      if (stream === 'counted') return { ...form, stream: 'uncounted' };
      return effort ? { ...form, effort: false } : (withoutFormat ?? withoutStream);
    default:
      return undefined;
  }
}
