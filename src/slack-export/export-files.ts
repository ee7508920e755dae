import type { Readable } from 'node:stream';

/** The files that a folder or zip holds; nothing outside of it can be opened through this. */
export interface ExportFiles {
  /** Within the export, parts joined by `/`, in the order of their characters. */
  paths: string[];
  /** Bytes, unpacked; only of one of the paths, as with `open`. */
  size(path: string): Promise<number>;
  /** The content from its beginning. */
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
