import { AppError } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/read-schedule.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { readConferenceSchedule } from './schedule-from-url.ts';

/** A schedule where it can be read, else why not; neither where there is no address. */
export async function trySchedule(
  deps: Pick<BotDependencies, 'fetchSchedule'>,
  url: string | undefined,
  timezone: string | undefined,
): Promise<{ schedule?: ParsedSchedule; problem?: string }> {
  if (url === undefined) return {};
  try {
    return { schedule: await readConferenceSchedule(deps, url, timezone) };
  } catch (error) {
    // A zone that is none is refused with the other settings.
    if (!(error instanceof AppError)) throw error;
    return { problem: `${error.message} Then type /recap schedule ${url} to import it.` };
  }
}
