import type { ModelErrorReason } from './model-errors.ts';

/** How a request is put to an endpoint. What the endpoint turns out not to know is left out from then on. */
export interface RequestForm {
  /** How the answer's shape is given: as a JSON schema, or in words, with or without JSON mode. */
  format: 'schema' | 'json' | 'words';
  /** Does the answer come piece by piece, and with it the number of tokens it took? */
  stream: 'counted' | 'uncounted' | 'no';
  /** Is a low reasoning effort asked for? */
  effort: boolean;
}

export const FULL_FORM: RequestForm = { format: 'schema', stream: 'counted', effort: true };

/**
 * The form to try after an endpoint refused one, with one thing less; undefined if nothing is left to leave out, or the
 * refusal had another reason.
 */
export function simplerForm(form: RequestForm, reason: ModelErrorReason): RequestForm | undefined {
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
