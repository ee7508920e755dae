import { readCallFailure } from '#slack/api/classify-failure.ts';
import { explainRefusal } from '#slack/api/explain-slack-error.ts';
import { PostingError, type PostingProblem } from '#usecases/ports/chat.ts';

/** How long to wait for a Slack that can't be reached. */
const UNREACHABLE_MS = 15_000;

/** The message, or the thread, is not there any more or can't be changed any more: post it anew. */
const GONE = new Set([
  'message_not_found',
  'thread_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
]);

/** What a failed call to post, change or remove a message means for whoever wants it to stand. */
function postingProblem(error: unknown): PostingProblem {
  const failure = readCallFailure(error);
  switch (failure.kind) {
    case 'too-many':
      return { kind: 'later', retryAfterMs: failure.retryAfterMs };
    case 'not-sent':
      return { kind: 'later', retryAfterMs: UNREACHABLE_MS };
    case 'no-answer':
      return { kind: 'unknown' };
    case 'refused':
      return GONE.has(failure.code) ? { kind: 'gone' } : { kind: 'refused', reason: explainRefusal(error)! };
  }
}

export function postingError(error: unknown): PostingError {
  return error instanceof PostingError ? error : new PostingError(postingProblem(error), { cause: error });
}
