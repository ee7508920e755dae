import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { SavedNote } from '#usecases/bot-results.ts';
import { resolveConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { captureMessage } from './capture-message.ts';
import type { Placers } from './placer-cache.ts';
import { tombstone } from './tombstone.ts';

/** A reaction takes the message that it stands on, where it is the conference's. Undefined where nothing is taken. */
export async function reactionAdded(
  deps: BotDependencies,
  placers: Placers,
  actor: Actor,
  reaction: string,
  key: MessageKey,
): Promise<SavedNote | undefined> {
  const conference = await resolveConference(deps, actor);
  if ('choices' in conference || !isSameReaction(conference.reaction, reaction)) return undefined;
  const message = await deps.workspace.message(key);
  if (message === undefined) return undefined;
  const taken = await captureMessage(deps, placers, actor, message, 'reaction', conference.id);
  return 'note' in taken ? taken : undefined;
}

/** Taking the reaction away takes the note back, unless something else made it a note too. */
export async function reactionRemoved(
  deps: BotDependencies,
  { userId }: Actor,
  reaction: string,
  key: MessageKey,
): Promise<void> {
  const changed = await deps.database.runTransaction(async ({ notes, conferences }) => {
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
