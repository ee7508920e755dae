import { errorLogFields } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { TickWork } from './ticker.ts';

/**
 * One tick: finds what is due and posts what is wanted. Never throws: what failed is logged, and the next tick tries
 * it again. Answers whether something is left to be posted now.
 */
export async function runTick(work: TickWork, log: Log, sendOnly = false): Promise<{ isLeft: boolean }> {
  if (!sendOnly) {
    await work.runDueWork().catch((error) => log.error(errorLogFields(error), 'what is due could not be done'));
  }
  try {
    const { posted, waiting } = await work.flushOutbox();
    if (posted > 0 || waiting > 0) log.info({ posted, waiting }, 'posted');
    return { isLeft: waiting > 0 };
  } catch (error) {
    log.error(errorLogFields(error), 'what is wanted could not be posted');
    return { isLeft: false };
  }
}
