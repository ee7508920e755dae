import type { SayStreamFn, SetStatusFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

/** As much of what Bolt hands to an event's listener as ours use; the payloads are unknown until they are read. */
export interface EventArgs {
  event: unknown;
  body: unknown;
  client: WebClient;
  context: { teamId?: string | undefined; botUserId?: string | undefined };
  /** To the thread of a message that has any; absent where an event is of none. */
  sayStream?: SayStreamFn;
  setStatus?: SetStatusFn;
}
