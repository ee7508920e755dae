import type { ConferenceId } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { matchesQuery } from '#domain/talk-mentions/talk-titles.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';

/** A talk as a person chooses it. */
export type TalkChoice = Pick<Talk, 'id' | 'title' | 'speakers' | 'startsAt' | 'endsAt' | 'room'>;

/** People still write about a talk that ended this recently, and already about one that starts this soon. */
const NEAR_MS = 30 * 60 * 1000;

/** Returns what a person sees of a talk in a list of choices. */
export function toChoice({ id, title, speakers, startsAt, endsAt, room }: Talk): TalkChoice {
  return { id, title, speakers, startsAt, endsAt, ...omitUndefined({ room }) };
}

/** Returns whether a talk is happening at an instant. */
export function isOn({ startsAt, endsAt }: Pick<Talk, 'startsAt' | 'endsAt'>, at: number): boolean {
  return Date.parse(startsAt) <= at && at < Date.parse(endsAt);
}

/** Returns whether somebody who writes at an instant may have just heard a talk, or be about to hear it. */
export function isNear({ startsAt, endsAt }: Pick<Talk, 'startsAt' | 'endsAt'>, at: number): boolean {
  return at >= Date.parse(startsAt) - NEAR_MS && at <= Date.parse(endsAt) + NEAR_MS;
}

/**
 * Sorts talks by how likely a note written at an instant (milliseconds since the epoch) is about them: happening, just
 * ended, starting soon, then the others by distance in time. The sort is stable.
 */
export function rankTalks<T extends Pick<Talk, 'startsAt' | 'endsAt'>>(talks: readonly T[], at: number): T[] {
  return talks
    .map((talk) => {
      const sinceEnd = at - Date.parse(talk.endsAt);
      const toStart = Date.parse(talk.startsAt) - at;
      const distance = Math.max(sinceEnd, toStart, 0);
      const rank = isOn(talk, at) ? 0 : distance > NEAR_MS ? 3 : sinceEnd >= 0 ? 1 : 2;
      return { talk, rank, distance };
    })
    .sort((one, other) => one.rank - other.rank || one.distance - other.distance)
    .map(({ talk }) => talk);
}

/** Slack's limit of options in a list. */
const MAX_OPTIONS = 100;
const LONGEST_QUERY = 200;

/**
 * Returns up to 100 talks that match `query`, the likeliest for a note written now first.
 * @throws AppError `refused` if it isn't clear which conference is meant
 */
export async function chooseTalk(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  { query, conferenceId }: { query: string; conferenceId?: ConferenceId | undefined },
): Promise<TalkChoice[]> {
  const { id } = await requireConference(deps, actor, conferenceId);
  const wanted = query.slice(0, LONGEST_QUERY);
  const talks = (await deps.database.talks.ofConference(id)).filter((talk) => matchesQuery(talk, wanted));
  return rankTalks(talks, deps.clock.now()).slice(0, MAX_OPTIONS).map(toChoice);
}
