import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { TakenNote } from '#usecases/bot-results.ts';
import { findConference } from '#usecases/conference/resolve-conference.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { takeMessage } from './capture-message.ts';
import type { Placers } from './placer-cache.ts';
import { tombstone } from './tombstone.ts';

/** A reaction takes the message that it stands on, where it is the conference's. Undefined where nothing is taken. */
export async function reactionAdded(
  deps: BotDependencies,
  placers: Placers,
  asker: Asker,
  reaction: string,
  key: MessageKey,
): Promise<TakenNote | undefined> {
  const conference = await findConference(deps, asker);
  if ('choices' in conference || !isSameReaction(conference.reaction, reaction)) return undefined;
  const message = await deps.workspace.message(key);
  if (message === undefined) return undefined;
  const taken = await takeMessage(deps, placers, asker, message, 'reaction', conference.id);
  return 'note' in taken ? taken : undefined;
}

/** Taking the reaction away takes the note back, unless something else made it a note too. */
export async function reactionRemoved(
  deps: BotDependencies,
  { userId }: Asker,
  reaction: string,
  key: MessageKey,
): Promise<void> {
  const changed = await deps.database.atomically(async ({ notes, conferences }) => {
    const note = await notes.find(key);
    if (note === undefined || note.deletedAt !== undefined) return false;
    const conference = await conferences.find(note.conferenceId);
    if (conference === undefined || !isSameReaction(conference.reaction, reaction)) return false;
    const captures = note.captures.filter(({ way, by }) => way !== 'reaction' || by !== userId);
    if (captures.length === note.captures.length) return false;
    await notes.save(captures.length === 0 ? tombstone(note, deps.clock.now()) : { ...note, captures });
    return true;
  });
  if (changed) deps.wake();
}

/** Skin tones are the same reaction. */
function isSameReaction(one: string, other: string): boolean {
  const bare = (name: string) => name.replace(/::skin-tone-\d.*$/, '');
  return bare(one) === bare(other);
}
