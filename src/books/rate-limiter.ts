/** Time, so that tests need not wait. Milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Runs tasks one after the other, in the order in which they are given. */
export interface RequestPace {
  /** Waits for this task's turn. `pause` holds up all later tasks as well. */
  run<Result>(task: (pause: (milliseconds: number) => Promise<void>) => Promise<Result>): Promise<Result>;
}

/** Lets requests go out one at a time, their starts at least `interval` milliseconds apart. */
export function createRequestPace(interval: number, clock: Clock = systemClock): RequestPace {
  let last: Promise<unknown> = Promise.resolve();
  let next = Number.NEGATIVE_INFINITY;
  return {
    run(task) {
      const turn = last.then(async () => {
        const wait = next - clock.now();
        if (wait > 0) await clock.sleep(wait);
        next = clock.now() + interval;
        return task(async (milliseconds) => {
          await clock.sleep(milliseconds);
          next = clock.now() + interval;
        });
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
