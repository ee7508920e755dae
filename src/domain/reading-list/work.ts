import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';

export type WorkKind = 'book' | 'article' | 'video' | 'slides' | 'repository' | 'link';

/** A work as one note names it, before the same work in other notes is merged with it. */
export interface WorkMention {
  kind: WorkKind;
  /** As written, tidied at the ends. For a bare link its label, else its address. */
  title: string;
  authors: string[];
  year?: number;
  /** Thirteen digits, checked. */
  isbn13?: string;
  /** Absolute http(s). */
  url?: string;
  noteId: NoteId;
  /** What its recommender says of it, in the note's own words. */
  comment?: string;
  /** A recommendation makes an entry; an agreement ("second that") only adds a name to one that is there. */
  role: 'recommendation' | 'agreement';
}

export interface Recommendation {
  author: string;
  noteId: NoteId;
  talkId?: TalkId;
  comment?: string;
}

/** One entry of the reading list, credited to everybody who recommended it. */
export interface ReadingItem {
  kind: WorkKind;
  title: string;
  authors: string[];
  year?: number;
  isbn13?: string;
  url?: string;
  recommendedBy: Recommendation[];
}
