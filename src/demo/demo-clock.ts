import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#errors.ts';
import type { Bot } from '#usecases/bot.ts';
import type { Clock } from '#usecases/ports/chat.ts';

/**
 * The bot's time while a conversation of another day is replayed: it stands at the conversation's own instant and
 * runs on from there, so that a note belongs to what was on when it was written.
 */
export interface DemoClock extends Clock {
  /** From now on it is `instant`, milliseconds since the epoch. */
  travelTo(instant: number): void;
  /** A message of this time stamp was written at `instant`. */
  remember(ts: string, instant: number): void;
}

/** @param realNow milliseconds since the epoch, as Slack's own time stamps count */
export function createDemoClock(realNow: () => number = Date.now): DemoClock {
  const written = new Map<string, number>();
  let arrived = realNow();
  let ahead = 0;
  return {
    now: () => realNow() + ahead,
    // A message is heard of before the replay knows its time stamp, and seconds of Slack's are coarser than travels:
    // what is not known yet was written after the last travel.
    instantOf: (ts) => written.get(ts) ?? Math.max(arrived, Number(ts) * 1000 + ahead),
    travelTo: (instant) => {
      ahead = instant - realNow();
      arrived = instant;
    },
    remember: (ts, instant) => void written.set(ts, instant),
  };
}

const POSTED_WITHIN_MS = 15_000;

/** A moment at which the bot has something to do by itself. */
export interface Appointment {
  /** Milliseconds since the epoch. */
  at: number;
  /** What happens then, for the person who watches. */
  what: string;
}

/** Lets the demo's time pass: at each appointment the bot does what is due and posts it. */
export function createPassTime(
  appointments: Appointment[],
  bot: Pick<Bot, 'runDueWork' | 'flushOutbox'>,
  clock: DemoClock,
  onAppointment: (appointment: Appointment) => void,
): (until: number) => Promise<void> {
  const ahead = appointments.toSorted((one, other) => one.at - other.at);
  return async (until) => {
    while (ahead[0] !== undefined && ahead[0].at <= until) {
      const appointment = ahead.shift()!;
      clock.travelTo(appointment.at);
      onAppointment(appointment);
      await bot.runDueWork();
      await postAll(bot);
    }
  };
}

/** Waits until everything stands in Slack that should. @throws AppError `failed` when that takes too long */
export async function postAll(bot: Pick<Bot, 'flushOutbox'>): Promise<void> {
  const deadline = performance.now() + POSTED_WITHIN_MS;
  while ((await bot.flushOutbox()).waiting > 0) {
    if (performance.now() > deadline) {
      throw new AppError('failed', `The bot could not post everything within ${POSTED_WITHIN_MS / 1000} s.`);
    }
    await sleep(10);
  }
}
