import type { NotePhoto } from '#domain/notes/note.ts';

/** A stored photo: rotated upright, no larger than a screen, without the camera's metadata. */
export interface KeptPhoto {
  /** The hash of its content in hexadecimal. Identical photos are stored once. */
  hash: string;
  type: 'png' | 'jpg' | 'gif' | 'webp';
  /** In pixels. */
  width: number;
  height: number;
  bytes: number;
}

/**
 * A photo that can't be used: it doesn't exist, is too large, or isn't an image. It isn't requested again for a day.
 */
export type UnusablePhoto = { unusable: string };

/** Stores the photos of notes, each fetched once from Slack. */
export interface PhotoFiles {
  /** Returns what is known about a photo, without asking Slack. */
  find(teamId: string, photo: Pick<NotePhoto, 'id'>): Promise<KeptPhoto | UnusablePhoto | undefined>;
  /** Fetches photos that aren't stored yet, one after another in the background. Never throws. */
  keepSoon(teamId: string, photos: readonly Pick<NotePhoto, 'id'>[]): void;
  /** Returns a photo, fetching it now if it isn't stored; undefined if it isn't available. Never throws. */
  open(teamId: string, photo: Pick<NotePhoto, 'id'>): Promise<{ kept: KeptPhoto; content: Uint8Array } | undefined>;
  /** Deletes all stored photos except these, which are those of existing notes. */
  keepOnly(photos: readonly { teamId: string; id: string }[]): Promise<void>;
}
