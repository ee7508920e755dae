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

/** The lists that name an export's conversations. */
export const CONVERSATION_LISTS = ['channels.json', 'groups.json', 'dms.json', 'mpims.json'] as const;

/** A conversation's file of one day, `CHANNEL/2016-05-26.json`. */
const DAY_FILE = /(?:^|\/)([^/]+)\/(\d{4}-\d{2}-\d{2})\.json$/;

/** The conversation's folder and the day of a day file's path within the export; undefined for other files. */
export function parseDayFile(path: string): { folder: string; day: string } | undefined {
  const match = DAY_FILE.exec(path);
  return match === null || path.split('/').length !== 2 ? undefined : { folder: match[1]!, day: match[2]! };
}

/**
 * The folders that hold an export each, as prefixes (`''`, `my-export/`): where a list of conversations or
 * conversations with day files lie. Only the outermost ones.
 */
export function findRoots(paths: string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const slash = path.lastIndexOf('/') + 1;
    if ((CONVERSATION_LISTS as readonly string[]).includes(path.slice(slash))) found.add(path.slice(0, slash));
    const match = DAY_FILE.exec(path);
    if (match !== null) found.add(path.slice(0, slash - match[1]!.length - 1));
  }
  const roots: string[] = [];
  // In this order all that lies within a root follows it.
  for (const root of [...found].sort()) {
    if (roots.length === 0 || !root.startsWith(roots.at(-1)!)) roots.push(root);
  }
  return roots;
}
