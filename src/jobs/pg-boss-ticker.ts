import { PgBoss } from 'pg-boss';
import { errorLogFields } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { runTick } from './run-tick.ts';
import { createTickTimes } from './tick-times.ts';
import { STOP_WITHIN_MS, systemTimer, type Ticker, type TickWork, type Timer } from './ticker.ts';

const QUEUE = 'recap-tick';

/** A replica that is silent for so long during its tick has died; another one goes on (seconds). */
const SILENT_S = 30;
/** A tick posts a message a second in each channel; nobody's takes this long. */
const LONGEST_TICK_S = 15 * 60;
/** Done ticks are of no interest. */
const KEEP_DONE_S = 600;

/**
 * Ticks for several replicas of the bot that share a Postgres: each asks for ticks at its own times, and one at a
 * time does them. The queue holds at most one tick that waits and one that is done (pg-boss's policy `stately`), so
 * that many requests are one tick.
 */
export function createPostgresTicker(
  databaseUrl: string,
  work: TickWork,
  log: Log,
  timer: Timer = systemTimer,
): Ticker {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'recap-ticks',
    max: 3,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: SILENT_S,
    monitorIntervalSeconds: SILENT_S,
  });
  boss.on('error', (error) => log.error(errorLogFields(error), 'the queue of ticks fails'));
  let lastTickAt: number | undefined;
  const times = createTickTimes(timer, () => {
    boss.send(QUEUE).then(
      () => {
        // Whichever replica does it.
        lastTickAt = timer.now();
      },
      (error) => log.error(errorLogFields(error), 'a tick could not be asked for'),
    );
  });

  return {
    async start() {
      await boss.start();
      await boss.createQueue(QUEUE, {
        policy: 'stately',
        notify: true,
        retryLimit: 0,
        heartbeatSeconds: SILENT_S,
        expireInSeconds: LONGEST_TICK_S,
        deleteAfterSeconds: KEEP_DONE_S,
      });
      await boss.work(QUEUE, { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 }, async () => {
        const { isLeft } = await runTick(work, log);
        lastTickAt = timer.now();
        if (isLeft) times.followUp();
      });
      times.start();
    },
    wake: () => times.wake(),
    async stop() {
      times.stop();
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    },
    lastTickAt: () => lastTickAt,
  };
}
