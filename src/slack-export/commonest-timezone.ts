import type { ExportUser } from './directory.ts';

/**
 * The zone that most people of a workspace set; of zones as common the first by name. People who left and bots
 * count only where nobody else's zone is known.
 */
export function commonestTimezone(users: ExportUser[]): string | undefined {
  return commonest(users.filter((user) => !user.isBot && !user.isDeleted)) ?? commonest(users);
}

function commonest(users: ExportUser[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { timezone } of users) {
    if (timezone !== undefined) counts.set(timezone, (counts.get(timezone) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
