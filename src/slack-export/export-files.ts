import type { Readable } from 'node:stream';

/** A file of an export, folder or zip. */
export interface ExportFile {
  /** Within the export, parts joined by `/`. */
  path: string;
  /** Bytes, unpacked. */
  size: number;
}

/** The files that a folder or zip holds; nothing outside of it can be opened through this. */
export interface ExportFiles {
  files: ExportFile[];
  /** The content from its beginning; only of a path that `files` names. */
  open(path: string): Promise<Readable>;
  close(): Promise<void>;
}

/** Far more than any export has; what holds more is something else. */
export const MAX_FILES = 250_000;

/** An export's root, a conversation's folder (or `__uploads/FILE_ID`), a file, and two folders round the root. */
export const MAX_DEPTH = 5;

/** All of a file, for files that are known to be small. */
export async function readAll(files: ExportFiles, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await files.open(path)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
