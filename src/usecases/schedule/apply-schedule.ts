import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { ParsedSchedule } from '#schedule/read-schedule.ts';
import { quoted } from '#schedule/warnings.ts';
import type { ScheduleImport } from '#usecases/bot-results.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { StoredTalk, Stores } from '#usecases/ports/stores.ts';
import { refreshThreads } from '#usecases/publishing/refresh-threads.ts';
import { toChoice } from './rank-talk-choices.ts';

/**
 * Makes a conference's talks those of a schedule. Talks keep their ids, and with them their notes; those that a
 * person opened stay, and so do those that the schedule has no more where they have notes.
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

/** Talks on other days than the conference's mean that the link or the days are wrong. */
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
