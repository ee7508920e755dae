import type { ExportUser } from './directory.ts';

/**
 * The zone that most of the authors set in Slack; of zones as common the first by name. People who left and bots
 * don't count where somebody else's zone is known; where no author's is known, all users are asked.
 */
export function commonestTimezone(
  users: Map<string, ExportUser>,
  authorIds: Iterable<string>,
): string | undefined {
  const authors = [...new Set(authorIds)].flatMap((id) => users.get(id) ?? []);
  const isActive = (user: ExportUser) => !user.isBot && !user.isDeleted;
  return (
    commonest(authors.filter(isActive)) ??
    commonest([...users.values()].filter(isActive)) ??
    commonest([...users.values()])
  );
}

function commonest(users: ExportUser[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { timezone } of users) {
    if (timezone !== undefined) counts.set(timezone, (counts.get(timezone) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
