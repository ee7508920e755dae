/** Does the same request once, however often it is sent: Slack sends again what it thinks was not heard. */
export interface RecentRequests<Result> {
  /** `act`, or what it answered when the same `id` was asked before. A failure is forgotten. */
  once(id: string, act: () => Promise<Result>): Promise<Result>;
}

/** Slack gives up after an hour; nobody sends so many in it to one workspace's bot. */
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
