import type { App, Receiver } from '@slack/bolt';
import appModule from '@slack/bolt/dist/App.js';
import type { WebClientOptions } from '@slack/web-api';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { createErrorHandler } from '#slack/connection/handle-errors.ts';
import { createInFlight } from '#slack/connection/in-flight.ts';
import type { RemoveInstallation } from '#slack/connection/oauth-stores.ts';
import { createBoltLogger } from '#slack/connection/web-clients.ts';
import { registerListeners } from '#slack/listeners/index.ts';
import { createTestBot, type TestBot } from '#test/fakes/bot-for-test.ts';
import { rememberingLog } from '#test/slack/stand-in.ts';

/** What was sent to Slack: a Web API method, or `respond` for a response_url. */
export interface Sent {
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into by tests
  body: any;
}

export interface TestSlack {
  /** The stores and the workspace behind the listeners. */
  test: TestBot;
  sent: Sent[];
  /** Acknowledgments and calls to Slack in their order: `acknowledged`, else the method. */
  order: string[];
  log: ReturnType<typeof rememberingLog>;
  /** Methods, and `respond`, that fail. */
  broken: Set<string>;
  /** Whose tokens were forgotten. */
  removed: unknown[];
  /** Sends a payload as Slack does, and waits for all that comes of it; answers what acknowledged it. */
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into by tests
  send(body: Record<string, unknown>): Promise<{ acks: any[]; error?: unknown }>;
}

export const RESPONSE_URL = 'https://hooks.slack.example/commands/1';
export const BOT_USER = 'UBOT';

/** Bolt's own app with our listeners on stores in memory. Without `client`, which calls Slack as the bot does, there is no network. */
export function createTestSlack({
  test = createTestBot(),
  log = rememberingLog(),
  client,
}: {
  test?: TestBot;
  log?: ReturnType<typeof rememberingLog>;
  client?: WebClientOptions;
} = {}): TestSlack {
  const sent: Sent[] = [];
  const order: string[] = [];
  const broken = new Set<string>();
  const removed: TestSlack['removed'] = [];
  const inFlight = createInFlight();
  let bolt: App | undefined;
  let failure: unknown;

  const receiver: Receiver = {
    init: (app) => {
      bolt = app;
    },
    start: async () => {},
    stop: async () => {},
  };
  const app = new appModule.default({
    receiver,
    extendedErrorHandler: true,
    logger: createBoltLogger(log),
    authorize: async () => ({ botToken: 'xoxb-1', botId: 'BBOT', botUserId: BOT_USER, teamId: 'T1' }),
    clientOptions: client ?? {
      retryConfig: { retries: 0 },
      fetch: async (input: unknown, init?: { body?: unknown }) => {
        const url = String(input);
        const method = url === RESPONSE_URL ? 'respond' : url.slice(url.lastIndexOf('/') + 1);
        if (broken.has(method)) {
          return method === 'respond'
            ? new Response('expired', { status: 404 })
            : Response.json({ ok: false, error: 'not_in_channel' });
        }
        sent.push({ method, body: readBody(init?.body) });
        order.push(method);
        return Response.json({ ok: true, ts: '1.000001', channel: 'C1', view: { id: 'V1' } });
      },
    },
  } as ConstructorParameters<typeof appModule.default>[0]);
  const handle = createErrorHandler(log);
  const keepFailure: typeof handle = async (args) => {
    failure = args.error;
    await handle(args).catch(() => undefined);
  };
  app.error(keepFailure);
  const removeInstallation: RemoveInstallation = async (query, removeTeam) => {
    removed.push(query);
    await removeTeam?.('T1');
  };
  const own = { log, inFlight, removeInstallation };
  registerListeners(app, Object.assign(test.deps, own));

  return {
    test,
    sent,
    order,
    log,
    broken,
    removed,
    async send(body) {
      failure = undefined;
      const acks: unknown[] = [];
      const isEvent = body.type === 'event_callback';
      await bolt!.processEvent({
        body,
        // Bolt acknowledges events too early; our receivers do so once the listeners have run.
        ack: async (response?: unknown) => {
          if (isEvent) return;
          order.push('acknowledged');
          acks.push(response);
        },
      });
      if (isEvent && failure === undefined) order.push('acknowledged');
      await inFlight.settled(5_000);
      return { acks, ...omitUndefined({ error: failure }) };
    },
  };
}

/** Bodies are form-encoded with JSON in their fields, or JSON. */
function readBody(body: unknown): Record<string, unknown> {
  const text = String(body);
  if (text.startsWith('{')) return JSON.parse(text);
  return Object.fromEntries(
    Array.from(new URLSearchParams(text), ([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
}

export function command(name: string, text: string, more: Record<string, unknown> = {}) {
  return {
    token: 't',
    command: name,
    text,
    team_id: 'T1',
    team_domain: 'test',
    user_id: 'U1',
    user_name: 'ann',
    channel_id: 'C1',
    channel_name: 'room',
    api_app_id: 'A1',
    response_url: RESPONSE_URL,
    trigger_id: 'trigger-1',
    ...more,
  };
}

export function event(inner: Record<string, unknown>) {
  return {
    type: 'event_callback',
    team_id: 'T1',
    api_app_id: 'A1',
    event_id: 'Ev1',
    event_time: 1,
    event: inner,
  };
}

export function blockAction(action: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return {
    type: 'block_actions',
    team: { id: 'T1', domain: 'test' },
    user: { id: 'U1', name: 'ann', team_id: 'T1' },
    channel: { id: 'C1', name: 'room' },
    container: { type: 'message', is_ephemeral: true, channel_id: 'C1', message_ts: '1.000001' },
    api_app_id: 'A1',
    token: 't',
    trigger_id: 'trigger-2',
    response_url: RESPONSE_URL,
    actions: [{ type: 'button', block_id: 'b', action_ts: '1.000002', ...action }],
    ...more,
  };
}

/** A button in App Home: no channel and no response_url. */
export function homeAction(action: Record<string, unknown>) {
  const {
    response_url: _,
    channel: __,
    ...rest
  } = blockAction(action, {
    container: { type: 'view', view_id: 'V1' },
    view: { id: 'V1', type: 'home', private_metadata: '', state: { values: {} } },
  });
  return rest;
}

export function viewSubmission(
  callbackId: string,
  values: Record<string, unknown>,
  metadata: unknown = { channel: 'C1' },
) {
  return {
    type: 'view_submission',
    team: { id: 'T1', domain: 'test' },
    user: { id: 'U1', name: 'ann', team_id: 'T1' },
    api_app_id: 'A1',
    token: 't',
    trigger_id: 'trigger-3',
    view: {
      id: 'V2',
      type: 'modal',
      callback_id: callbackId,
      hash: 'h1',
      private_metadata: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
      state: { values },
    },
    response_urls: [],
  };
}
