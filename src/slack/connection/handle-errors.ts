import type { IncomingMessage } from 'node:http';
import type { App } from '@slack/bolt';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { isObject, type JsonObject, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { isNotInstalled } from './oauth-stores.ts';

type ErrorHandler = Parameters<App['error']>[0];

/**
 * Creates the handler of everything that listeners throw. It rethrows the error, so that the request counts as failed
 * and Slack sends an event again, except for workspaces without the app: their requests would fail each time.
 */
export function createErrorHandler(log: Log): ErrorHandler {
  return async ({ error, body, context }) => {
    const request = requestIdOf(context, body);
    const facts = { ...omitUndefined({ request }), ...factsOfRequest(body) };
    if (isNotInstalled(error)) {
      log.warn(facts, 'request from a workspace without the app');
      return;
    }
    log.error({ ...facts, ...errorLogFields(error) }, 'a request failed');
    throw error;
  };
}

/** Describes a request for the log, with ids and our own names, and nothing that people wrote. */
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

/** The custom properties that a receiver gives to Bolt, which adds them to each listener's context. */
export interface RequestProperties {
  requestId?: string;
}

/** Returns Slack's id of an HTTP request. Anyone can send one, so nothing but a well-formed id gets into the log. */
export function requestProperties({ headers }: Pick<IncomingMessage, 'headers'>): RequestProperties {
  const id = headers['x-slack-request-id'];
  return typeof id === 'string' && /^[\w-]{1,80}$/.test(id) ? { requestId: id } : {};
}

/**
 * Returns the id by which a request is found in Slack's log and in ours: that of the HTTP request or the socket's
 * envelope, else the event's.
 */
export function requestIdOf(context: object, body: unknown): string | undefined {
  const { requestId }: RequestProperties = context;
  if (requestId !== undefined) return requestId;
  const eventId = isObject(body) ? textOf(body, 'event_id') : '';
  return eventId === '' ? undefined : eventId;
}
