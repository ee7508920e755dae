import type { CalendarDate, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay, conferenceDays, phaseOf, toZonedIso } from '#domain/conference/conference-day.ts';
import { LocalizedError } from '#errors.ts';
import { excerpt } from '#schedule/plain-text.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { canSeeConference, isOrganizer } from './permissions.ts';

/** The conferences that a person may mean, if it isn't clear which one; empty if there are none. */
export interface ConferenceChoices {
  kind: 'which-conference';
  choices: TrackedConference[];
}

/** Returns whether the result of a use case is that the person has to say which conference is meant. */
export function isWhichConference(result: unknown): result is ConferenceChoices {
  return typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'which-conference';
}

type Needed = Pick<BotDependencies, 'database' | 'clock' | 'workspace'>;

const MOST_NAMED = 5;
const LONGEST_NAMED = 80;

/**
 * Finds the conference that is meant: the one with `conferenceId`, or the channel's current one (at most one), or the
 * channel's last one, or the only current one that the actor can see. Otherwise returns the current ones as `choices`.
 *
 * @throws AppError `refused` for an id from another workspace, or a conference that the actor can't see
 */
export async function resolveConference(
  deps: Needed,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<TrackedConference | ConferenceChoices> {
  const { database, clock } = deps;
  const { teamId, channel } = actor;
  if (conferenceId !== undefined) {
    const conference = await database.conferences.find(conferenceId);
    if (conference?.teamId === teamId && (await canReferTo(deps, actor, conference))) return conference;
    throw new LocalizedError('refused', 'conference-gone');
  }
  const now = clock.now();
  if (channel !== undefined) {
    const here = await database.conferences.ofChannel(teamId, channel);
    const found = currentOrLast(here, now);
    if (found !== undefined && (await canSeeConference(deps, actor, found))) return found;
  }
  const choices = await visibleConferences(deps, actor, (conference) => phaseOf(conference, now) !== 'after');
  return choices.length === 1 ? choices[0]! : { kind: 'which-conference', choices };
}

/** Slack waits three seconds for the acknowledgment of a request, and some of them are needed to store a note. */
const RESOLVE_WITHIN_MS = 1_500;

/**
 * Waits for the conference of a note, but not longer than its request can wait: a note that is stored later has been
 * reported as failed, and is typed again. @throws AppError `unreachable` if Slack is too slow
 */
export async function resolveInTime<Found>(resolving: Promise<Found>): Promise<Found> {
  const found = await withTimeout(RESOLVE_WITHIN_MS, resolving);
  if (found !== undefined) return found;
  throw new LocalizedError('unreachable', 'slack-silent');
}

/** Returns the workspace's conferences that the actor can see, newest first; only `isMeant` ones, if given. */
export async function visibleConferences(
  deps: Pick<Needed, 'database' | 'workspace'>,
  actor: Actor,
  isMeant: (conference: TrackedConference) => boolean = () => true,
): Promise<TrackedConference[]> {
  const known: TrackedConference[] = [];
  for (const conference of (await deps.database.conferences.ofTeam(actor.teamId)).filter(isMeant)) {
    if (await canSeeConference(deps, actor, conference)) known.push(conference);
  }
  return known;
}

/** Administrators can open any conference by its id, but those of private channels aren't listed for them. */
async function canReferTo(deps: Needed, actor: Actor, conference: TrackedConference): Promise<boolean> {
  return (await canSeeConference(deps, actor, conference)) || isOrganizer(deps, actor, conference);
}

/** Returns the conference found by {@link resolveConference}. @throws AppError `refused` if it isn't clear which one */
export async function requireConference(
  deps: Needed,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<TrackedConference> {
  const found = await resolveConference(deps, actor, conferenceId);
  if (!isWhichConference(found)) return found;
  if (found.choices.length === 0) {
    const place = actor.channel === undefined ? 'here' : 'channel';
    throw new LocalizedError('refused', 'conference-none', { place });
  }
  throw new LocalizedError('refused', 'conference-several', {
    names: namesOf(found.choices.slice(0, MOST_NAMED)),
    more: found.choices.length > MOST_NAMED ? 'yes' : 'no',
  });
}

/** Returns the names of conferences for a sentence. */
export function namesOf(conferences: readonly Pick<TrackedConference, 'name'>[]): string {
  return conferences.map(({ name }) => excerpt(name, LONGEST_NAMED)).join(', ');
}

/** Returns the conference among a channel's that isn't over yet (at most one), otherwise the last one. */
export function currentOrLast(here: readonly TrackedConference[], now: number): TrackedConference | undefined {
  return here.find((conference) => phaseOf(conference, now) !== 'after') ?? here.reduce(later, here[0]);
}

function later(one: TrackedConference | undefined, other: TrackedConference): TrackedConference {
  return one !== undefined && one.to >= other.to ? one : other;
}

/** Loads a conference inside the transaction that changes it. @throws AppError `refused` if it was deleted meanwhile */
export async function reloadConference(
  { conferences }: Pick<Stores, 'conferences'>,
  id: ConferenceId,
): Promise<TrackedConference> {
  const conference = await conferences.find(id);
  if (conference !== undefined) return conference;
  throw new LocalizedError('refused', 'conference-deleted');
}

export function notAConferenceDay({ name, from, to }: TrackedConference, day: CalendarDate): LocalizedError {
  return new LocalizedError('wrong-usage', 'not-a-conference-day', {
    ...{ conference: name, length: from === to ? 'one' : 'several' },
    ...{ day: Date.parse(day), from: Date.parse(from), to: Date.parse(to) },
  });
}

/** Returns the days of the channel's conference, and today's date there, else where the actor is. */
export async function daysOf(
  { database, workspace, clock }: Pick<BotDependencies, 'database' | 'workspace' | 'clock'>,
  { teamId, userId, channel }: Actor,
): Promise<{ today: CalendarDate; days: CalendarDate[] }> {
  const now = clock.now();
  const here = channel === undefined ? [] : await database.conferences.ofChannel(teamId, channel);
  const meant = currentOrLast(here, now);
  const days = meant === undefined ? [] : conferenceDays(meant);
  if (meant !== undefined && phaseOf(meant, now) !== 'after')
    return { today: conferenceDay(now, meant.timezone), days };
  const timezone = (await workspace.person(teamId, userId))?.timezone ?? 'UTC';
  return { today: toZonedIso(now, timezone).slice(0, 10), days };
}
