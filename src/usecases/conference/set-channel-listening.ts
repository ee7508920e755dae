import type { TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { LocalizedError } from '#errors.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { requireOrganizer } from './permissions.ts';
import { reloadConference, requireConference } from './resolve-conference.ts';

/**
 * Switches listening in the actor's channel on or off: while it is on, every message on a conference day is a note.
 *
 * @throws AppError `refused` if the actor isn't an organizer, or the channel isn't one of the conference's
 */
export async function setListening(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace'>,
  actor: Actor,
  on: boolean,
): Promise<{ conference: TrackedConference; changed: boolean }> {
  const { channel } = actor;
  const conference = await requireConference(deps, actor);
  const { id, name } = conference;
  if (channel === undefined || !conference.channels.includes(channel)) {
    throw new LocalizedError('refused', 'not-in-notes-channel', { conference: name });
  }
  await requireOrganizer(deps, actor, conference, 'listen');
  if (on && phaseOf(conference, deps.clock.now()) === 'after') {
    throw new LocalizedError('refused', 'conference-over', { conference: name });
  }
  return deps.database.runTransaction(async (stores) => {
    const current = await reloadConference(stores, id);
    if (current.listens.includes(channel) === on) return { conference: current, changed: false };
    const others = current.listens.filter((each) => each !== channel);
    const changed = { ...current, listens: on ? [...others, channel] : others };
    await stores.conferences.save(changed);
    return { conference: changed, changed: true };
  });
}
