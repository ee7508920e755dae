import type { Timer } from './ticker.ts';

const EVERY_MS = 30_000;
/** A burst of notes wakes once. */
const WAKE_AFTER_MS = 100;
/** What could not be posted at once, mostly as its thread was not there yet. */
const FOLLOW_UP_AFTER_MS = 2_000;

/** When ticks are asked for. */
export interface TickTimes {
  start(): void;
  wake(): void;
  /** Something was left over. */
  followUp(): void;
  stop(): void;
}

/** Asks for a tick at the start, then every half a minute, and soon after `wake` and `followUp`. */
export function createTickTimes(timer: Timer, ask: (reason: 'due' | 'wake' | 'follow-up') => void): TickTimes {
  const cancels = new Map<string, () => void>();
  let isOn = false;

  /** At most one of each kind is set. */
  function once(kind: string, milliseconds: number, work: () => void): void {
    if (!isOn || cancels.has(kind)) return;
    const cancel = timer.after(milliseconds, () => {
      cancels.delete(kind);
      work();
    });
    cancels.set(kind, cancel);
  }

  function tickForever(): void {
    once('due', EVERY_MS, tickForever);
    ask('due');
  }

  return {
    start() {
      isOn = true;
      tickForever();
    },
    wake: () => once('wake', WAKE_AFTER_MS, () => ask('wake')),
    followUp: () => once('follow-up', FOLLOW_UP_AFTER_MS, () => ask('follow-up')),
    stop() {
      isOn = false;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
  };
}
