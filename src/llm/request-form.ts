import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { ANSWER, TRANSLATED_ANSWER } from './answer.ts';
import type { FailureReason } from './model-failure.ts';
import type { Request } from './prompt.ts';

/** How a request is put: what endpoints may not know of it is left out once they have said so. */
export interface RequestForm {
  /** How the shape of the answer is told; where not by a schema, in words, too. */
  format: 'schema' | 'json' | 'words';
  /** Does the answer come piece by piece, and with it how many tokens it took? */
  stream: 'counted' | 'uncounted' | 'no';
}

type Format = RequestForm['format'];

/** What an endpoint turned out not to know, so that it is not asked again. */
export interface KnownForms {
  choose(request: Request, asked: { streams: boolean; hasBeenWrong: boolean }): RequestForm;
  /** After a failure: is there a form that the endpoint may rather know? */
  isThereAnother(form: RequestForm, reason: FailureReason): boolean;
}

/** From the strictest. */
const STRICTEST_FIRST: readonly Format[] = ['schema', 'json', 'words'];
/** What changed is short, and the schema would be most of what is sent: it comes where the answer was wrong without. */
const SHORTEST_FIRST: readonly Format[] = ['json', 'schema', 'words'];

export function createKnownForms(): KnownForms {
  const unknown = new Set<Format>();
  let best: RequestForm['stream'] = 'counted';
  return {
    choose(request, { streams, hasBeenWrong }) {
      const formats = request.isShort && !hasBeenWrong ? SHORTEST_FIRST : STRICTEST_FIRST;
      return { format: formats.find((each) => !unknown.has(each))!, stream: streams ? best : 'no' };
    },
    isThereAnother({ format, stream }, reason) {
      const isCounted = stream === 'counted';
      if (isCounted && (reason === 'unknown-count' || reason === 'unknown-parameter')) best = 'uncounted';
      else if (reason === 'unknown-stream' && stream !== 'no') best = 'no';
      else if (reason !== 'unknown-format' && reason !== 'unknown-parameter') return false;
      else if (format !== 'words') unknown.add(format);
      else if (stream !== 'no') best = 'no';
      else return false;
      return true;
    },
  };
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
