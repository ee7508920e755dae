import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where photos are kept. */
export interface FilesFolder {
  folder: string;
  /** What was kept for one run alone is removed. */
  close(): void;
}

/**
 * Beside the SQLite file; with a database elsewhere in `data`; with one in memory in a folder that goes when the bot
 * ends.
 */
export function openFilesFolder(databaseUrl: string): FilesFolder {
  const file = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (file !== ':memory:') {
    return { folder: join(file === undefined ? 'data' : dirname(file), 'files'), close: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'recap-files-'));
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}
