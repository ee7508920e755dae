import { type Note, noteId } from '#domain/notes/note.ts';

let written = 0;

/** A note with just what a test says of it; each is written a minute after the one made before. */
export function makeNote(note: Partial<Note> & Pick<Note, 'text'>): Note {
  const at = note.at ?? Date.UTC(2016, 4, 26, 14, written++);
  const ts = note.ts ?? `${Math.floor(at / 1000)}.${String(100 + written).padStart(6, '0')}`;
  const channel = note.channel ?? 'C1';
  return {
    id: noteId(channel, ts),
    channel,
    ts,
    at,
    authorId: `U-${note.author ?? 'Ann'}`,
    author: 'Ann',
    spans: [],
    photos: [],
    reactions: [],
    ...note,
  };
}
