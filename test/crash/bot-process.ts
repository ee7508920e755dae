/**
 * The bot as a process of its own, on a clock that may go fast: `FAST_TIME` says how (JSON, see fast-clock.ts), and
 * `MIN_POST_INTERVAL_MS` how often it may post in a channel, `SLACK_TIMEOUT_MS` how long it waits for Slack. The rest of the environment is that of `recap start`.
 * Prints `ready` when it is, and ends with the process that started it.
 */
import { startBot } from '#app/start-bot.ts';
import { readConfig } from '#config/config.ts';
import { createFastClock } from './fast-clock.ts';

process.stdin.on('close', () => process.exit(1)).resume();
await startBot(readConfig(process.env), {
  clock: createFastClock(JSON.parse(process.env.FAST_TIME!)),
  minPostIntervalMs: Number(process.env.MIN_POST_INTERVAL_MS ?? 2),
  slackTimeoutMs: Number(process.env.SLACK_TIMEOUT_MS ?? 10_000),
});
process.stdout.write('ready\n');
