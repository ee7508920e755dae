import type { ConferenceId } from '#domain/conference/conference.ts';
import type { TalkChoice } from '#usecases/bot-results.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { byLikelihood, matchesQuery, toChoice } from './rank-talk-choices.ts';

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
