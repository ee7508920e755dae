import { AppError } from '#errors.ts';
import { classifyFailure, explainSlackRefusal } from './slack-errors.ts';

/**
 * Asks Slack something that changes nothing, a second time where no answer came; undefined where Slack answers with
 * one of `absent` (error codes that mean "there is no such thing"). @throws AppError as {@link writeToSlack}
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
 * Has Slack do something, once.
 * @throws AppError `unreachable` where Slack is away or has no time, `refused` where it won't do it
 */
export function writeToSlack<Answer>(tell: () => Promise<Answer>): Promise<Answer> {
  return tell().catch((error) => {
    throw appErrorOf(error);
  });
}

/** A connection that was kept open may have been closed at the other end just now. */
function askAgain<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  return ask().catch((error) => {
    if (classifyFailure(error).kind !== 'no-answer') throw error;
    return ask();
  });
}

function appErrorOf(cause: unknown): AppError {
  const refusal = explainSlackRefusal(cause);
  if (refusal !== undefined) return new AppError('refused', refusal, { cause });
  const failure = classifyFailure(cause);
  return new AppError('unreachable', "Slack doesn't answer at the moment. Try again in a minute.", {
    cause,
    ...(failure.kind === 'too-many' && { retryAfterMs: failure.retryAfterMs }),
  });
}
