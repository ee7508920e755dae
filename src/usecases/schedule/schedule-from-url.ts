import { AppError } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/read-schedule.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/**
 * Fetches a schedule and reads it.
 *
 * @param timezone the conference's, where it is set; times without an offset are read in it
 * @throws AppError with a sentence for the person who gave the address; also for a schedule without talks, as that is
 *   one that is not published yet and would take away those that are there
 */
export async function readConferenceSchedule(
  { fetchSchedule }: Pick<BotDependencies, 'fetchSchedule'>,
  url: string,
  timezone?: string,
): Promise<ParsedSchedule> {
  // The parsers of all formats take memory that a bot at rest need not have.
  const { readSchedule } = await import('#schedule/read-schedule.ts');
  const schedule = readSchedule(await fetchSchedule(url), timezone === undefined ? {} : { timezone });
  if (schedule.talks.length > 0) return schedule;
  throw new AppError('bad-input', 'That schedule has no talks yet. Try again when it is published.');
}
