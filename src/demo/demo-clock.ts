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
