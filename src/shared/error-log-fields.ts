import { AppError } from '#errors.ts';

/** Slack's tokens and response URLs. */
const SECRETS = /\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[\w-]+|https?:\/\/hooks\.[^\s"']+/g;

export function withoutSecrets(text: string): string {
  return text.replace(SECRETS, '[secret]');
}

/** Returns the parts of an error that may be logged: where it comes from, without anything that a person wrote. */
export function errorLogFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, original, originals } = error as { code?: unknown; original?: unknown; originals?: unknown };
  // Bolt wraps the errors of listeners, sometimes several in one.
  const inner = original ?? (Array.isArray(originals) ? originals[0] : undefined) ?? error.cause;
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    ...(isOfPrograms(error) && { message: withoutSecrets(error.message).slice(0, 300) }),
    at: /^ {4}at .*$/m.exec(error.stack ?? '')?.[0].trim(),
    ...(inner instanceof Error && { because: errorLogFields(inner) }),
  };
}

/**
 * Returns whether an error's message is technical (our bugs, the system, Slack's API or the database), so that it can't
 * contain what a person wrote. Parser errors quote the text that they read, and `AppError`s may quote what a person
 * typed.
 */
function isOfPrograms(error: Error): boolean {
  if (error instanceof AppError || error instanceof SyntaxError || error instanceof RangeError) return false;
  return (
    error instanceof TypeError || error instanceof ReferenceError || ('code' in error && typeof error.code === 'string')
  );
}
