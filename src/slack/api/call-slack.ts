import { type AppError, LocalizedError } from '#errors.ts';
import { classifyFailure, explainSlackRefusal } from './slack-errors.ts';

/**
 * Makes a call to Slack that changes nothing, and repeats it once if no answer comes. Returns undefined if Slack
 * answers with one of the error codes in `absent`, which mean "there is no such thing". @throws AppError as {@link
 * writeToSlack}
 */
export async function readFromSlack<Answer>(
  ask: () => Promise<Answer>,
  absent: readonly string[] = [],
): Promise<Answer | undefined> {
  try {
    return await askAgain(ask);
  } catch (error) {
    const failure = classifyFailure(error);
    if (failure.kind === 'refused' && absent.includes(failure.code)) return undefined;
    throw appErrorOf(error);
  }
}

/**
 * Makes a call to Slack that changes something, without repeating it.
 * @throws AppError `unreachable` if Slack can't be reached or limits the rate, `refused` if it refuses
 */
export function writeToSlack<Answer>(tell: () => Promise<Answer>): Promise<Answer> {
  return tell().catch((error) => {
    throw appErrorOf(error);
  });
}

/** Repeats a call once if no answer came, because Slack may just have closed a connection that was kept alive. */
function askAgain<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  return ask().catch((error) => {
    if (classifyFailure(error).kind !== 'no-answer') throw error;
    return ask();
  });
}

function appErrorOf(cause: unknown): AppError {
  const refusal = explainSlackRefusal(cause);
  if (refusal !== undefined) return new LocalizedError('refused', refusal.key, refusal.values, { cause });
  const failure = classifyFailure(cause);
  const retryAfterMs = failure.kind === 'too-many' ? failure.retryAfterMs : undefined;
  return new LocalizedError('unreachable', 'slack-silent', {}, { cause, retryAfterMs });
}
