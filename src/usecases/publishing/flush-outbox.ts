import { randomUUID } from 'node:crypto';
import { digestScope, isCanvasKey, type Publication, shownNote } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { type BeforeCall, PostingError, type PostingProblem } from '#usecases/ports/slack.ts';
import type { Lease } from '#usecases/ports/stores.ts';

/** The most messages that one job posts; each may take a second. */
const MESSAGES_PER_JOB = 10;
/** A lease is renewed right before the call to Slack, which times out after 10 s. */
const LEASE_MS = 12_000;
/** Milliseconds until an attempt without an answer is retried: the first time, and at most. */
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 5 * 60_000;
/** Milliseconds until a refused attempt is retried, in case somebody has fixed the cause: the first time, and at most. */
const FIRST_AFTER_REFUSAL = 20_000;
const LONGEST_AFTER_REFUSAL = 60 * 60_000;
/** The clocks of this machine and of Slack differ by no more than Slack's signed requests allow. */
const CLOCK_SKEW = 5 * 60_000;
/** Slack may carry out a call this long after it was given up. */
const LATE_MS = 30_000;

/**
 * Posts, updates and removes the due messages of a channel, one at a time. The start of an attempt is recorded first:
 * after one without an answer, the channel is searched for the message before it is posted again. Never throws, except
 * if the database fails. Returns how many succeeded, and whether more may be due.
 */
export async function postChannel(
  deps: BotDependencies,
  channel: Pick<Publication, 'teamId' | 'channel'>,
): Promise<{ posted: number; isLeft: boolean }> {
  const { publications } = deps.database;
  const lease = { owner: randomUUID(), leaseMs: LEASE_MS };
  let posted = 0;
  for (let count = 0; count < MESSAGES_PER_JOB; count++) {
    if (deps.stopping.aborted) return { posted, isLeft: false };
    const publication = await publications.claim(channel, deps.clock.now(), lease);
    if (publication === undefined) return { posted, isLeft: false };
    try {
      if (await synchronize(deps, publication, lease)) posted += 1;
    } catch (error) {
      if (!(error instanceof PostingError)) {
        await publications.record(publication.key, {}, lease.owner);
        throw error;
      }
      await recordProblem(deps, publication, { problem: error.problem, lease });
      if (error.problem.kind === 'superseded') return { posted, isLeft: false };
    }
  }
  return { posted, isLeft: true };
}

/** Runs {@link postChannel} once for every channel with due messages; `waiting` is how many channels have more. */
export async function flushOutbox(deps: BotDependencies): Promise<{ posted: number; waiting: number }> {
  const { publications } = deps.database;
  const channels = await publications.dueChannels(deps.clock.now());
  const results = await Promise.all(channels.map((channel) => postChannel(deps, channel)));
  return {
    posted: results.reduce((sum, { posted }) => sum + posted, 0),
    waiting: (await publications.dueChannels(deps.clock.now(), true)).length,
  };
}

/** Makes Slack show what is wanted. Returns false if that has to wait. @throws PostingError */
async function synchronize(deps: BotDependencies, publication: Publication, lease: Lease): Promise<boolean> {
  const { publications } = deps.database;
  const { publisher, clock } = deps;
  const { key, teamId, channel, parentKey, wanted, wantedHash, attempts, startedAt } = publication;
  const threadTs = parentKey === undefined ? undefined : (await publications.find(parentKey))?.ts;
  const place = { teamId, channel, ...omitUndefined({ threadTs }) };
  const beforeCall = (start?: { startedAt: number; attempts: number }) => confirmLease(deps, key, { lease, start });
  const wait = async (until: number) => {
    await publications.record(key, { retryAt: until }, lease.owner);
    return false;
  };
  // After an attempt without an answer its message may turn up late.
  const copies =
    startedAt === undefined ? [] : await publisher.findPosted(place, key, searchFrom(startedAt, clock.now()));
  const ts = publication.ts ?? copies.at(-1);
  for (const copy of copies) {
    if (copy !== ts) await publisher.remove({ teamId, channel, ts: copy }, beforeCall());
  }
  if (wanted === null) {
    if (ts !== undefined) await publisher.remove({ teamId, channel, ts }, beforeCall());
    else if (startedAt !== undefined && isRecent(startedAt, clock.now())) return wait(clock.now() + LATE_MS);
    await removeWithdrawn(deps, key, lease);
    return true;
  }
  let posted = ts;
  if (posted === undefined) {
    if (parentKey !== undefined && threadTs === undefined) return wait(clock.now() + FIRST_RETRY);
    const start = { startedAt: clock.now(), attempts: attempts + 1 };
    posted = await publisher.post(place, key, wanted, beforeCall(start));
  } else if (publication.postedHash !== wantedHash) {
    await publisher.update({ teamId, channel, ts: posted }, key, wanted, beforeCall());
  }
  // Timed by this clock alone: Slack's may differ by more than a late copy takes.
  const now = clock.now();
  const foundAt = startedAt !== undefined && publication.ts === undefined ? now : startedAt;
  const mayHaveCopies = foundAt !== undefined && isRecent(foundAt, now);
  await publications.record(
    key,
    {
      ts: posted,
      postedHash: wantedHash,
      startedAt: mayHaveCopies ? foundAt : undefined,
      attempts: 0,
      refusals: 0,
      ...(mayHaveCopies && { retryAt: now + LATE_MS }),
    },
    lease.owner,
  );
  if (publication.ts === undefined) await recomposeDigests(deps, publication);
  return true;
}

