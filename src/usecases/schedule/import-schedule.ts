import type { Conference, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { dateRange, LocalizedError, type Notice } from '#errors.ts';
import { type ParsedSchedule, scheduleRemarks } from '#schedule/parse-schedule.ts';
import { excerpt } from '#schedule/plain-text.ts';
import { decodeText } from '#shared/decode-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { reloadConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import { parseScheduleUrl } from '#usecases/conference/validate-settings.ts';
import { dayOfNote } from '#usecases/notes/place-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { StoredTalk, Stores } from '#usecases/ports/stores.ts';
import { refreshThreads } from '#usecases/publishing/talk-threads.ts';
import { normalizeName } from './open-talk.ts';
import type { TalkChoice } from './talk-choices.ts';
import { isNear, toChoice } from './talk-choices.ts';

export interface ScheduleImport {
  conference: TrackedConference;
  added: number;
  updated: number;
  removed: number;
  /** The first talk, so that a person can see whether the time zone is right. */
  first?: TalkChoice;
  warnings: Notice[];
}

/** Where a schedule comes from: an address, a file that was uploaded to Slack, or a text that was pasted. */
export type ScheduleSource = { url: string } | { fileId: string } | { text: string };

/** Slack holds larger files, but no schedule is larger. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Returns the address of a schedule, with a function that reads it also if it was uploaded or pasted. */
export function openSource(
  { fetchSchedule, workspace }: Pick<BotDependencies, 'fetchSchedule' | 'workspace'>,
  { teamId }: Actor,
  source: ScheduleSource,
): { url: string; fetchSchedule: BotDependencies['fetchSchedule'] } {
  if ('url' in source) return { url: parseScheduleUrl(source.url), fetchSchedule };
  if ('text' in source) return { url: '', fetchSchedule: async () => source.text };
  return {
    url: '',
    fetchSchedule: async () => decodeText(await workspace.file(teamId, source.fileId, MAX_FILE_BYTES)),
  };
}

/** Imports a schedule and remembers its address. @throws AppError, also if the actor isn't an organizer */
export async function importSchedule(
  deps: BotDependencies,
  actor: Actor,
  { source, conferenceId }: { source: ScheduleSource; conferenceId?: ConferenceId | undefined },
): Promise<ScheduleImport> {
  const { id, ...conference } = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'schedule');
  const { url: scheduleUrl, fetchSchedule } = openSource(deps, actor, source);
  const schedule = await fetchConferenceSchedule({ ...deps, fetchSchedule }, scheduleUrl, {
    timezone: conference.timezone,
    near: conference.from,
  });
  const report = await deps.database.runTransaction(async (stores) => {
    const stored = await reloadConference(stores, id);
    const current = scheduleUrl === '' ? stored : { ...stored, scheduleUrl };
    await stores.conferences.save(current);
    return applySchedule(stores, deps, { conference: current, schedule });
  });
  deps.placers.forget(id);
  deps.wake();
  return report;
}

/**
 * Replaces a conference's talks with those of a schedule. Talks keep their ids, and with them their notes, even if they
 * were moved or renamed. Talks that a person opened stay, and so do talks that left the schedule but have notes.
 */
export async function applySchedule(
  stores: Stores,
  deps: Pick<BotDependencies, 'forms'>,
  { conference, schedule }: { conference: TrackedConference; schedule: ParsedSchedule },
): Promise<ScheduleImport> {
  const known = await stores.talks.ofConference(conference.id);
  const knownHashes = new Map(known.map((talk) => [talk.id, contentHash(talk)]));
  const read = withKnownIds(schedule.talks, known);
  const ids = new Set(read.map(({ id }) => id));
  const added = read.filter(({ id }) => !knownHashes.has(id));
  const updated = read.filter((talk) => knownHashes.has(talk.id) && knownHashes.get(talk.id) !== contentHash(talk));
  const noted = new Set((await stores.notes.count(conference.id)).map(({ talkId }) => talkId));
  const gone = known.filter(({ id, byHand }) => !byHand && !ids.has(id));
  const removed = new Set(gone.filter(({ id }) => !noted.has(id)));
  await stores.talks.save(conference.id, [...added, ...updated]);
  await moveNotes(stores, conference, { before: known, updated });
  await stores.talks.remove(
    conference.id,
    [...removed].map(({ id }) => id),
  );
  const kept = known.filter((talk) => !ids.has(talk.id) && !removed.has(talk));
  await refreshThreads(stores, deps, { conference, talks: [...read, ...kept] });
  return {
    conference,
    added: added.length,
    updated: updated.length,
    removed: removed.size,
    ...omitUndefined({ first: read[0] && toChoice(read[0]) }),
    warnings: [
      ...outsideDays(conference, read).map((problem): Notice => ({ key: 'outside-days-advice', values: { problem } })),
      ...(gone.length === removed.size
        ? []
        : [{ key: 'kept-talks', values: { count: gone.length - removed.size } } as const]),
      ...scheduleRemarks(schedule),
    ],
  };
}

/**
 * Gives talks their former ids. If a schedule has no ids, they are made from title and start, so a talk that was moved
 * or renamed gets a different one.
 */
