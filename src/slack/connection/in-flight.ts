/** Counts running work, so that the bot can stop once it is done. */
export interface InFlight {
  /** Counts `work` until it resolves or rejects. Returns it. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Waits until no work is running, at most `withinMs`. Resolves to whether that happened in time. */
  settled(withinMs: number): Promise<boolean>;
}

export function createInFlight(): InFlight {
  let count = 0;
  let waiting: (() => void)[] = [];
  const end = () => {
    count -= 1;
    if (count > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    track(work) {
      count += 1;
      work.then(end, end);
      return work;
    },
    async settled(withinMs) {
      if (count === 0) return true;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(() => resolve(false), withinMs);
      waiting.push(() => resolve(true));
      return promise.finally(() => clearTimeout(timer));
    },
  };
}
