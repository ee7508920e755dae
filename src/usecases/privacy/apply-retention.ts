import { DateTime } from 'luxon';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { dropKeptOf } from './purge-cached.ts';

/**
 * Removes the conferences that were over more than `retentionDays` ago, with all that is stored of them; none where
 * that is not set. What stands in Slack stays there. A conference that fails doesn't keep the others.
 */
export async function removeOld(
  deps: Pick<BotDependencies, 'database' | 'keyValue' | 'clock' | 'log' | 'retentionDays'>,
): Promise<void> {
  const { database, clock, log, retentionDays } = deps;
  if (retentionDays === undefined) return;
  const oldest = DateTime.fromMillis(clock.now(), { zone: 'utc' }).minus({ days: retentionDays }).toISODate()!;
  for (const { id, teamId } of await database.conferences.overBefore(oldest)) {
    await database.conferences.remove(id);
    await dropKeptOf(deps, id);
    log.info({ conference: id, team: teamId }, 'a conference was removed, as it was over for so long');
  }
}
