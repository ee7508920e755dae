import type { AllMiddlewareArgs, BlockAction, SayStreamFn, SetStatusFn, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { AppError, LocalizedError } from '#errors.ts';
import { isObject } from '#shared/json-guards.ts';
import { parseDate } from '#slack/commands/dates-and-zones.ts';
import type { InFlight } from '#slack/connection/in-flight.ts';
import type { RemoveInstallation } from '#slack/connection/oauth-stores.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';

/** The dependencies of listeners: those of the use cases, and some of the connection. */
export interface ListenerDependencies extends BotDependencies {
  removeInstallation: RemoveInstallation;
  /** Counts work that continues after its acknowledgment, so that the bot can stop when it is done. */
  inFlight: Pick<InFlight, 'track'>;
}

export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Slack's ids of workspaces, people and channels. */
const ID = /^[A-Za-z0-9_-]{1,60}$/;
const TIME_STAMP = /^\d{1,20}\.\d{6}$/;

/** The workspace that the app is installed in: in shared channels, it isn't the author's. */
interface Context {
  teamId?: string | undefined;
  botUserId?: string | undefined;
}

/** Returns a string deep in a payload, '' if there is none. */
export function textAt(payload: unknown, ...path: string[]): string {
  let value: unknown = payload;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof value === 'string' ? value : '';
}

export function objectAt(payload: unknown, key: string): Record<string, unknown> {
  const value = isObject(payload) ? payload[key] : undefined;
  return isObject(value) ? value : {};
}

/** Returns who typed a command, and where; undefined for a malformed payload. */
export function parseCommandActor(body: unknown, context: Context): Actor | undefined {
  return actorOf(context.teamId ?? textAt(body, 'team_id'), textAt(body, 'user_id'), textAt(body, 'channel_id'));
}

/** Returns who used a button, menu, modal or shortcut, and where; undefined for a malformed payload. */
export function parseInteractionActor(body: unknown, context: Context): Actor | undefined {
  return actorOf(
    context.teamId ?? textAt(body, 'team', 'id'),
    textAt(body, 'user', 'id'),
    textAt(body, 'channel', 'id') || textAt(body, 'container', 'channel_id'),
  );
}

/** Returns who caused an event, and where; undefined if it was nobody, or the app itself. */
export function parseEventActor(body: unknown, event: unknown, context: Context): Actor | undefined {
  const userId = textAt(event, 'user');
  if (userId !== '' && userId === context.botUserId) return undefined;
  const channel = textAt(event, 'channel') || textAt(event, 'item', 'channel');
  return actorOf(teamOf(body, context), userId, channel);
}

function actorOf(teamId: string, userId: string, channel: string): Actor | undefined {
  if (!ID.test(teamId) || !ID.test(userId)) return undefined;
  return { teamId, userId, ...(ID.test(channel) && { channel }) };
}

/** Returns the workspace that an event is for. */
export function teamOf(body: unknown, context: Context): string {
  return context.teamId ?? textAt(body, 'team_id');
}

/** Returns the key of a message; undefined if a part is malformed. */
export function parseMessageKey(teamId: string, channel: string, ts: string): MessageKey | undefined {
  return ID.test(teamId) && ID.test(channel) && TIME_STAMP.test(ts) ? { teamId, channel, ts } : undefined;
}

/** Parses the conference and the day, or `all`, that a button is about. @throws AppError for any other value */
export function parseScope(value: string): { conferenceId: string; day: string } {
  const [conferenceId, typed] = parseValuePair(value);
  const day = typed === 'all' ? typed : parseDate(typed);
  if (day === undefined) throw staleActionError();
  return { conferenceId, day };
}

/** Parses the two words of a button's value. @throws AppError for any other value */
export function parseValuePair(value: string): [string, string] {
  const match = /^(\S{1,200}) (\S[^\n]{0,1999})$/.exec(value);
  if (match === null) throw staleActionError();
  return [match[1]!, match[2]!];
}

/** The error for a button, menu or modal that is old or isn't ours. */
export function staleActionError(): AppError {
  return new LocalizedError('bad-input', 'out-of-date');
}

/** The arguments of Bolt that we use; payloads are unknown until they are parsed. */
export interface EventArgs {
  event: unknown;
  body: unknown;
  client: WebClient;
  context: Context;
  /** Streams into a message's thread; absent for events without a message. */
  sayStream?: SayStreamFn;
  setStatus?: SetStatusFn;
}

/** Returns whether the error may be gone when Slack sends the event again. */
export function isRetryable(error: unknown): boolean {
  return !(error instanceof AppError) || error.code === 'unreachable' || error.code === 'failed';
}
