import type { Readable } from 'node:stream';

/** The files in a folder or zip; nothing outside of it can be opened. */
export interface ExportFiles {
  /** Sorted, relative to the export, with forward slashes. */
  paths: string[];
  size(path: string): Promise<number>;
  open(path: string): Promise<Readable>;
  close(): Promise<void>;
}

/** Maximum number of files, far more than in any export. */
export const MAX_FILES = 250_000;

/** Maximum depth of a file: `teams/WORKSPACE/CONVERSATION/attachments/FILE`, and two folders around the root. */
export const MAX_DEPTH = 7;

export async function readAll(files: ExportFiles, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await files.open(path)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export const CONVERSATION_LISTS = ['channels.json', 'groups.json', 'dms.json', 'mpims.json'] as const;

const ROOT_FILES: readonly string[] = [...CONVERSATION_LISTS, 'org_users.json'];

/** A conversation's messages of one day, `CHANNEL/2016-05-26.json`. */
const DAY_FILE = /(?:^|\/)([^/]+)\/(\d{4}-\d{2}-\d{2})\.json$/;

/** Returns the folder and day of a day file, `CHANNEL/…` or `teams/WORKSPACE/CHANNEL/…`; undefined for other files. */
export function parseDayFile(path: string): { folder: string; day: string } | undefined {
  const [, folder, day] = /^((?:teams\/[^/]+\/)?[^/]+)\/(\d{4}-\d{2}-\d{2})\.json$/.exec(path) ?? [];
  return folder === undefined || day === undefined ? undefined : { folder, day };
}

/** Returns the folders with lists of their own: the root, and in an Enterprise Grid export one per workspace. */
export function listFolders(paths: string[]): string[] {
  const workspaces = paths.flatMap((path) => /^teams\/[^/]+\//.exec(path)?.[0] ?? []);
  return [...new Set(['', ...workspaces])];
}

/**
 * Returns the outermost folders that contain an export, as prefixes (`''`, `my-export/`): folders with a list of
 * conversations, or with day files of conversations.
 */
export function findRoots(paths: string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const slash = path.lastIndexOf('/') + 1;
    if (ROOT_FILES.includes(path.slice(slash))) found.add(path.slice(0, slash));
    const match = DAY_FILE.exec(path);
    if (match !== null) found.add(path.slice(0, slash - match[1]!.length - 1));
  }
  const roots: string[] = [];
  // In sorted order, everything inside a root comes right after it.
  for (const root of [...found].sort()) {
    if (roots.length === 0 || !root.startsWith(roots.at(-1)!)) roots.push(root);
  }
  return roots;
}
