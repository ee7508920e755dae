import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';

export type WorkKind = 'book' | 'article' | 'video' | 'slides' | 'repository' | 'link';

/** A work as one note describes it. */
export interface NotedWork {
  kind: WorkKind;
  /** Title as written, without punctuation at its ends. For a bare link, its label or otherwise its URL. */
  title: string;
  authors: string[];
  year?: number;
  /** Thirteen digits with a valid check digit. */
  isbn13?: string;
  /** Absolute http(s) URL. */
  url?: string;
  /** What the note says about it, as written. */
  comment?: string | undefined;
}

/** A mention of a work in a note, before merging. */
export interface WorkMention extends NotedWork {
  noteId: NoteId;
  /** A recommendation creates an entry; an agreement ("second that") only adds a name to an existing one. */
  role: 'recommendation' | 'agreement';
  /** It may be no work at all; it counts only if a catalog has it. */
  isUnsure?: true;
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
