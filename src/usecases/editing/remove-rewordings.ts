import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { noteId } from '#domain/notes/note.ts';
import type { Stores } from '#usecases/ports/stores.ts';

/** Removes what organisers wrote in the place of what rests on a note, as it goes for good: their words tell of it. */
export async function dropWordings(
  { decisions }: Pick<Stores, 'decisions'>,
  { conferenceId, channel, ts }: Pick<CapturedNote, 'conferenceId' | 'channel' | 'ts'>,
): Promise<void> {
  for (const decision of await decisions.ofConference(conferenceId)) {
    if (decision.about !== 'statement' || !decision.noteIds.includes(noteId(channel, ts))) continue;
    const { wording, ...bare } = decision;
    if (wording === undefined) continue;
    if (decision.hidden) await decisions.save(conferenceId, bare);
    else await decisions.remove(conferenceId, decision);
  }
}
