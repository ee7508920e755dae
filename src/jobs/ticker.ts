/** What is done at each tick; both are safe to call at any time, one call at a time. */
export interface TickWork {
  /** Finds out what is due, and writes down what is to be posted. */
  runDueWork(): Promise<void>;
  /** Posts it; answers whether something is left that could be posted now. */
  flushOutbox(): Promise<{ posted: number; waiting: number }>;
}

/** When things run. */
export interface Ticker {
  /** Ticks at once, then every half a minute. */
  start(): Promise<void>;
  /** Something is to be posted: ticks soon. Answers at once; many calls are one tick. */
  wake(): void;
  /** No tick begins any more; waits for one that is under way, some seconds at most. */
  stop(): Promise<void>;
  /** When the last tick ended, well or not, or another replica was asked for one; milliseconds since the epoch. */
  lastTickAt(): number | undefined;
}

/** Time, so that tests need not wait. Milliseconds. */
export interface Timer {
  now(): number;
  /** Calls `work` later, unless what it answers is called before. */
  after(milliseconds: number, work: () => void): () => void;
}

export const systemTimer: Timer = {
  now: () => Date.now(),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A tick that is under way has this long to end when the bot stops: what it leaves, the next start does. */
export const STOP_WITHIN_MS = 8_000;
