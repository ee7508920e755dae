import { phaseOf } from '../domain/conference-phase.ts';
import type { ConferenceId, TrackedConference } from '../domain/tracked-conference.ts';
import { AppError } from '../errors.ts';
import { quoted } from '../schedule/warnings.ts';
import type { Asker, WhichConference } from './bot.ts';
import type { BotDependencies } from './bot-dependencies.ts';

type Needed = Pick<BotDependencies, 'database' | 'clock'>;

/** Names in one sentence. */
const MOST_NAMED = 5;

/**
 * Which conference is meant: the one of `conferenceId`, else the channel's that is not over (it has one at most),
 * else the one that was last in the channel, else the only one of the workspace that is not over. `choices` are those
 * that are not over where it is not plain which.
 *
 * @throws AppError `refused` for an id that is none of the asker's workspace
 */
export async function findConference(
  { database, clock }: Needed,
  { teamId, channel }: Asker,
  conferenceId?: ConferenceId,
): Promise<TrackedConference | WhichConference> {
  if (conferenceId !== undefined) {
    const conference = await database.conferences.find(conferenceId);
    if (conference?.teamId === teamId) return conference;
    throw new AppError('refused', 'That conference is not followed here any more.');
  }
  const now = clock.now();
  if (channel !== undefined) {
    const here = await database.conferences.ofChannel(teamId, channel);
    const found =
      here.find((conference) => phaseOf(conference, now) !== 'after') ?? here.reduce(later, here[0]);
    if (found !== undefined) return found;
  }
  const all = await database.conferences.ofTeam(teamId);
  const choices = all.filter((conference) => phaseOf(conference, now) !== 'after');
  return choices.length === 1 ? choices[0]! : { choices };
}

/** The conference that is meant, as {@link findConference} says. @throws AppError `refused`, with what to do instead */
export async function requireConference(
  deps: Needed,
  asker: Asker,
  conferenceId?: ConferenceId,
): Promise<TrackedConference> {
  const found = await findConference(deps, asker, conferenceId);
  if (!('choices' in found)) return found;
  if (found.choices.length === 0) {
    const place = asker.channel === undefined ? 'here' : 'in this channel';
    throw new AppError('refused', `No conference is followed ${place}. Start one with /recap start.`);
  }
  const names = found.choices.slice(0, MOST_NAMED).map(({ name }) => quoted(name));
  const more = found.choices.length > MOST_NAMED ? ' and others' : '';
  throw new AppError(
    'refused',
    `Several conferences are running: ${names.join(', ')}${more}. Type it in one of their channels.`,
  );
}

function later(one: TrackedConference | undefined, other: TrackedConference): TrackedConference {
  return one !== undefined && one.to >= other.to ? one : other;
}
