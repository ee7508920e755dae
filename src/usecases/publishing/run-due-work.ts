import { DateTime } from 'luxon';
import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay, conferenceDays } from '#domain/conference/conference-day.ts';
import { digestInstant, dueDays, isRecapDue } from '#domain/conference/digest-times.ts';
import { AppError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { removeExpiredConferences } from '#usecases/privacy/remove-stored-data.ts';
import type { Scope } from '#usecases/recap/compile-conference.ts';
import { loadDigestState } from './digest-state.ts';
import { getApproval, remindOrganizers } from './preview-and-publish.ts';
import { publishDigest } from './publish-digest.ts';
import { ensureTalkThread } from './talk-threads.ts';

/** Digests of conferences that ended longer ago stay as they are, but for those of somebody who was forgotten. */
const KEPT_CURRENT_DAYS = 30;

/**
 * Does what is due, by level: compares what should stand in Slack now with what is wanted there, so that it may be
 * called at any time, after any crash, as often as one likes. A conference that fails doesn't keep the others.
 */
export async function runDueWork(deps: BotDependencies): Promise<void> {
  const now = deps.clock.now();
  const oldest = DateTime.fromMillis(now, { zone: 'utc' }).minus({ days: KEPT_CURRENT_DAYS }).toISODate()!;
  for (const conference of await deps.database.conferences.notOverBefore(oldest)) {
    try {
      // Whoever read why it was refused may have mended it: invited the bot, or unarchived the channel.
      if (await deps.database.publications.retryRefused(conference.id, now)) deps.wake();
      if (conference.to >= oldest) {
        await openStartedThreads(deps, conference, now);
        for (const scope of await dueScopes(deps, conference, now)) {
          await publishDigest(deps, conference, scope);
        }
      }
      await recomposeMarked(deps, conference);
    } catch (error) {
      const facts = { conference: conference.id, team: conference.teamId, ...errorLogFields(error) };
      // It is tried again at each tick until Slack is back.
      if (error instanceof AppError && error.code === 'unreachable') {
        deps.log.warn(facts, 'due work of a conference waits for Slack');
      } else {
        deps.log.error(facts, 'due work of a conference failed');
      }
    }
  }
  await removeExpiredConferences(deps);
  await deps.photoSweep.run();
}

/** Makes the digests anew that somebody was forgotten in; what is marked meanwhile stays marked. */
async function recomposeMarked(deps: BotDependencies, conference: TrackedConference): Promise<void> {
  const { id, anew } = conference;
  if (anew === undefined) return;
  for (const scope of Object.keys(anew)) await publishDigest(deps, conference, scope, true);
  await deps.database.runTransaction(async ({ conferences }) => {
    const found = await conferences.find(id);
    if (found === undefined) return;
    const { anew: marked, ...current } = found;
    const left = Object.entries(marked ?? {}).filter(([scope, since]) => anew[scope] !== since);
    await conferences.save({ ...current, ...(left.length > 0 && { anew: Object.fromEntries(left) }) });
  });
}

/** The days and the recap that are due and may go out, or were published before their time. */
async function dueScopes(deps: BotDependencies, conference: TrackedConference, now: number): Promise<Scope[]> {
  const due = new Set<Scope>(dueDays(conference, now));
  if (isRecapDue(conference, now)) due.add('all');
  const scopes: Scope[] = [];
  for (const scope of [...daysSoFar(conference, now), 'all' as const]) {
    if ((await loadDigestState(deps, conference.id, scope)) !== undefined) scopes.push(scope);
    else if (due.has(scope) && (await isWorthPosting(deps, conference, scope))) {
      if ((await getApproval(deps, conference, scope)) !== 'wanted') scopes.push(scope);
      else await remindOrganizers(deps, conference, scope);
    }
  }
  return scopes;
}

/** A day that was over before the conference was followed is worth a digest only where it has notes. */
async function isWorthPosting(
  { database }: BotDependencies,
  conference: TrackedConference,
  scope: Scope,
): Promise<boolean> {
  if (scope !== 'all' && digestInstant(conference, scope) > conference.createdAt) return true;
  const notes =
    scope === 'all'
      ? await database.notes.ofConference(conference.id)
      : await database.notes.ofDay(conference.id, scope);
  return notes.length > 0;
}

function daysSoFar(conference: TrackedConference, now: number): CalendarDate[] {
  const today = conferenceDay(now, conference.timezone);
  return conferenceDays(conference).filter((day) => day <= today);
}

async function openStartedThreads(deps: BotDependencies, conference: TrackedConference, now: number): Promise<void> {
  if (conference.opensThreads !== 'at-start' || conference.endedAt !== undefined) return;
  const talks = await deps.database.talks.ofConference(conference.id);
  const onNow = talks.filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= now && now < Date.parse(endsAt));
  for (const talk of onNow) await ensureTalkThread(deps.database, deps, conference, talk);
  if (onNow.length > 0) deps.wake();
}
