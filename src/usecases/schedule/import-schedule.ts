import type { ScheduleImport } from '#usecases/bot-results.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { reloadConference } from '#usecases/conference/reload-conference.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import { readScheduleUrl } from '#usecases/conference/validate-settings.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { applySchedule } from './apply-schedule.ts';
import { readConferenceSchedule } from './schedule-from-url.ts';

/** Reads the schedule at an address, now and with later changes of settings. Organisers alone. @throws AppError */
export async function importSchedule(deps: BotDependencies, actor: Actor, url: string): Promise<ScheduleImport> {
  const { id, ...conference } = await requireConference(deps, actor);
  await requireOrganizer(deps, actor, conference, 'change the schedule');
  const scheduleUrl = readScheduleUrl(url);
  const schedule = await readConferenceSchedule(deps, scheduleUrl, conference.timezone);
  const report = await deps.database.runTransaction(async (stores) => {
    const current = { ...(await reloadConference(stores, id)), scheduleUrl };
    await stores.conferences.save(current);
    return applySchedule(stores, deps, current, schedule);
  });
  deps.wake();
  return report;
}
