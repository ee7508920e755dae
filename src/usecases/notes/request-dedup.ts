/** Runs each request once: Slack repeats a request if it doesn't get an acknowledgement. */
export interface RecentRequests<Result> {
  /** Runs `act`, or returns its earlier result for the same `id`. A failed request may be repeated. */
  once(id: string, act: () => Promise<Result>): Promise<Result>;
}

/** More requests than anyone sends in the hour during which Slack retries. */
const REMEMBERED = 1000;

export function createRecentRequests<Result>(): RecentRequests<Result> {
  const recent = new Map<string, Promise<Result>>();
  return {
    once(id, act) {
      const known = recent.get(id);
      if (known !== undefined) return known;
      const result = act();
      recent.set(id, result);
      result.catch(() => recent.delete(id));
      const oldest = recent.keys().next().value;
      if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest);
      return result;
    },
  };
}
