import type { RecentRequests } from '#usecases/ports/dependencies.ts';

/** More requests than anyone sends in the hour during which Slack retries. */
const REMEMBERED = 1000;

/** Remembers requests in memory: Slack sends again what it thinks was not heard. */
export function createRecentRequests(): RecentRequests {
  const recent = new Map<string, Promise<unknown>>();
  return {
    once<Result>(id: string, act: () => Promise<Result>) {
      const known = recent.get(id);
      if (known !== undefined) return known as Promise<Result>;
      const result = act();
      recent.set(id, result);
      result.catch(() => recent.delete(id));
      const oldest = recent.keys().next().value;
      if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest);
      return result;
    },
  };
}
