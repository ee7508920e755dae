import type { Asker } from './bot.ts';
import type { BotDependencies } from './bot-dependencies.ts';

/** Says whether the asker is never to be captured by others' gestures. Answers whether that is new. */
export async function setOptOut(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId, userId }: Asker,
  out: boolean,
): Promise<{ changed: boolean }> {
  return database.atomically(async ({ optOuts }) => {
    if ((await optOuts.has(teamId, userId)) === out) return { changed: false };
    await (out ? optOuts.add(teamId, userId) : optOuts.remove(teamId, userId));
    return { changed: true };
  });
}
