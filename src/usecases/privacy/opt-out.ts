import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { setForgotten } from './forgotten-people.ts';

/** Says whether the actor is never to be captured by others' gestures. Answers whether that is new. */
export async function setOptOut(
  deps: Pick<BotDependencies, 'database' | 'keyValue'>,
  actor: Actor,
  out: boolean,
): Promise<{ changed: boolean }> {
  const { teamId, userId } = actor;
  // Who was forgotten and comes back may be named again.
  if (!out) await setForgotten(deps, actor, false);
  return deps.database.runTransaction(async ({ optOuts }) => {
    if ((await optOuts.has(teamId, userId)) === out) return { changed: false };
    await (out ? optOuts.add(teamId, userId) : optOuts.remove(teamId, userId));
    return { changed: true };
  });
}
