/**
 * The bot that `npm run bench -- idle` measures, in a process of its own. Its time goes `SPEED` times as fast, its
 * timers too, so that a tick that is due every half a minute comes every few seconds. Answers each message of its
 * parent with what it used since it was started.
 */
import { StatementSync } from 'node:sqlite';
import { startBot } from '#app/start-bot.ts';
import { readConfig } from '#config/config.ts';
import type { Clock } from '#usecases/ports/slack.ts';
import { type FastTime, fastInstant } from '../test/crash/fast-clock.ts';

/** What the process used since its start. */
export interface IdleUse {
  cpuMs: number;
  /** Statements that SQLite ran. */
  storeCalls: number;
}

const time = JSON.parse(process.env.FAST_TIME!) as FastTime;
let storeCalls = 0;
for (const method of ['all', 'get', 'run', 'iterate'] as const) {
  const original = StatementSync.prototype[method] as (...parameters: unknown[]) => unknown;
  Object.assign(StatementSync.prototype, {
    [method](this: StatementSync, ...parameters: unknown[]) {
      storeCalls += 1;
      return original.apply(this, parameters);
    },
  });
}
const setRealTimeout = globalThis.setTimeout;
globalThis.setTimeout = ((work: () => void, ms = 0, ...rest: []) =>
  setRealTimeout(work, ms / time.speed, ...rest)) as typeof setTimeout;

process.on('disconnect', () => process.exit());
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send!({ cpuMs: (user + system) / 1000, storeCalls } satisfies IdleUse);
});
// Jobs wait for what is due by the machine's clock, which must be as fast, or they look all the time.
const realNow = Date.now;
Date.now = () => fastInstant(time, realNow());
const clock: Clock = { now: () => Date.now(), instantOf: (ts) => fastInstant(time, Number(ts) * 1000) };
await startBot(readConfig(process.env), { clock, minPostIntervalMs: 1 });
process.send!('ready');
