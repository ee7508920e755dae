import type { IncomingMessage } from 'node:http';
import { isObject, textOf } from '#shared/json-guards.ts';

/** What a receiver tells Bolt besides: it comes back in each listener's context. */
export interface RequestProperties {
  requestId?: string;
}

/** Slack's own id of a request over HTTP. What anybody may send ends in no log but as an id. */
export function requestProperties({ headers }: Pick<IncomingMessage, 'headers'>): RequestProperties {
  const id = headers['x-slack-request-id'];
  return typeof id === 'string' && /^[\w-]{1,80}$/.test(id) ? { requestId: id } : {};
}

/** The id by which a request is found in Slack's log and in ours: its own, its envelope's, else the event's. */
export function requestIdOf(context: object, body: unknown): string | undefined {
  const { requestId }: RequestProperties = context;
  if (requestId !== undefined) return requestId;
  const eventId = isObject(body) ? textOf(body, 'event_id') : '';
  return eventId === '' ? undefined : eventId;
}
