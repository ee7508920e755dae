import type { NotePhoto } from '#domain/notes/note.ts';

/** A photo as it is kept: turned upright, no larger than a screen, without what its camera knew of place and time. */
export interface KeptPhoto {
  /** Of its content, in hexadecimal digits: two of the same are kept once. */
  hash: string;
  type: 'png' | 'jpg' | 'gif' | 'webp';
  /** In pixels. */
  width: number;
  height: number;
  bytes: number;
}

/** Slack says so, or the file does: it is not there, too large, or no picture. It is not asked for again for a day. */
export type UnusablePhoto = { unusable: string };

/** Photos of notes, fetched once from Slack and kept. */
export interface PhotoFiles {
  /** What is known of a photo; asks only the store. */
  find(teamId: string, photo: Pick<NotePhoto, 'id'>): Promise<KeptPhoto | UnusablePhoto | undefined>;
  /** Fetches those that are not kept yet, one after another, while others work; never throws. */
  keepSoon(teamId: string, photos: readonly Pick<NotePhoto, 'id'>[]): void;
  /** A photo's content, fetched now where it isn't kept; undefined where it can't be had. Never throws. */
  open(teamId: string, photo: Pick<NotePhoto, 'id'>): Promise<{ kept: KeptPhoto; content: Uint8Array } | undefined>;
  /** Removes the content of all photos but those of notes that are still there. */
  keepOnly(photos: readonly { teamId: string; id: string }[]): Promise<void>;
}
