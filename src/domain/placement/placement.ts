import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';

/** Where a note belongs: to a talk, to the day's hallway (`talkId` null), or nowhere (small talk). */
export interface Placement {
  noteId: NoteId;
  talkId: TalkId | null;
  /** Of no importance: "+1", "lunch?". Only ever true where `talkId` is null. */
  smallTalk: boolean;
  /** How sure the placement is, 0 to 1. */
  confidence: number;
  /** The next best talks, best first, for asking where confidence is low. */
  alternatives: { talkId: TalkId; confidence: number }[];
}
