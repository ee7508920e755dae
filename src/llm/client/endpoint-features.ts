import type { ModelErrorReason } from './model-errors.ts';

/** Optional features that a request uses. Once an endpoint turns out not to support one, it is left out. */
export interface EndpointFeatures {
  /** How the schema is given: as a JSON schema, or in words with or without JSON mode. */
  format: 'schema' | 'json' | 'words';
  /** Whether the answer is streamed, and whether the stream includes the token count. */
  stream: 'counted' | 'uncounted' | 'no';
  /** Whether a low reasoning effort is requested. */
  effort: boolean;
}

export const ALL_FEATURES: EndpointFeatures = { format: 'schema', stream: 'counted', effort: true };

/**
 * Returns the features to try after an endpoint rejected a request, with one left out, or undefined if there is nothing
 * left to leave out or the error has another reason.
 */
export function withoutUnsupported(form: EndpointFeatures, reason: ModelErrorReason): EndpointFeatures | undefined {
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
