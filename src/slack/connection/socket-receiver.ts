import { setTimeout as sleep } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { type AppError, LocalizedError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { explainSlackRefusal } from '#slack/api/slack-errors.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { InFlight } from './in-flight.ts';

/** How long running work may take when the bot stops, and then how long closing the socket may take. */
const DRAIN_MS = 6_500;
const CLOSE_MS = 1_000;

/**
 * Slack announces 10 s ahead that it will close a socket. Requests have to be acknowledged over the socket that they
 * came from, so closing waits for them this long.
 */
const FAREWELL_MS = 2_000;

/** What @slack/socket-mode passes on for each envelope. */
interface Envelope {
  type: string;
  body: Record<string, unknown>;
  ack(response?: unknown): Promise<void>;
  retry_num?: number;
  retry_reason?: string;
  envelope_id?: string;
}

export interface SocketReceiver extends Receiver {
  isConnected(): boolean;
}

/**
 * Creates a receiver over a socket that the bot opens. Bolt's own receiver acknowledges an event before any listener
 * has run, so a crash loses it. This one acknowledges an event once all its listeners have finished without failing;
 * Slack resends events that aren't acknowledged. Commands, buttons and dialogs are acknowledged when their listener
 * does so, with its response.
 */
export function createSocketReceiver(options: {
  appToken: string;
  clientOptions: WebClientOptions;
  log: Log;
  inFlight: InFlight;
}): SocketReceiver {
  const { log, inFlight } = options;
  const client = new SocketModeClient({
    appToken: options.appToken,
    clientOptions: { ...options.clientOptions },
    ...omitUndefined({ logger: options.clientOptions.logger }),
    // The client's own reconnecting ends in an unhandled rejection if Slack can't be reached, and starts with a gap of
    // 5 s.
    autoReconnectEnabled: false,
  });
  const connection = createSocketConnection(client, log);
  let app: App | undefined;
  let isStopping = false;

  async function receive({ type, body, ack, retry_num, retry_reason, envelope_id }: Envelope): Promise<void> {
    const isEvent = type === 'events_api';
    await app!.processEvent({
      body,
      customProperties: { requestId: envelope_id },
      ...omitUndefined({ retryNum: retry_num, retryReason: retry_reason }),
      // Bolt acknowledges events by itself, too early.
      ack: async (response) => {
        if (!isEvent) await ack(response);
      },
    });
    if (isEvent) await ack();
  }

  client.on('slack_event', (envelope: Envelope) => {
    // Slack will send events again after the restart.
    if (isStopping) return;
    inFlight
      .track(receive(envelope))
      .catch((error) => log.warn({ type: envelope.type, ...errorLogFields(error) }, 'failed to acknowledge an event'));
  });

  guardFrames(client, log, () => inFlight.settled(FAREWELL_MS));

  return {
    init(bolt) {
      app = bolt;
    },
    start: () => connection.start(),
    async stop() {
      isStopping = true;
      if (!(await inFlight.settled(DRAIN_MS))) log.warn({}, 'stopped before all work was finished');
      await connection.stop(CLOSE_MS);
    },
    isConnected: () => connection.isConnected(),
  };
}

/**
 * Intercepts frames before the client reads them. Version 3.1.0 throws, where we can't catch it, on an envelope without
 * an event (Slack's `app_rate_limited`). It also closes the socket as soon as Slack asks it to, while acknowledgments
 * still have to be sent.
 */
function guardFrames(client: SocketModeClient, log: Log, beforeFarewell: () => Promise<unknown>): void {
  const readFrame = client.listeners('ws_message') as ((data: unknown, isBinary: boolean) => Promise<void>)[];
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (data: unknown, isBinary: boolean) => {
    try {
      const frame = typeof data === 'string' ? parseFrame(data) : undefined;
      if (frame?.type === 'events_api' && frame.payload?.event === undefined) {
        log.warn({ type: frame.payload?.type }, 'received an envelope without an event');
        client.websocket?.send(JSON.stringify({ envelope_id: frame.envelope_id }), () => undefined);
        return;
      }
      if (frame?.type === 'disconnect') await beforeFarewell();
      for (const read of readFrame) await read(data, isBinary);
    } catch (error) {
      log.error(errorLogFields(error), 'failed to read a frame from Slack');
    }
  });
}

function parseFrame(
  data: string,
): { type?: string; envelope_id?: string; payload?: { type?: string; event?: unknown } } | undefined {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** The wait between attempts: none before the second, then doubled each time, up to a limit. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** How long to wait after Slack refused the token, which may become valid again: the app can be reinstalled. */
const WAIT_AFTER_REFUSAL_MS = 60_000;
/** A socket on which Slack sends no hello within this time counts as failed. */
const HELLO_WITHIN_MS = 20_000;
/** A connection that ends sooner counts as failed. */
const SHORTEST_MS = 5_000;

interface SocketConnection {
  /** Resolves at the first connection. @throws AppError `refused` if Slack doesn't accept the token */
  start(): Promise<void>;
  stop(withinMs: number): Promise<void>;
  isConnected(): boolean;
}

/**
 * Keeps a socket connected: connects again whenever it closes, at once the first time, for as long as Slack can't be
 * reached.
 */
function createSocketConnection(client: SocketModeClient, log: Log): SocketConnection {
  const stopping = new AbortController();
  let connected = false;
  client.on('connected', () => {
    connected = true;
    log.info({}, 'connected to Slack');
  });
  client.on('disconnected', () => {
    connected = false;
  });

  /** Connects, and waits until the connection has ended. */
  async function connectOnce(onConnected: () => void): Promise<void> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    client.once('disconnected', end);
    const tooLate = setTimeout(() => void client.disconnect(), HELLO_WITHIN_MS);
    try {
      await client.start();
      clearTimeout(tooLate);
      onConnected();
      if (stopping.signal.aborted) await client.disconnect();
      await ended;
    } finally {
      clearTimeout(tooLate);
      client.off('disconnected', end);
    }
  }

  async function connectForever(onConnected: () => void, onRefused: (error: AppError) => void) {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const since = Date.now();
      let wait: number;
      try {
        await connectOnce(onConnected);
        failures = Date.now() - since < SHORTEST_MS ? failures + 1 : 0;
        wait = waitAfter(failures);
      } catch (error) {
        failures += 1;
        const refusal = explainSlackRefusal(error);
        if (refusal !== undefined) {
          onRefused(new LocalizedError('refused', refusal.key, refusal.values, { cause: error }));
        }
        wait = refusal === undefined ? waitAfter(failures) : WAIT_AFTER_REFUSAL_MS;
        log.warn({ waitMs: wait, ...errorLogFields(error) }, "can't connect to Slack");
      }
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    start() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      connectForever(resolve, reject);
      stopping.signal.addEventListener('abort', () => resolve());
      return promise.catch((error) => {
        stopping.abort();
        throw error;
      });
    },
    async stop(withinMs) {
      stopping.abort();
      // Resolves when Slack confirms the closing, which may not happen. A second call doesn't wait for that.
      const closed = client.disconnect().then(() => true);
      if (!(await Promise.race([closed, sleep(withinMs, false, { ref: false })]))) await client.disconnect();
    },
    isConnected: () => connected,
  };
}

function waitAfter(failures: number): number {
  return failures < 2 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - 2), LONGEST_WAIT_MS);
}
