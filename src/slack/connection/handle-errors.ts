import type { IncomingMessage } from 'node:http';
import type { App } from '@slack/bolt';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { isObject, type JsonObject, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { isNotInstalled } from './installation-store.ts';

type ErrorHandler = Parameters<App['error']>[0];

/**
 * The one place that what listeners throw comes to. It is thrown on, so that the request counts as failed and Slack
 * sends an event again; but what a workspace without the app sends would fail each time.
 */
export function createErrorHandler(log: Log): ErrorHandler {
  return async ({ error, body, context }) => {
    const request = requestIdOf(context, body);
    const facts = { ...omitUndefined({ request }), ...factsOfRequest(body) };
    if (isNotInstalled(error)) {
      log.warn(facts, 'a workspace without the app');
      return;
    }
    log.error({ ...facts, ...errorLogFields(error) }, 'a request failed');
    throw error;
  };
}

/** Which request it was: ids and names of ours, no words of people's. */
function factsOfRequest(body: unknown): JsonObject {
  if (!isObject(body)) return {};
  const event = isObject(body.event) ? body.event : {};
  const view = isObject(body.view) ? body.view : {};
  const [action] = Array.isArray(body.actions) ? body.actions.filter(isObject) : [];
  const facts = {
    team: textOf(body, 'team_id') || (isObject(body.team) ? textOf(body.team, 'id') : ''),
    type: textOf(event, 'type') || textOf(body, 'command') || textOf(body, 'type'),
    eventId: textOf(body, 'event_id'),
    name: textOf(body, 'callback_id') || textOf(view, 'callback_id') || textOf(action ?? {}, 'action_id'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));
}

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
