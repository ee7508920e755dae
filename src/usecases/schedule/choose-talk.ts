import type { ConferenceId } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { TalkChoice } from '#usecases/bot-results.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** A talk just ended is still written about, and one that begins soon is already. */
const NEAR = 30 * 60 * 1000;

/** What a person sees of a talk who is to choose one. */
export function toChoice({ id, title, speakers, startsAt, endsAt, room }: Talk): TalkChoice {
  return { id, title, speakers, startsAt, endsAt, ...omitUndefined({ room }) };
}

/** Is a talk on at an instant? */
export function isOn({ startsAt, endsAt }: Pick<Talk, 'startsAt' | 'endsAt'>, at: number): boolean {
  return Date.parse(startsAt) <= at && at < Date.parse(endsAt);
}

/**
 * Talks in the order in which one thinks of them at an instant (milliseconds since the epoch): those on, those that
 * have just ended, those that begin soon, then the rest, nearest first. Of equals the given order stays.
 */
export function byLikelihood<T extends Pick<Talk, 'startsAt' | 'endsAt'>>(talks: readonly T[], at: number): T[] {
  return talks
    .map((talk) => {
      const sinceEnd = at - Date.parse(talk.endsAt);
      const toStart = Date.parse(talk.startsAt) - at;
      const distance = Math.max(sinceEnd, toStart, 0);
      const rank = isOn(talk, at) ? 0 : distance > NEAR ? 3 : sinceEnd >= 0 ? 1 : 2;
      return { talk, rank, distance };
    })
    .sort((one, other) => one.rank - other.rank || one.distance - other.distance)
    .map(({ talk }) => talk);
}

/** Does a talk's title, or a speaker's name, have all the words of a query, or their beginnings? */
function matchesQuery({ title, speakers }: Pick<Talk, 'title' | 'speakers'>, query: string): boolean {
  const wanted = tokenize(fold(query)).map(({ text }) => text);
  const words = tokenize(fold([title, ...speakers.map(({ name }) => name)].join(' '))).map(({ text }) => text);
  return wanted.every((want) => words.some((word) => word.startsWith(want)));
}

/** As many options as Slack shows in a list. */
const MOST = 100;
/** Nobody types more into the field of a list. */
const LONGEST_QUERY = 200;

/**
 * The talks that a note of now may belong to, likeliest first, at most 100; of those alone whose title or speakers
 * have the words of `query`. @throws AppError `refused` where it is not plain which conference is meant
 */
export async function chooseTalk(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  query: string,
  conferenceId?: ConferenceId,
): Promise<TalkChoice[]> {
  const { id } = await requireConference(deps, actor, conferenceId);
  const wanted = query.slice(0, LONGEST_QUERY);
  const talks = (await deps.database.talks.ofConference(id)).filter((talk) => matchesQuery(talk, wanted));
  return byLikelihood(talks, deps.clock.now()).slice(0, MOST).map(toChoice);
}
