import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { Request } from '#llm/summary/prompt.ts';
import { ANSWER, TRANSLATED_ANSWER } from '#llm/summary/response-schema.ts';
import type { FailureReason } from './model-failure.ts';

/** How a request is put: what endpoints may not know of it is left out once they have said so. */
export interface RequestForm {
  /** How the shape of the answer is told; where not by a schema, in words, too. */
  format: 'schema' | 'json' | 'words';
  /** Does the answer come piece by piece, and with it how many tokens it took? */
  stream: 'counted' | 'uncounted' | 'no';
}

type Format = RequestForm['format'];

/** Finds the form in which an endpoint is asked one thing. */
interface FormSearch {
  choose(hasBeenWrong: boolean): RequestForm;
  /** After a failure: is there a form that the endpoint may rather know? Each is left out once. */
  isThereAnother(form: RequestForm, reason: FailureReason): boolean;
  /** It was answered: what was left out on the mere guess that the endpoint doesn't know it, it doesn't. */
  confirm(): void;
}

/** What an endpoint turned out not to know, so that it is not asked again. */
export interface KnownForms {
  search(request: Request, streams: boolean): FormSearch;
}

/** From the strictest. */
const STRICTEST_FIRST: readonly Format[] = ['schema', 'json', 'words'];
/** What changed is short, and the schema would be most of what is sent: it comes where the answer was wrong without. */
const SHORTEST_FIRST: readonly Format[] = ['json', 'schema', 'words'];

interface Known {
  without: ReadonlySet<Format>;
  stream: RequestForm['stream'];
}

export function createKnownForms(): KnownForms {
  let known: Known = { without: new Set(), stream: 'counted' };
  return {
    search(request, streams) {
      let guess = known;
      return {
        choose(hasBeenWrong) {
          const formats = request.isShort && !hasBeenWrong ? SHORTEST_FIRST : STRICTEST_FIRST;
          const format = formats.find((each) => !guess.without.has(each))!;
          return { format, stream: streams ? guess.stream : 'no' };
        },
        isThereAnother(form, reason) {
          const left = leaveOut(form, reason);
          if (left === undefined) return false;
          guess = { without: guess.without.union(left.without), stream: left.stream ?? guess.stream };
          // Said in so many words it holds whatever becomes of this request; else a filter may have refused it.
          if (reason !== 'unknown-parameter') known = guess;
          return true;
        },
        confirm() {
          known = guess;
        },
      };
    },
  };
}

/** What to do without after a failure; undefined where nothing is left, or it was none of the form. */
function leaveOut(
  { format, stream }: RequestForm,
  reason: FailureReason,
): { without: Set<Format>; stream?: RequestForm['stream'] } | undefined {
  const isGuess = reason === 'unknown-parameter';
  if (stream === 'counted' && (reason === 'unknown-count' || isGuess)) {
    return { without: new Set(), stream: 'uncounted' };
  }
  if (reason === 'unknown-stream') return stream === 'no' ? undefined : { without: new Set(), stream: 'no' };
  if (reason !== 'unknown-format' && !isGuess) return undefined;
  if (format !== 'words') return { without: new Set([format]) };
  return stream === 'no' ? undefined : { without: new Set(), stream: 'no' };
}

const SCHEMA = withoutDialect(zodResponseFormat(ANSWER, 'recap'));
const TRANSLATED_SCHEMA = withoutDialect(zodResponseFormat(TRANSLATED_ANSWER, 'recap'));

export function responseFormat(format: Format, { translates }: Request) {
  if (format === 'words') return undefined;
  if (format === 'json') return { type: 'json_object' as const };
  return translates === true ? TRANSLATED_SCHEMA : SCHEMA;
}

/** Which dialect of JSON Schema it is no endpoint asks, and it would be sent each time. */
function withoutDialect(format: OpenAI.ResponseFormatJSONSchema): OpenAI.ResponseFormatJSONSchema {
  const { $schema: _dialect, ...schema } = format.json_schema.schema ?? {};
  return { ...format, json_schema: { ...format.json_schema, schema } };
}
