import type { SayStreamFn, SetStatusFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { AppError } from '#errors.ts';

/** What our listeners use of what Bolt hands them; payloads are unknown until they are parsed. */
export interface EventArgs {
  event: unknown;
  body: unknown;
  client: WebClient;
  context: { teamId?: string | undefined; botUserId?: string | undefined };
  /** Streams into a message's thread; absent for events without a message. */
  sayStream?: SayStreamFn;
  setStatus?: SetStatusFn;
}

/** An error that may be gone when Slack sends the event again. */
export function isRetryable(error: unknown): boolean {
  return !(error instanceof AppError) || error.code === 'unreachable' || error.code === 'failed';
}