function withKnownIds(talks: ParsedSchedule['talks'], known: readonly StoredTalk[]): StoredTalk[] {
  const ids = new Set(talks.map(({ id }) => id));
  const knownIds = new Set(known.map(({ id }) => id));
  const gone = known.filter(({ id, byHand }) => !byHand && !ids.has(id));
  // An index, because comparing each talk with all others blocks the process for minutes if there are thousands.
  const index = new Map<string, Set<StoredTalk>>();
  const keysByTalk = new Map(gone.map((talk) => [talk, formerKeys(talk)]));
  for (const [talk, keys] of keysByTalk)
    for (const key of keys) index.set(key, (index.get(key) ?? new Set()).add(talk));
  return talks.map((talk): StoredTalk => {
    const former = knownIds.has(talk.id) ? undefined : findOnly(index, keysToFind(talk));
    if (former === undefined) return { ...talk, byHand: false };
    for (const key of keysByTalk.get(former)!) index.get(key)!.delete(former);
    return { ...talk, id: former.id, byHand: false };
  });
}

/** The keys under which {@link keysToFind} finds a talk that was moved (same title and speaker) or renamed. */
function formerKeys(talk: Talk): string[] {
  const title = normalizeName(talk.title);
  return [JSON.stringify({ title }), ...(talk.speakers.length === 0 ? [unnamedKey(title)] : speakerKeys(talk, title))];
}

/** A talk without speakers may be any with its title, and one with speakers may have had none. */
function keysToFind(talk: Talk): string[] {
  const title = normalizeName(talk.title);
  return talk.speakers.length === 0 ? [JSON.stringify({ title })] : [unnamedKey(title), ...speakerKeys(talk, title)];
}

function unnamedKey(title: string): string {
  return JSON.stringify({ title, speaker: null });
}

function speakerKeys({ speakers, startsAt, room }: Talk, title: string): string[] {
  return speakers.flatMap(({ name }) => [
    JSON.stringify({ title, speaker: normalizeName(name) }),
    JSON.stringify({ start: Date.parse(startsAt), room, name }),
  ]);
}

/** Returns the talk that is found under any of the keys, or undefined if there is none or more than one. */
function findOnly(
  index: ReadonlyMap<string, ReadonlySet<StoredTalk>>,
  keys: readonly string[],
): StoredTalk | undefined {
  let only: StoredTalk | undefined;
  for (const key of keys) {
    for (const talk of index.get(key) ?? []) {
      if (only !== undefined && talk !== only) return undefined;
      only = talk;
    }
  }
  return only;
}

/**
 * Moves notes to the new day of their talk. A note that was placed by its time keeps its talk: if it were placed again
 * by the new times, it would end up in another one.
 */
async function moveNotes(
  { notes }: Pick<Stores, 'notes'>,
  conference: TrackedConference,
  { before, updated }: { before: readonly StoredTalk[]; updated: readonly StoredTalk[] },
): Promise<void> {
  const formerById = new Map(before.map((talk) => [talk.id, talk]));
  const moved = updated.filter((talk) => formerById.get(talk.id)?.startsAt !== talk.startsAt);
  if (moved.length === 0) return;
  const movedById = new Map(moved.map((talk) => [talk.id, talk]));
  for (const note of await notes.ofConference(conference.id)) {
    const talk = note.talkId === null ? undefined : movedById.get(note.talkId);
    if (talk === undefined) continue;
    const day = dayOfNote(conference, note, talk);
    const wasPlacedByTime = isNear(formerById.get(talk.id)!, note.at) && !isNear(talk, note.at);
    const placedBy = note.placedBy === 'program' && wasPlacedByTime ? 'thread' : note.placedBy;
    if (day !== note.day || placedBy !== note.placedBy) await notes.save({ ...note, day, placedBy });
  }
}

/** Warns about talks outside the conference's days: either the link or the days are wrong. */
export function outsideDays(
  { from, to, timezone }: Pick<Conference, 'from' | 'to' | 'timezone'>,
  talks: readonly Talk[],
): Notice[] {
  const outside = talks.filter(({ startsAt }) => {
    const day = conferenceDay(Date.parse(startsAt), timezone);
    return day < from || day > to;
  });
  const [first] = outside;
  if (first === undefined) return [];
  const values = {
    ...{ outside: outside.length === talks.length ? 'all' : outside.length, talks: talks.length },
    dates: dateRange({ from, to }),
    ...{ title: excerpt(first.title, 80), day: Date.parse(first.startsAt.slice(0, 10)) },
  };
  return [{ key: 'talks-outside-days', values }];
}

/** How a schedule's times and dates are read: the zone of times without an offset, and a day of the conference. */
type ScheduleContext = Parameters<BotDependencies['parseSchedule']>[1];

/**
 * Fetches and parses a schedule.
 *
 * @throws AppError, also for a schedule without talks: it isn't published yet, and importing it would remove all talks
 */
async function fetchConferenceSchedule(
  { fetchSchedule, parseSchedule }: Pick<BotDependencies, 'fetchSchedule' | 'parseSchedule'>,
  url: string,
  context: ScheduleContext,
): Promise<ParsedSchedule> {
  try {
    return await parseSchedule(await fetchSchedule(url), context);
  } catch (error) {
    if (!(error instanceof LocalizedError) || error.code !== 'bad-input') throw error;
    throw new LocalizedError('bad-input', 'schedule-other-ways', { problem: error.notice }, { cause: error });
  }
}

/** Returns the schedule at an address, or why it can't be imported; neither if there is no address. */
export async function tryFetchSchedule(
  deps: Pick<BotDependencies, 'fetchSchedule' | 'parseSchedule'>,
  url: string | undefined,
  context: ScheduleContext,
): Promise<{ schedule?: ParsedSchedule; problem?: Notice }> {
  if (url === undefined) return {};
  try {
    return { schedule: await fetchConferenceSchedule(deps, url, context) };
  } catch (error) {
    // An invalid time zone is refused with the other settings.
    if (!(error instanceof LocalizedError)) throw error;
    const problem = error.notice;
    return { problem: url === '' ? problem : { key: 'schedule-import-later', values: { problem, url } } };
  }
}
