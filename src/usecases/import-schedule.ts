import { applySchedule } from './apply-schedule.ts';
import type { Asker } from './asker.ts';
import type { ScheduleImport } from './bot-answers.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { readScheduleUrl } from './check-settings.ts';
import { findAgain } from './find-again.ts';
import { requireConference } from './find-conference.ts';
import { readConferenceSchedule } from './read-conference-schedule.ts';
import { requireOrganiser } from './rights.ts';

/** Reads the schedule at an address, now and with later changes of settings. Organisers alone. @throws AppError */
export async function importSchedule(
  deps: BotDependencies,
  asker: Asker,
  url: string,
): Promise<ScheduleImport> {
  const { id, ...conference } = await requireConference(deps, asker);
  await requireOrganiser(deps, asker, conference, 'change the schedule');
  const scheduleUrl = readScheduleUrl(url);
  const schedule = await readConferenceSchedule(deps, scheduleUrl, conference.timezone);
  const report = await deps.database.atomically(async (stores) => {
    const current = { ...(await findAgain(stores, id)), scheduleUrl };
    await stores.conferences.save(current);
    return applySchedule(stores, deps, current, schedule);
  });
  deps.wake();
  return report;
}
