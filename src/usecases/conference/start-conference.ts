import { type ConferenceSettings, DEFAULT_REACTION, type TrackedConference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import { LocalizedError, type Notice } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/parse-schedule.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { ScheduleImport } from '#usecases/schedule/import-schedule.ts';
import { applySchedule, tryFetchSchedule } from '#usecases/schedule/import-schedule.ts';
import { isGuestOf } from './permissions.ts';
import {
  findTimeProblems,
  isAllowedLength,
  parseScheduleUrl,
  requireFreeChannels,
  validateChannelsAndOrganizers,
  validateSettings,
} from './validate-settings.ts';

/** The settings that a person entered; the others have defaults. */
export type StartOptions = Partial<ConferenceSettings> & Pick<ConferenceSettings, 'name' | 'from'>;

export interface SavedConference {
  conference: TrackedConference;
  schedule?: ScheduleImport;
  /** What doesn't work yet. */
  problems: Notice[];
}

/**
 * Creates a conference with the actor as its first organizer. Blank settings come from the schedule, or else from
 * {@link proposeConference}. If the schedule can't be read the conference is created without it, and `problems` says so.
 *
 * @throws SettingError for an invalid setting, AppError `refused` for a guest
 */
export async function startConference(
  deps: BotDependencies,
  actor: Actor,
  wishes: StartOptions,
): Promise<SavedConference> {
  if (await isGuestOf(deps, actor)) {
    throw new LocalizedError('refused', 'members-only');
  }
  const proposed = await proposeConference(deps, actor);
  const url = wishes.scheduleUrl || undefined;
  let text: Promise<string> | undefined;
  const once = { ...deps, fetchSchedule: (address: string) => (text ??= deps.fetchSchedule(address)) };
  const near = wishes.from || undefined;
  const open = await tryFetchSchedule(
    once,
    url && parseScheduleUrl(url),
    omitUndefined({ timezone: wishes.timezone || undefined, near }),
  );
  const settings = validateSettings(fillIn(wishes, open.schedule, proposed));
  const problems = await validateChannelsAndOrganizers(deps, actor, { settings });
  // Parsed again in the final time zone, which times without an offset depend on.
  const { schedule, problem } =
    open.schedule?.conference.timezone === settings.timezone
      ? open
      : await tryFetchSchedule(once, settings.scheduleUrl, { timezone: settings.timezone, near: settings.from });
  const now = deps.clock.now();
  const conference: TrackedConference = {
    id: deps.newId(),
    teamId: actor.teamId,
    ...settings,
    listens: [],
    createdAt: now,
  };
  const imported = await deps.database.runTransaction(async (stores) => {
    await requireFreeChannels(stores, conference, now);
    await stores.conferences.save(conference);
    return schedule && applySchedule(stores, deps, { conference, schedule });
  });
  deps.placers.forget(conference.id);
  return {
    conference,
    ...omitUndefined({ schedule: imported }),
    problems: [...problems, ...findTimeProblems(conference, now), ...(problem === undefined ? [] : [problem])],
  };
}

function fillIn(
  wishes: StartOptions,
  schedule: ParsedSchedule | undefined,
  proposed: ConferenceSettings,
): ConferenceSettings {
  const said = schedule?.conference;
  const from = wishes.from || said?.from || proposed.from;
  const [here] = proposed.channels;
  const channels = wishes.channels ?? proposed.channels;
  return {
    name: wishes.name.trim() || said?.name || proposed.name,
    from,
    to: wishes.to || lastDay(from, said?.to),
    timezone: wishes.timezone || said?.timezone || proposed.timezone,
    channels,
    digestChannel: wishes.digestChannel || (here !== undefined && channels.includes(here) ? here : channels[0]) || '',
    digestAt: wishes.digestAt || proposed.digestAt,
    opensThreads: wishes.opensThreads ?? proposed.opensThreads,
    reaction: wishes.reaction || proposed.reaction,
    organizers: [...proposed.organizers, ...(wishes.organizers ?? [])],
    ...omitEmpty({ scheduleUrl: wishes.scheduleUrl }),
  };
}

/**
 * Returns the schedule's last day if it fits the first day, else the first day: a person may have entered that of
 * another year.
 */
function lastDay(from: string, scheduled: string | undefined): string {
  return scheduled !== undefined && scheduled >= from && isAllowedLength(from, scheduled) ? scheduled : from;
}

/** Returns the defaults of a new conference: this channel, the actor's time zone, today, no name. */
export async function proposeConference(
  deps: Pick<BotDependencies, 'workspace' | 'clock'>,
  actor: Actor,
): Promise<ConferenceSettings> {
  const person = await deps.workspace.person(actor.teamId, actor.userId);
  return proposeSettings(deps, actor, person?.timezone ?? 'UTC');
}

/** Returns the defaults of a new conference in a time zone. */
export function proposeSettings(
  { clock }: Pick<BotDependencies, 'clock'>,
  { userId, channel }: Actor,
  timezone: string,
): ConferenceSettings {
  const today = toZonedIso(clock.now(), timezone).slice(0, 'yyyy-mm-dd'.length);
  return {
    name: '',
    from: today,
    to: today,
    timezone,
    channels: channel === undefined ? [] : [channel],
    digestChannel: channel ?? '',
    digestAt: '18:30',
    opensThreads: 'at-first-note',
    reaction: DEFAULT_REACTION,
    organizers: [userId],
  };
}
