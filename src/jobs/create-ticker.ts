import type { Config } from '#config/config.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { createInProcessTicker } from './in-process-ticker.ts';
import type { Ticker, TickWork } from './ticker.ts';

/** On Postgres there may be several replicas of the bot, which take turns. */
export async function createTicker(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  work: TickWork,
  log: Log,
): Promise<Ticker> {
  if (!/^postgres(?:ql)?:/.test(databaseUrl)) return createInProcessTicker(work, log);
  const { createPostgresTicker } = await import('./pg-boss-ticker.ts');
  return createPostgresTicker(databaseUrl, work, log);
}
