import type { ConferenceId, ConferenceSettings } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Notice } from '#errors.ts';
import type { Columns } from '#schedule/schedule-draft.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { validateChannelsAndOrganizers } from '#usecases/conference/validate-settings.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { outsideDays, tryFetchSchedule } from './import-schedule.ts';
import { type TalkChoice, toChoice } from './talk-choices.ts';

/** What would be imported from a schedule, or why it can't be. */
export type ScheduleReview =
  | { problem: Notice }
  | {
      talks: number;
      days: number;
      first: TalkChoice;
      timezone: string;
      columns?: Columns;
      /** What the person should check. */
      remarks: Notice[];
    };

type Reviewed = Pick<ConferenceSettings, 'from'> & Partial<ConferenceSettings>;

/**
 * Reads a schedule without importing it, so that a person can check how it was understood.
 *
 * @param before the conference whose settings are changed; absent for a new one
 * @throws SettingError for settings that will be refused when they are saved
 */
export async function reviewSchedule(
  deps: Pick<BotDependencies, 'fetchSchedule' | 'parseSchedule' | 'workspace' | 'database'>,
  actor: Actor,
  {
    url,
    reviewed: { from, to = from, timezone = 'UTC', channels = [], digestChannel = '' },
    before,
  }: { url: string; reviewed: Reviewed; before?: ConferenceId | undefined },
): Promise<ScheduleReview> {
  const conference = before === undefined ? undefined : await deps.database.conferences.find(before);
  await validateChannelsAndOrganizers(deps, actor, {
    settings: { channels, digestChannel, organizers: [] },
    before: conference,
  });
  const { schedule, problem } = await tryFetchSchedule(deps, url, { timezone, near: from });
  const [first] = schedule?.talks ?? [];
  if (schedule === undefined || first === undefined) return { problem: problem ?? { key: 'schedule-without-talks' } };
  const { talks, columns, warnings } = schedule;
  return {
    talks: talks.length,
    days: new Set(talks.map(({ startsAt }) => conferenceDay(Date.parse(startsAt), timezone))).size,
    first: toChoice(first),
    timezone,
    ...omitUndefined({ columns }),
    remarks: [...outsideDays({ from, to, timezone }, talks), ...warnings],
  };
}
