import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningBot } from '#app/start-bot.ts';
import { AppError } from '#errors.ts';
import type { Clock } from '#usecases/ports/slack.ts';

/**
 * The bot's clock while a past conversation is replayed: it starts at the conversation's time and runs on from there,
 * so that notes belong to the talk of that time.
 */
export interface DemoClock extends Clock {
  travelTo(instant: number): void;
  /** Records that the message with this time stamp was written at `instant`. */
  remember(ts: string, instant: number): void;
}

/** @param realNow milliseconds since the epoch, as in Slack's time stamps */
export function createDemoClock(realNow: () => number = Date.now): DemoClock {
  const written = new Map<string, number>();
  let arrived = realNow();
  let ahead = 0;
  return {
    now: () => realNow() + ahead,
    // A message may arrive before the replay knows its time stamp, and Slack's seconds are coarser than jumps of the
    // clock: an unknown message was written after the last jump.
    instantOf: (ts) => written.get(ts) ?? Math.floor(Math.max(arrived, Number(ts) * 1000 + ahead)),
    travelTo: (instant) => {
      ahead = instant - realNow();
      arrived = instant;
    },
    remember: (ts, instant) => void written.set(ts, instant),
  };
}

const POSTED_WITHIN_MS = 15_000;

export interface Appointment {
  at: number;
  what: string;
}

/** Advances the clock: at each appointment the bot does its due work and posts it. */
export function createAdvanceTime(
  appointments: Appointment[],
  work: RunningBot['work'],
  { clock, onAppointment }: { clock: DemoClock; onAppointment: (appointment: Appointment) => void },
): (until: number) => Promise<void> {
  const ahead = appointments.toSorted((one, other) => one.at - other.at);
  return async (until) => {
    while (ahead[0] !== undefined && ahead[0].at <= until) {
      const appointment = ahead.shift()!;
      clock.travelTo(appointment.at);
      onAppointment(appointment);
      await work.runDueWork();
      await postAll(work);
    }
  };
}

export async function postAll(work: Pick<RunningBot['work'], 'flushOutbox'>): Promise<void> {
  const deadline = performance.now() + POSTED_WITHIN_MS;
  while ((await work.flushOutbox()).waiting > 0) {
    if (performance.now() > deadline) {
      throw new AppError('failed', `The bot could not post everything within ${POSTED_WITHIN_MS / 1000} s.`);
    }
    await sleep(10);
  }
}
