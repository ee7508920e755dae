import type { SayStreamFn, SetStatusFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { AppError } from '#errors.ts';
import { isObject } from '#shared/json-guards.ts';
import { parseDate } from '#slack/commands/dates-and-zones.ts';
import type { Actor } from '#usecases/ports/actor.ts';

/** Slack's ids of workspaces, people and channels. */
const ID = /^[A-Za-z0-9_-]{1,60}$/;
const TIME_STAMP = /^\d{1,20}\.\d{6}$/;

/** What Bolt knows of a request: the workspace that the app is installed in, which in shared channels is not the author's. */
interface Context {
  teamId?: string | undefined;
  botUserId?: string | undefined;
}

/** A text deep in a payload; empty where there is none. */
export function textAt(payload: unknown, ...path: string[]): string {
  let value: unknown = payload;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof value === 'string' ? value : '';
}

export function objectAt(payload: unknown, key: string): Record<string, unknown> {
  const value = isObject(payload) ? payload[key] : undefined;
  return isObject(value) ? value : {};
}

/** Who typed a command, and where; undefined for what is none. */
export function parseCommandActor(body: unknown, context: Context): Actor | undefined {
  return actorOf(context.teamId ?? textAt(body, 'team_id'), textAt(body, 'user_id'), textAt(body, 'channel_id'));
}

/** Who used a button, list, dialog or shortcut, and where; undefined for what is none. */
export function parseInteractionActor(body: unknown, context: Context): Actor | undefined {
  return actorOf(
    context.teamId ?? textAt(body, 'team', 'id'),
    textAt(body, 'user', 'id'),
    textAt(body, 'channel', 'id') || textAt(body, 'container', 'channel_id'),
  );
}

/** Who did what an event tells, and where; undefined where it was nobody, or the app itself. */
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

/** The workspace that an event is for. */
export function teamOf(body: unknown, context: Context): string {
  return context.teamId ?? textAt(body, 'team_id');
}

/** The key of a message that an event or a payload names; undefined where it names none. */
export function parseMessageKey(teamId: string, channel: string, ts: string): MessageKey | undefined {
  return ID.test(teamId) && ID.test(channel) && TIME_STAMP.test(ts) ? { teamId, channel, ts } : undefined;
}

/** Parses the conference and the day, or `all`, that a button is about. @throws AppError for any other value */
export function parseScope(value: string): { conferenceId: string; day: string } {
  const [conferenceId, typed] = parseValuePair(value) ?? [];
  const day = typed === 'all' ? typed : parseDate(typed ?? '');
  if (conferenceId === undefined || day === undefined) throw staleActionError();
  return { conferenceId, day };
}

/** Two words in a button's value; undefined for anything else. */
export function parseValuePair(value: string): [string, string] | undefined {
  const match = /^(\S{1,200}) (\S[^\n]{0,1999})$/.exec(value);
  return match === null ? undefined : [match[1]!, match[2]!];
}

/** A button, list or dialog that says nothing that could be done: it is old, or not ours. */
export function staleActionError(): AppError {
  return new AppError('bad-input', 'This is out of date. Type the command again.');
}

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
