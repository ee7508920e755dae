import type { App } from '@slack/bolt';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { isObject, type JsonObject, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { isNotInstalled } from './installation-store.ts';
import { requestIdOf } from './request-id.ts';

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
