import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { AppError } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/parse-schedule.ts';
import { quoted } from '#schedule/schedule-draft.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { reloadConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import { parseScheduleUrl } from '#usecases/conference/validate-settings.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { StoredTalk, Stores } from '#usecases/ports/stores.ts';
import { refreshThreads } from '#usecases/publishing/talk-threads.ts';
import type { TalkChoice } from './choose-talk.ts';
import { toChoice } from './choose-talk.ts';

export interface ScheduleImport {
  conference: TrackedConference;
  added: number;
  updated: number;
  removed: number;
  /** The first talk, so that a person can see whether the time zone is right. */
  first?: TalkChoice;
  warnings: string[];
}

/** Imports the schedule at an address and remembers the address. @throws AppError, also if the actor isn't an organizer */
export async function importSchedule(deps: BotDependencies, actor: Actor, url: string): Promise<ScheduleImport> {
  const { id, ...conference } = await requireConference(deps, actor);
  await requireOrganizer(deps, actor, conference, 'change the schedule');
  const scheduleUrl = parseScheduleUrl(url);
  const schedule = await fetchConferenceSchedule(deps, scheduleUrl, conference.timezone);
  const report = await deps.database.runTransaction(async (stores) => {
    const current = { ...(await reloadConference(stores, id)), scheduleUrl };
    await stores.conferences.save(current);
    return applySchedule(stores, deps, current, schedule);
  });
  deps.placers.forget(id);
  deps.wake();
  return report;
}

/**
 * Replaces a conference's talks by those of a schedule. Talks keep their ids, and with them their notes. Talks that a
 * person opened stay, and so do talks that left the schedule but have notes.
 */
export async function applySchedule(
  stores: Stores,
  deps: Pick<BotDependencies, 'forms'>,
  conference: TrackedConference,
  { talks, warnings }: ParsedSchedule,
): Promise<ScheduleImport> {
  const known = await stores.talks.ofConference(conference.id);
  const knownHashes = new Map(known.map((talk) => [talk.id, contentHash(talk)]));
  const read = talks.map((talk): StoredTalk => ({ ...talk, byHand: false }));
  const ids = new Set(read.map(({ id }) => id));
  const added = read.filter(({ id }) => !knownHashes.has(id));
  const updated = read.filter((talk) => knownHashes.has(talk.id) && knownHashes.get(talk.id) !== contentHash(talk));
  const noted = new Set((await stores.notes.count(conference.id)).map(({ talkId }) => talkId));
  const gone = known.filter(({ id, byHand }) => !byHand && !ids.has(id));
  const removed = new Set(gone.filter(({ id }) => !noted.has(id)));
  await stores.talks.save(conference.id, [...added, ...updated]);
  await stores.talks.remove(
    conference.id,
    [...removed].map(({ id }) => id),
  );
  const kept = known.filter((talk) => !ids.has(talk.id) && !removed.has(talk));
  await refreshThreads(stores, deps, conference, [...read, ...kept]);
  return {
    conference,
    added: added.length,
    updated: updated.length,
    removed: removed.size,
    ...(read[0] === undefined ? {} : { first: toChoice(read[0]) }),
    warnings: [...daysWarning(conference, read), ...keptWarning(gone.length - removed.size), ...warnings],
  };
}

function keptWarning(kept: number): string[] {
  if (kept === 0) return [];
  return kept === 1
    ? ['1 talk that is not in the schedule any more stays, as it has notes.']
    : [`${kept} talks that are not in the schedule any more stay, as they have notes.`];
}

/** Warns about talks outside the conference's days: either the link or the days are wrong. */
function daysWarning({ from, to, timezone }: TrackedConference, talks: StoredTalk[]): string[] {
  const outside = talks.filter(({ startsAt }) => {
    const day = conferenceDay(Date.parse(startsAt), timezone);
    return day < from || day > to;
  });
  if (outside.length === 0) return [];
  const share =
    outside.length === talks.length ? 'None of its talks is' : `${outside.length} of its ${talks.length} talks are not`;
  const first = `the first is ${quoted(outside[0]!.title)} on ${outside[0]!.startsAt.slice(0, 10)}`;
  return [`${share} on the conference's days, ${from} to ${to}: ${first}. /recap settings changes the days.`];
}

/**
 * Fetches and parses a schedule.
 *
 * @param timezone the zone of times without an offset
 * @throws AppError, also for a schedule without talks: it isn't published yet, and importing it would remove all talks
 */
async function fetchConferenceSchedule(
  { fetchSchedule, parseSchedule }: Pick<BotDependencies, 'fetchSchedule' | 'parseSchedule'>,
  url: string,
  timezone?: string,
): Promise<ParsedSchedule> {
  return parseSchedule(await fetchSchedule(url), timezone === undefined ? {} : { timezone });
}

/** Returns the schedule at an address, or why it can't be imported; neither if there is no address. */
export async function tryFetchSchedule(
  deps: Pick<BotDependencies, 'fetchSchedule' | 'parseSchedule'>,
  url: string | undefined,
  timezone: string | undefined,
): Promise<{ schedule?: ParsedSchedule; problem?: string }> {
  if (url === undefined) return {};
  try {
    return { schedule: await fetchConferenceSchedule(deps, url, timezone) };
  } catch (error) {
    // An invalid time zone is refused with the other settings.
    if (!(error instanceof AppError)) throw error;
    return { problem: `${error.message} Then type /recap schedule ${url} to import it.` };
  }
}
