/**
 * The bot of `npm run soak`, in a process of its own so that nothing else uses its event loop. Its parent tells it what
 * to do, see {@link ForSoakBot}. Run with `--expose-gc`.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DateTime } from 'luxon';
import { startBot } from '#app/start-bot.ts';
import { readConfig } from '#config/config.ts';
import { createDemoClock } from '#demo/demo-clock.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { bindUseCases } from '../test/fakes/use-cases.ts';

/** What the bot's process used. Sizes in bytes, times in milliseconds. */
export interface Use {
  rss: number;
  /** What the heap has taken of it, in use or not: it keeps what a busy moment needed. */
  committed: number;
  /** After everything that nobody holds is gone. */
  heap: number;
  /** How late the event loop was, since the last time. */
  delayP99: number;
  delayMax: number;
}

/** What the parent asks for: a new time, conferences in workspaces, or what was used since it asked last. */
export type ForSoakBot = { now: number } | { conferencesIn: string[] } | { measure: true };

const NOTES = 20;
const RESOLUTION_MS = 5;
const NANOSECONDS = 1e6;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
process.on('disconnect', () => process.exit());
const clock = createDemoClock();
process.on('message', async (message: ForSoakBot) => {
  if ('now' in message) return clock.travelTo(message.now);
  if ('conferencesIn' in message) return replaceConferences(message.conferencesIn);
  const [delayP99, delayMax] = [delays.percentile(99), delays.max].map((each) => each / NANOSECONDS);
  // The collection is ours, and not the bot's.
  delays.disable();
  globalThis.gc!();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  process.send!({ rss, committed: heapTotal, heap: heapUsed, delayP99, delayMax } as Use);
  delays.reset();
  setImmediate(() => delays.enable());
});

const { deps } = await startBot(readConfig(process.env), { clock, minPostIntervalMs: 10 });
const useCases = bindUseCases(deps);
/** The other workspaces' conferences of the day before. */
const last: { actor: Actor; id: string }[] = [];

/** Deletes the other workspaces' conferences, which are over, and has conferences of a day with some notes in others. */
async function replaceConferences(teamIds: string[]): Promise<void> {
  for (const { actor, id } of last.splice(0)) await useCases.deleteConference(actor, id);
  const day = DateTime.fromMillis(clock.now(), { zone: 'UTC' }).toISODate()!;
  for (const teamId of teamIds) {
    const actor = { teamId, userId: 'UANN', channel: `C${teamId.slice(1)}` };
    const wishes = { name: `Meetup of ${teamId}`, from: day, to: day, timezone: 'UTC', digestAt: '18:30' };
    const { conference } = await useCases.startConference(actor, wishes);
    last.push({ actor, id: conference.id });
    for (let number = 1; number <= NOTES; number += 1) {
      const text = `Hopper: boat number ${number} floats because its hull is hollow and wide`;
      await useCases.addNote(actor, { way: 'command', text, requestId: `${conference.id} ${number}` });
    }
  }
}

delays.enable();
process.send!('ready');
