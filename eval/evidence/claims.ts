import type { EvidenceContext } from '#domain/evidence/check-evidence.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Summary } from '#domain/recap/summary.ts';

/** Something that a summarizer might say, and whether it is so. */
export interface Claim {
  /** What is wrong with it, or where it is from. */
  kind: string;
  /** May be told from its words alone: such lies must be stopped. */
  lexical: boolean;
  isTrue: boolean;
  says:
    | { as: 'point'; text: string; noteIds: NoteId[] }
    | { as: 'quote'; text: string; noteId: NoteId }
    | { as: 'translation'; original: string; text: string; language: string; noteIds: NoteId[] }
    | { as: 'statement'; summary: Summary; text: string }
    | { as: 'work'; title: string; noteId: NoteId };
  context: EvidenceContext;
}
