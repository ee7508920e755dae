/**
 * The bot as a process of its own, on a clock that goes fast. `FAST_TIME` says how (JSON, fast-clock.ts); all else
 * stands in the environment as for `recap start`. Says `ready` on standard output; ends with the process that
 * started it.
 */
import { startBot } from '#app/start-bot.ts';
import { readConfig } from '#config/config.ts';
import { createFastClock } from './fast-clock.ts';

process.stdin.on('close', () => process.exit(1)).resume();
await startBot(readConfig(process.env), {
  clock: createFastClock(JSON.parse(process.env.FAST_TIME!)),
  minPostIntervalMs: 2,
});
process.stdout.write('ready\n');
