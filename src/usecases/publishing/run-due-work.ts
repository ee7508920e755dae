import { DateTime } from 'luxon';
import pLimit from 'p-limit';
import type { CalendarDate, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDays } from '#domain/conference/conference-day.ts';
import { digestInstant, dueDays, isRecapDue, nextDigest, recapInstant } from '#domain/conference/digest-times.ts';
import { AppError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { DigestState } from '#usecases/ports/stores.ts';
import type { Scope } from '#usecases/recap/compile-conference.ts';
import { announceCompleteRecap } from './announce.ts';
import { prepareDigest } from './compose-digest.ts';
import { getApproval, remindOrganizers } from './preview-and-publish.ts';
import { publishDigest } from './publish-digest.ts';
import { ensureTalkThread } from './talk-threads.ts';

/** Digests of conferences that ended more days ago stay as they are, unless somebody is forgotten. */
const KEPT_CURRENT_DAYS = 30;
/** Until a digest is composed its conference is planned again after this, in case the process died. */
const PLAN_LEASE_MS = 10_000;
/** Bounds the time of a single query. */
const CONFERENCES_PER_QUERY = 200;
/** How long to wait after a failure, usually because Slack can't be reached. */
const RETRY_MS = 30_000;
/** Replicas' clocks differ, and a change is stored some time after it was made. */
const CLOCK_SKEW_MS = 60_000;
/** All conferences are planned this often, in case a clock was wrong or somebody changed the database. */
const REPLAN_MS = 60 * 60_000;
/** Fewer than the connections to the database, so that nothing else waits for them. */
const PLANNED_AT_ONCE = 6;
/** A digest is prepared so long before it is due. */
const PREPARE_MS = 3 * 60_000;

/** A day's digest, or the recap of all days, to be composed. */
export interface DigestJob {
  conferenceId: ConferenceId;
  teamId: string;
  scope: Scope;
  /**
   * `prepare-digest`: composed ahead of its time, so that many can be posted in the same minute. `ask-model`: the language
   * model is asked, which may take minutes, ahead of the digest's time or for what it hasn't written yet.
   */
  kind: 'prepare-digest' | 'ask-model' | 'publish-digest';
}

/** Finds due work by queries, at a cost that doesn't depend on how much is stored. */
export interface DueWorkFinder {
  findDigests(): Promise<DigestJob[]>;
  /** When something that is known now becomes due, milliseconds since the epoch. */
  nextDueAt(): Promise<number | undefined>;
}

export function createDueWorkFinder(deps: BotDependencies): DueWorkFinder {
  const { conferences, digestStates, notes, publications, unreadMessages } = deps.database;
  const planLimit = pLimit(PLANNED_AT_ONCE);
  let replannedAt = Number.NEGATIVE_INFINITY;
  /** The changes that were found already: when the notes of a day last changed, by conference and day. */
  let found = new Map<string, { changedAt: number; isHandled: boolean }>();
  let changesSince = 0;

  async function findChanged(): Promise<DigestJob[]> {
    const from = Date.now();
    // The clock may have been set back.
    const changed = await notes.changedAfter(Math.min(changesSince, from - 2 * CLOCK_SKEW_MS));
    const jobs: DigestJob[] = [];
    const seen: typeof found = new Map();
    for (const { conferenceId, day, changedAt } of changed) {
      const key = `${conferenceId} ${day}`;
      const before = found.get(key);
      const isKnown = before?.changedAt === changedAt;
      seen.set(key, { changedAt, isHandled: isKnown && before.isHandled });
      if (isKnown && before.isHandled) continue;
      const states = await digestStates.ofConference(conferenceId);
      // The job that was started for a known change may have failed with the database, or have read before the change.
      const published = [day, 'all'].filter((scope) =>
        isKnown ? isMissed(states.get(scope), changedAt) : isOutdated(states.get(scope), changedAt),
      );
      if (published.length === 0) seen.set(key, { changedAt, isHandled: true });
      // A digest may become due because there are notes now.
      if (!states.has(day)) await conferences.makeDue(conferenceId);
      const conference = published.length === 0 ? undefined : await conferences.find(conferenceId);
      if (conference === undefined || conference.to < oldestDay(deps.clock.now())) continue;
      for (const scope of published)
        jobs.push({ conferenceId, teamId: conference.teamId, scope, kind: 'publish-digest' });
    }
    found = seen;
    changesSince = from - 2 * CLOCK_SKEW_MS;
    return jobs;
  }

  async function findToRetry(now: number): Promise<DigestJob[]> {
    const jobs: DigestJob[] = [];
    for (const { conferenceId, scope } of await digestStates.toRetry(now, oldestDay(now))) {
      const conference = await conferences.find(conferenceId);
      if (conference === undefined) continue;
      const { recomposeAt = Number.POSITIVE_INFINITY } = (await digestStates.find(conferenceId, scope)) ?? {};
      const isForModel = deps.summarizer.asksModel === true && recomposeAt <= now;
      jobs.push({ conferenceId, teamId: conference.teamId, scope, kind: isForModel ? 'ask-model' : 'publish-digest' });
    }
    return jobs;
  }

  return {
    async findDigests() {
      const now = deps.clock.now();
      if (Math.abs(now - replannedAt) >= REPLAN_MS) {
        // At once after a start, and later some at a time.
        const stepMs = Number.isFinite(replannedAt) ? REPLAN_MS / 60 : 0;
        replannedAt = now;
        await conferences.makeAllDue(oldestDay(now), now, stepMs);
      }
      // Somebody may have invited the bot, or unarchived the channel.
      if (await publications.retryRefused(now, oldestDay(now))) deps.wake();
      const jobs = [...(await findChanged()), ...(await findToRetry(now))];
      for (;;) {
        const due = await conferences.claimDue(now, PLAN_LEASE_MS, CONFERENCES_PER_QUERY);
        const plan = ({ conference, changedAt }: (typeof due)[number]) =>
          planConference(deps, conference, changedAt).catch((error): DigestJob[] => {
            deps.log.error({ ...factsOf(conference), ...errorLogFields(error) }, 'due work for a conference failed');
            return [];
          });
        jobs.push(...(await Promise.all(due.map((one) => planLimit(() => plan(one))))).flat());
        if (due.length < CONFERENCES_PER_QUERY) break;
      }
      return [...new Map(jobs.map((job) => [`${job.conferenceId} ${job.scope} ${job.kind}`, job])).values()];
    },

    async nextDueAt() {
      const now = deps.clock.now();
      const times = await Promise.all([
        conferences.nextDueAt(),
        digestStates.nextRetryAt(now),
        publications.nextRetryAt(now),
        unreadMessages.nextDueAt(now),
      ]);
      const known = times.filter((time) => time !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
  };
}

/** Composes a digest. Never throws: a failure is logged, and it is tried again later. */
export async function composeDigest(deps: BotDependencies, job: DigestJob): Promise<void> {
  const { conferenceId, scope, kind } = job;
  const asksModel = kind === 'ask-model';
  const { conferences, digestStates } = deps.database;
  const conference = await conferences.find(conferenceId);
  if (conference === undefined) return;
  const markedAt = conference.outdated?.[scope];
  try {
    // By now it may be due, and is being composed anyway.
    if (
      kind === 'prepare-digest' &&
      !upcomingDigests(conference, deps.clock.now()).some((next) => next.scope === scope)
    )
      return;
    if (kind !== 'publish-digest' && (await digestStates.find(conferenceId, scope)) === undefined) {
      return await prepareDigest(deps, conference, { scope, asksModel });
    }
    if (kind === 'prepare-digest') return;
    await publishDigest(deps, conference, scope, { atOnce: markedAt !== undefined, asksModel });
    if (markedAt !== undefined) await removeMark(deps, conferenceId, { scope, markedAt });
  } catch (error) {
    // Somebody deleted it meanwhile.
    if ((await conferences.find(conferenceId)) === undefined) return;
    const facts = { ...factsOf(conference), ...errorLogFields(error) };
    if (error instanceof AppError && error.code === 'unreachable') {
      deps.log.warn(facts, 'due work for a conference is waiting for Slack');
    } else {
      deps.log.error(facts, 'due work for a conference failed');
    }
    const state = await digestStates.find(conferenceId, scope);
    if (state !== undefined) {
      await digestStates.save(conferenceId, scope, { ...state, retryAt: deps.clock.now() + RETRY_MS });
    }
  }
}

/**
 * Opens the threads of talks that have started, and returns the digests to compose: published ones that may be outdated,
 * and those that are due and approved. Records when something will be due next.
 */
async function planConference(
  deps: BotDependencies,
  conference: TrackedConference,
  changedAt: number,
): Promise<DigestJob[]> {
  const { id: conferenceId, teamId, outdated = {} } = conference;
  const now = deps.clock.now();
  const scopes = new Set<Scope>(Object.keys(outdated));
  const toPrepare: Scope[] = [];
  const next: number[] = [];
  if (conference.to >= oldestDay(now)) {
    const startsAt = await openStartedThreads(deps, conference, now);
    next.push(...startsAt);
    const states = await deps.database.digestStates.ofConference(conferenceId);
    for (const { scope, at } of upcomingDigests(conference, now)) {
      next.push(at);
      if (states.has(scope)) continue;
      if (at - PREPARE_MS > now) next.push(at - PREPARE_MS);
      else toPrepare.push(scope);
    }
    const all: Scope[] = [...conferenceDays(conference), 'all'];
    for (const scope of all) if (isOutdated(states.get(scope), changedAt)) scopes.add(scope);
    const recap = states.get('all');
    if (recap !== undefined) await announceCompleteRecap(deps, conference, recap);
    const due: Scope[] = [...dueDays(conference, now), ...(isRecapDue(conference, now) ? ['all' as const] : [])];
    for (const scope of due) {
      if (states.has(scope) || !(await isWorthPosting(deps, conference, scope))) continue;
      if ((await getApproval(deps, conference, scope)) !== 'wanted') scopes.add(scope);
      else await remindOrganizers(deps, conference, scope);
      // Planned again until it is published.
      if (scopes.has(scope)) next.push(now + PLAN_LEASE_MS);
    }
  }
  if (Object.keys(outdated).length > 0) next.push(now + RETRY_MS);
  await deps.database.conferences.planned(conferenceId, next.length === 0 ? null : Math.min(...next), changedAt);
  const kinds: DigestJob['kind'][] = ['prepare-digest', ...(deps.summarizer.asksModel ? (['ask-model'] as const) : [])];
  return [
    ...[...scopes].map((scope): DigestJob => ({ conferenceId, teamId, scope, kind: 'publish-digest' })),
    ...toPrepare.flatMap((scope) => kinds.map((kind): DigestJob => ({ conferenceId, teamId, scope, kind }))),
  ];
}

/**
 * Returns whether something may have changed since the input of a published digest was read. A time in the future comes
 * from a clock that was wrong.
 */
function isOutdated(state: DigestState | undefined, changedAt: number): boolean {
  if (state === undefined) return false;
  const { checkedAt = 0 } = state;
  return checkedAt - CLOCK_SKEW_MS < changedAt || checkedAt > Date.now() + CLOCK_SKEW_MS;
}

/** Returns whether a change is neither in a published digest nor will be. */
function isMissed(state: DigestState | undefined, changedAt: number): boolean {
  return state !== undefined && state.retryAt === undefined && (state.checkedAt ?? 0) <= changedAt;
}

/** The next day's digest, and the recap, if they are still to come. */
function upcomingDigests(conference: TrackedConference, now: number): { scope: Scope; at: number }[] {
  const digest = nextDigest(conference, now);
  const recapAt = recapInstant(conference);
  return [
    ...(digest === undefined ? [] : [{ scope: digest.day, at: digest.at }]),
    ...(recapAt === undefined || recapAt <= now ? [] : [{ scope: 'all' as const, at: recapAt }]),
  ];
}

/** A day that had ended before the conference was set up is only worth a digest if it has notes. */
async function isWorthPosting(
  { database }: BotDependencies,
  conference: TrackedConference,
  scope: Scope,
): Promise<boolean> {
  if (scope !== 'all' && digestInstant(conference, scope) > conference.createdAt) return true;
  const counts = await database.notes.count(conference.id);
  return counts.some(({ day }) => scope === 'all' || day === scope);
}

/** Opens the threads of talks that are happening. Returns when the next talks start. */
async function openStartedThreads(
  deps: BotDependencies,
  conference: TrackedConference,
  now: number,
): Promise<number[]> {
  if (conference.opensThreads !== 'at-start' || conference.endedAt !== undefined) return [];
  const talks = await deps.database.talks.ofConference(conference.id);
  const happening = talks.filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= now && now < Date.parse(endsAt));
  for (const talk of happening) await ensureTalkThread(deps.database, deps, { conference, talk });
  if (happening.length > 0) deps.wake();
  return talks.map(({ startsAt }) => Date.parse(startsAt)).filter((start) => start > now);
}

/**
 * Removes the mark of a digest that was composed again after somebody was forgotten, unless it was marked again
 * meanwhile.
 */
async function removeMark(
  deps: BotDependencies,
  id: ConferenceId,
  { scope, markedAt }: { scope: Scope; markedAt: number },
): Promise<void> {
  await deps.database.runTransaction(async ({ conferences }) => {
    const found = await conferences.find(id);
    if (found === undefined) return;
    const { outdated, ...current } = found;
    const left = Object.entries(outdated ?? {}).filter(([marked, since]) => marked !== scope || since !== markedAt);
    await conferences.save({ ...current, ...(left.length > 0 && { outdated: Object.fromEntries(left) }) });
  });
}

function oldestDay(now: number): CalendarDate {
  return DateTime.fromMillis(now, { zone: 'utc' }).minus({ days: KEPT_CURRENT_DAYS }).toISODate()!;
}

function factsOf({ id, teamId }: TrackedConference) {
  return { conference: id, team: teamId };
}
