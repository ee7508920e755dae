import type { ConferenceId, ConferenceSettings, TrackedConference } from '#domain/conference/conference.ts';
import { writingStyleOf } from '#domain/conference/conference.ts';
import { conferenceDay, phaseOf, toZonedIso } from '#domain/conference/conference-day.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { refreshThreads } from '#usecases/publishing/talk-threads.ts';
import { applySchedule, tryFetchSchedule } from '#usecases/schedule/import-schedule.ts';
import { requireOrganizer } from './permissions.ts';
import { reloadConference, requireConference } from './resolve-conference.ts';
import type { SavedConference } from './start-conference.ts';
import {
  findTimeProblems,
  requireFreeChannels,
  validateChannelsAndOrganizers,
  validateSettings,
} from './validate-settings.ts';
import { grantWebAccess, webUrlOf } from './web-access.ts';

export interface ChangedConference extends SavedConference {
  /** The URL at which anyone with the link can read what is published; absent if nobody can. */
  webUrl?: string;
}

/**
 * Changes a conference's settings. Settings that aren't in `changes` stay. A blank `scheduleUrl` removes the schedule's
 * address but keeps its talks. A future last day reopens a conference that was ended early.
 *
 * @throws SettingError for an invalid setting, AppError `refused` if the actor isn't an organizer
 */
export async function changeSettings(
  deps: BotDependencies,
  actor: Actor,
  conferenceId: ConferenceId,
  changes: Partial<ConferenceSettings>,
): Promise<ChangedConference> {
  const before = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, before, 'settings');
  const settings = validateSettings(changed(before, changes));
  const problems = await validateChannelsAndOrganizers(deps, actor, { settings, before });
  const isReadAgain = settings.scheduleUrl !== before.scheduleUrl || settings.timezone !== before.timezone;
  const { schedule, problem } = await tryFetchSchedule(deps, isReadAgain ? settings.scheduleUrl : undefined, {
    timezone: settings.timezone,
    near: settings.from,
  });
  const now = deps.clock.now();
  const result = await deps.database.runTransaction(async (stores) => {
    const current = await reloadConference(stores, conferenceId);
    // Somebody else may have changed other settings during the calls to Slack and the download of the schedule.
    const latest = validateSettings(changed(current, changes));
    const conference = grantWebAccess(deps, withSettings(current, latest, now), changes.webAccess);
    if (phaseOf(conference, now) !== 'after') await requireFreeChannels(stores, conference, now);
    await stores.conferences.save(conference);
    if (conference.timezone !== current.timezone) await moveToZone(stores, current, conference.timezone);
    await refreshThreads(stores, deps, { conference, talks: await stores.talks.ofConference(conferenceId) });
    return {
      conference,
      ...(schedule !== undefined &&
        latest.scheduleUrl === settings.scheduleUrl &&
        latest.timezone === settings.timezone && {
          schedule: await applySchedule(stores, deps, { conference, schedule }),
        }),
    };
  });
  deps.placers.forget(conferenceId);
  deps.wake();
  const address = webUrlOf(deps, result.conference);
  return {
    ...result,
    ...omitUndefined({ webUrl: address }),
    problems: [...problems, ...findTimeProblems(result.conference, now), ...(problem === undefined ? [] : [problem])],
  };
}

function changed(
  { name, from, to, timezone, channels, digestChannel, digestAt, ...before }: TrackedConference,
  changes: Partial<ConferenceSettings>,
): ConferenceSettings {
  const { opensThreads, reaction, organizers, language, tone } = before;
  const scheduleUrl = changes.scheduleUrl ?? before.scheduleUrl;
  const { scheduleUrl: _, webAccess: __, ...others } = changes;
  return {
    ...{ name, from, to, timezone, channels, digestChannel, digestAt, opensThreads, reaction, organizers },
    ...writingStyleOf({ ...(language && { language }), ...(tone && { tone }) }),
    ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)),
    ...omitEmpty({ scheduleUrl }),
  };
}

function withSettings(current: TrackedConference, settings: ConferenceSettings, now: number): TrackedConference {
  const { scheduleUrl: _, language: __, tone: ___, endedAt, ...rest } = current;
  const conference = {
    ...rest,
    ...settings,
    listens: current.listens.filter((channel) => settings.channels.includes(channel)),
  };
  const isReopened = settings.to !== current.to && phaseOf(conference, now) !== 'after';
  return endedAt === undefined || isReopened ? conference : { ...conference, endedAt };
}

/** Rewrites talk times and the notes' days for another time zone; the instants stay the same. */
async function moveToZone({ talks, notes }: Stores, before: TrackedConference, timezone: string): Promise<void> {
  const stored = await talks.ofConference(before.id);
  await talks.save(
    before.id,
    stored.map((talk) => ({
      ...talk,
      startsAt: toZonedIso(Date.parse(talk.startsAt), timezone),
      endsAt: toZonedIso(Date.parse(talk.endsAt), timezone),
    })),
  );
  for (const note of await notes.ofConference(before.id)) {
    const day = conferenceDay(note.at, timezone);
    // A note that counts for another day than the one it was written on keeps that day.
    if (day !== note.day && note.day === conferenceDay(note.at, before.timezone)) {
      await notes.save({ ...note, day });
    }
  }
}
