import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** Prefix of the keys of pending requests, of one person or of a whole workspace. */
export function waitingKeys(teamId: string, userId?: string): string {
  return userId === undefined ? `waiting:${teamId}:` : `waiting:${teamId}:${userId}:`;
}

/** Prefix of the keys that map a workspace's photos to stored files. */
export function photoKeys(teamId: string): string {
  return `photo:${teamId}:`;
}

/** Prefix of the keys of what was made from a workspace's notes: cached summaries, digests prepared for their time. */
export function summaryKeys(teamId: string): string {
  return `summary:${teamId}:`;
}

/**
 * Removes a workspace's cached summaries and prepared digests, because they contain people's words and don't say whose. The next digests are
 * summarized again.
 */
export function removeSummaries({ keyValue }: Pick<BotDependencies, 'keyValue'>, teamId: string): Promise<void> {
  return keyValue.deletePrefix(summaryKeys(teamId));
}
