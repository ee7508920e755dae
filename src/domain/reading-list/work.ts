import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';

export type WorkKind = 'book' | 'article' | 'video' | 'slides' | 'repository' | 'link';

/** A work as one note describes it. */
export interface NotedWork {
  kind: WorkKind;
  /** As written, tidied at the ends. For a bare link its label, else its address. */
  title: string;
  authors: string[];
  year?: number;
  /** Thirteen digits, checked. */
  isbn13?: string;
  /** Absolute http(s). */
  url?: string;
  /** What the note says about it, in its own words. */
  comment?: string | undefined;
}

/** A work with the note that mentions it, before merging. */
export interface WorkMention extends NotedWork {
  noteId: NoteId;
  /** A recommendation creates an entry; an agreement ("second that") only adds a name to an existing one. */
  role: 'recommendation' | 'agreement';
}

export interface Recommendation {
  author: string;
  noteId: NoteId;
  talkId?: TalkId;
  comment?: string;
}

/** One entry of the reading list, credited to everyone who recommended it. */
export interface ReadingItem {
  kind: WorkKind;
  title: string;
  authors: string[];
  year?: number;
  isbn13?: string;
  url?: string;
  recommendedBy: Recommendation[];
}
