import type { TrackedConference } from '#domain/conference/conference.ts';
import { isDeliberate } from '#domain/notes/audience.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { noteId } from '#domain/notes/note.ts';
import { movedKey } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Stores } from '#usecases/ports/stores.ts';

/** A note that a digest shows in another talk (null: the hallway) than its author was told. */
export interface MovedNote {
  note: CapturedNote;
  talkId: string | null;
  text: string;
}

/** Finds the notes that a digest shows in another talk than their authors were told when they wrote them. */
export function findMovedNotes(notes: readonly CapturedNote[], recap: Recap): MovedNote[] {
  const shown = new Map(recap.notes.map((note) => [note.id, note]));
  return notes.flatMap((note) => {
    const now = shown.get(noteId(note.channel, note.ts));
    const wasTold = isDeliberate(note) && note.captures.some(({ by }) => by === note.authorId);
    if (now === undefined || now.isUnsure || !wasTold || note.placedBy !== 'program') return [];
    const talkId = now.talkId ?? null;
    return talkId === note.talkId ? [] : [{ note, talkId, text: now.text }];
  });
}

/** Tells the authors of moved notes, once for each note and talk, in their conversations with the app. */
export async function notifyMovedNotes(
  stores: Pick<Stores, 'publications' | 'talks'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  { conference, moved }: { conference: TrackedConference; moved: readonly MovedNote[] },
): Promise<void> {
  if (moved.length === 0) return;
  const talks = await stores.talks.ofConference(conference.id);
  const talkOf = (id: string | null) => talks.find((talk) => talk.id === id);
  for (const { note, talkId, text } of moved) {
    const choices = talks.filter((talk) => talk.id !== talkId && dayOfTalk(talk, conference.timezone) === note.day);
    const wanted = forms.movedNote(
      note,
      { text, talk: talkOf(talkId), before: talkOf(note.talkId), choices },
      conference,
    );
    await stores.publications.want({
      key: movedKey(conference.id, note, talkId),
      teamId: note.teamId,
      conferenceId: conference.id,
      channel: note.authorId,
      wanted,
      wantedHash: contentHash(wanted),
    });
  }
}
