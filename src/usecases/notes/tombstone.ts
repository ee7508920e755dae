import type { CapturedNote } from '#domain/notes/captured-note.ts';

/** What stays of a note that was deleted or taken back: that it was there, and none of its words. */
export function tombstone(note: CapturedNote, deletedAt: number): CapturedNote {
  const { statedKind: _kind, work: _work, ...rest } = note;
  return { ...rest, source: '', photos: [], captures: [], deletedAt };
}