/** This machine's clock may differ from Slack's, and may have been set back. */
function searchFrom(startedAt: number, now: number): number {
  return Math.min(startedAt, now) - CLOCK_SKEW;
}

/** Returns whether Slack may still carry out an attempt that was made before or at an instant. */
function isRecent(instant: number, now: number): boolean {
  return Math.abs(now - instant) < LATE_MS;
}

/** Returns a function that checks, right before the call, that no other worker has taken over the publication. */
function confirmLease(
  { database }: BotDependencies,
  key: string,
  { lease, start }: { lease: Lease; start: { startedAt: number; attempts: number } | undefined },
): BeforeCall {
  return async () => {
    const from = performance.now();
    const isMine = await database.publications.renew(key, lease, start);
    // If this process was frozen in the meantime, the new lease may have expired.
    if (!isMine || performance.now() - from > lease.leaseMs / 3) throw new PostingError({ kind: 'superseded' });
  };
}

/** Removes what isn't wanted and not in Slack. If somebody wants it again meanwhile, it is posted again. */
async function removeWithdrawn({ database: { publications } }: BotDependencies, key: string, { owner }: Lease) {
  if (await publications.remove(key, owner)) return;
  await publications.record(key, { ts: undefined, postedHash: undefined, startedAt: undefined }, owner);
}

/** A digest links to typed notes and to its own replies, so it has to be composed again once those are posted. */
async function recomposeDigests(
  { database, clock }: BotDependencies,
  { key, teamId, conferenceId, parentKey }: Publication,
): Promise<void> {
  const note = shownNote(key);
  if (note !== undefined) await database.notes.touch({ teamId, ...note });
  const scope = digestScope(key);
  if (scope !== undefined && parentKey !== undefined) {
    await database.digestStates.retry(conferenceId, scope, clock.now());
  }
}

async function recordProblem(
  deps: BotDependencies,
  publication: Publication,
  { problem, lease }: { problem: PostingProblem; lease: Lease },
): Promise<void> {
  const { database, clock, log } = deps;
  const { publications } = database;
  const { owner } = lease;
  const { key, attempts, refusals = 0, conferenceId, wanted, ts, parentKey } = publication;
  const now = clock.now();
  // Many workspaces don't have canvases, which isn't a problem.
  const level = isCanvasKey(key) && problem.kind === 'refused' ? 'info' : 'warn';
  log[level]({ key, conference: conferenceId, problem: problem.kind }, 'posting failed');
  // What may have been posted by an earlier attempt is still unknown.
  const { startedAt } = publication;
  switch (problem.kind) {
    case 'superseded':
      return;
    case 'later': {
      const retryAt = now + Math.ceil(problem.retryAfterMs);
      await publications.record(key, { startedAt, retryAt }, owner);
      return publications.postpone(publication, retryAt);
    }
    case 'unknown':
      return publications.record(
        key,
        { retryAt: now + backoff(FIRST_RETRY, attempts, LONGEST_RETRY), attempts: attempts + 1 },
        owner,
      );
    case 'refused':
      return publications.record(
        key,
        {
          startedAt,
          failure: JSON.stringify(problem.reason),
          retryAt: now + backoff(FIRST_AFTER_REFUSAL, refusals, LONGEST_AFTER_REFUSAL),
          attempts: 0,
          refusals: refusals + 1,
        },
        owner,
      );
    case 'gone':
      if (wanted === null) return removeWithdrawn(deps, key, lease);
      // A message that somebody deleted is posted again; if its thread is gone, the thread's first message is, too.
      await publications.record(ts === undefined && parentKey !== undefined ? parentKey : key, {
        ts: undefined,
        postedHash: undefined,
      });
      return publications.record(key, { startedAt, retryAt: now + FIRST_RETRY }, owner);
  }
}

function backoff(first: number, times: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(times, 10));
}
