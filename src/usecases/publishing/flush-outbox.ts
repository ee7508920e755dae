import { isCanvasKey, type Publication } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { PostingError, type PostingProblem } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** Messages to a channel in one go: each may take a second, and then what has become due is looked for again. */
const PER_CHANNEL = 10;
/** Milliseconds before what had no answer is tried again: the first time, and at most. */
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 5 * 60_000;
/** What Slack refused is tried again, in case somebody has mended it: the first time after this, and at most. */
const FIRST_AFTER_REFUSAL = 2 * 60_000;
const LONGEST_AFTER_REFUSAL = 60 * 60_000;
/** Clocks of this machine and Slack's differ, by no more than Slack's signed requests allow. */
const CLOCK_SKEW = 5 * 60_000;

/**
 * Posts, changes and removes what doesn't stand in Slack as it is wanted. That a posting begins is written down before
 * it does: where no answer came, the channel is searched for the message before it is posted again. One call at a
 * time; channels go on beside each other, each in its order.
 */
export async function flushOutbox(deps: BotDependencies): Promise<{ posted: number; waiting: number }> {
  const due = await deps.database.publications.due(deps.clock.now(), PER_CHANNEL);
  const byChannel = Map.groupBy(due, ({ teamId, channel }) => `${teamId} ${channel}`);
  const counts = await Promise.all([...byChannel.values()].map((inOrder) => sendInOrder(deps, inOrder)));
  const posted = counts.reduce((sum, count) => sum + count, 0);
  return { posted, waiting: due.length - posted };
}

async function sendInOrder(deps: BotDependencies, inOrder: readonly Pick<Publication, 'key'>[]): Promise<number> {
  let posted = 0;
  for (const { key } of inOrder) {
    if (deps.stopping.aborted) break;
    // Read anew: what is wanted may have changed while those before it were posted.
    const publication = await deps.database.publications.find(key);
    if (publication === undefined || isAsWanted(publication)) continue;
    try {
      if (await sendOne(deps, publication)) posted += 1;
    } catch (error) {
      if (!(error instanceof PostingError)) throw error;
      await noteProblem(deps, publication, error.problem);
      // The channel takes nothing for a while.
      if (error.problem.kind === 'later') break;
    }
  }
  return posted;
}

function isAsWanted({ postedHash, wantedHash, startedAt }: Publication): boolean {
  return startedAt === undefined && postedHash === wantedHash;
}

/** Answers whether it stands as wanted now; not while the message that it replies to isn't there. */
async function sendOne(deps: BotDependencies, publication: Publication): Promise<boolean> {
  const { database, publisher, clock } = deps;
  const { key, teamId, channel, wanted, wantedHash, startedAt, attempts } = publication;
  const threadTs = await threadOf(deps, publication);
  if (threadTs === 'not yet') return false;
  const place = { teamId, channel, ...omitUndefined({ threadTs }) };
  let { ts } = publication;
  if (ts === undefined && startedAt !== undefined) {
    // This machine's clock may have been set back since.
    const since = Math.min(startedAt, clock.now()) - CLOCK_SKEW;
    ts = await publisher.findPosted(place, key, since);
    await database.publications.note(key, { startedAt: undefined, ...omitUndefined({ ts }) });
  }
  if (wanted === null) {
    if (ts !== undefined) await publisher.remove({ teamId, channel, ts });
    await database.publications.remove(key);
    return true;
  }
  if (ts === undefined) {
    await database.publications.note(key, { startedAt: clock.now(), attempts: attempts + 1 });
    ts = await publisher.post(place, key, wanted);
  } else {
    await publisher.update({ teamId, channel, ts }, key, wanted);
  }
  await database.publications.note(key, { ts, postedHash: wantedHash, startedAt: undefined, attempts: 0 });
  return true;
}

async function threadOf(
  { database }: BotDependencies,
  { parentKey, wanted, ts }: Publication,
): Promise<string | undefined | 'not yet'> {
  if (parentKey === undefined) return undefined;
  const parent = await database.publications.find(parentKey);
  if (parent?.ts !== undefined) return parent.ts;
  // To remove or change what stands there its thread is not needed.
  return wanted === null || ts !== undefined ? undefined : 'not yet';
}

async function noteProblem(
  { database, clock, log }: BotDependencies,
  publication: Publication,
  problem: PostingProblem,
): Promise<void> {
  const { key, attempts, conferenceId, wanted, ts, parentKey } = publication;
  const now = clock.now();
  // Many workspaces have no canvases, and that is no fault of anybody's.
  const level = isCanvasKey(key) && problem.kind === 'refused' ? 'info' : 'warn';
  log[level]({ key, conference: conferenceId, problem: problem.kind }, 'posting did not succeed');
  switch (problem.kind) {
    case 'later':
      return database.publications.note(key, { startedAt: undefined, retryAt: now + problem.retryAfterMs });
    case 'unknown':
      return database.publications.note(key, {
        retryAt: now + doubled(FIRST_RETRY, attempts, LONGEST_RETRY),
        attempts: attempts + 1,
      });
    case 'refused':
      return database.publications.note(key, {
        startedAt: undefined,
        failure: problem.reason,
        retryAt: now + doubled(FIRST_AFTER_REFUSAL, attempts, LONGEST_AFTER_REFUSAL),
        attempts: attempts + 1,
      });
    case 'gone':
      if (wanted === null) return database.publications.remove(key);
      // What somebody deleted is posted anew, and where the thread that it replies to is gone, that first.
      await database.publications.note(ts === undefined && parentKey !== undefined ? parentKey : key, {
        ts: undefined,
        postedHash: undefined,
      });
      return database.publications.note(key, { startedAt: undefined, retryAt: now + FIRST_RETRY });
  }
}

function doubled(first: number, times: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(times, 10));
}
