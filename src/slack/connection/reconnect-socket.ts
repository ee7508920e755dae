import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeClient } from '@slack/socket-mode';
import { AppError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { explainRefusal } from '#slack/api/explain-slack-error.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

/** Between attempts: none before the second, then doubled each time, up to a limit. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A token that Slack has withdrawn may come back: the app is installed anew. */
const WAIT_AFTER_REFUSAL_MS = 60_000;
/** A socket that Slack opens and says nothing over is none. */
const HELLO_WITHIN_MS = 20_000;
/** A connection that ends sooner counts as failed. */
const SHORTEST_MS = 5_000;

export interface KeptConnection {
  /** Answers at the first connection. @throws AppError `refused` where Slack does not take the token */
  start(): Promise<void>;
  stop(withinMs: number): Promise<void>;
  isConnected(): boolean;
}

/** Connects a socket, and again whenever it ends, at once the first time. Slack may be away for as long as it likes. */
export function keepConnected(client: SocketModeClient, log: Log): KeptConnection {
  const stopping = new AbortController();
  let connected = false;
  client.on('connected', () => {
    connected = true;
    log.info({}, 'connected to Slack');
  });
  client.on('disconnected', () => {
    connected = false;
  });

  /** Connects, and waits until that has ended. */
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
        const refusal = explainRefusal(error);
        if (refusal !== undefined) onRefused(new AppError('refused', refusal, { cause: error }));
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
      // Resolves at the far end's farewell, which may not come; asked again, it waits for none.
      const closed = client.disconnect().then(() => true);
      if (!(await Promise.race([closed, sleep(withinMs, false, { ref: false })]))) await client.disconnect();
    },
    isConnected: () => connected,
  };
}

function waitAfter(failures: number): number {
  return failures < 2 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - 2), LONGEST_WAIT_MS);
}
