import type { Decision, WrittenFor } from '#domain/editing/editorial-decision.ts';
import { canBeShownIn, type Place } from '#domain/notes/audience.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { noteId } from '#domain/notes/note.ts';
import type { Scope } from './compile-conference.ts';

/**
 * What counts of a conference's decisions for a recap of some notes that is shown in a place. An organiser's own words
 * reach nobody but those who could read the channel that they were written for.
 */
export function decisionsFor(
  decisions: readonly Decision[],
  scope: Scope,
  notes: readonly Pick<CapturedNote, 'channel' | 'ts'>[],
  place: Place,
): Decision[] {
  const ids = new Set(notes.map(({ channel, ts }) => noteId(channel, ts)));
  const mayRead = ({ channel, fromPrivate, fromShared, by }: WrittenFor & { by: string }) =>
    canBeShownIn({ channel, fromPrivate, fromShared, authorId: by, captures: [] }, place);
  return decisions.flatMap((decision): Decision[] => {
    if (decision.about === 'lead') return ids.has(decision.noteId) ? [decision] : [];
    if (decision.about === 'words') {
      return decision.scope === scope && mayRead(decision) ? [decision] : [];
    }
    if (decision.about === 'approval' || !decision.noteIds.some((id) => ids.has(id))) return [];
    const { wording, ...bare } = decision;
    if (wording === undefined || mayRead(decision)) return [decision];
    return decision.hidden ? [bare] : [];
  });
}
