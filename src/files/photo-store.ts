import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { AppError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { KeptPhoto, PhotoFiles, UnusablePhoto } from '#usecases/ports/photo-store.ts';
import type { Workspace } from '#usecases/ports/slack.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import { photoKeys } from '#usecases/privacy/remove-stored-data.ts';

const MOST_BYTES = 20 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_MS = 400 * DAY_MS;
const SETTLE_MS = 3_000;
/** Younger files are never deleted: the cleanup may have read the notes before theirs was saved. */
const YOUNG_MS = 60_000;

interface PhotoFilesNeeds {
  folder: string;
  keyValue: KeyValue;
  workspace: Pick<Workspace, 'file'>;
  log: Log;
  stopping: AbortSignal;
}

/**
 * Stores photos in a folder under the hash of their content. The key-value store maps Slack's file ids to them. A photo
 * that isn't in this machine's folder is fetched again.
 */
export function createPhotoStore({
  folder,
  keyValue,
  workspace,
  log,
  stopping,
}: PhotoFilesNeeds): PhotoFiles & { settled(): Promise<void> } {
  const inFlight = new Map<string, Promise<Opened | undefined>>();
  const oneByOne = pLimit(1);
  let lastQueued: Promise<unknown> = Promise.resolve();
  const keyOf = (teamId: string, id: string) => `${photoKeys(teamId)}${id}`;
  const find = (teamId: string, { id }: { id: string }) => keyValue.get<KeptPhoto | UnusablePhoto>(keyOf(teamId, id));

  const fetchOne = async (teamId: string, id: string): Promise<Opened | undefined> => {
    try {
      // Loaded on demand: sharp takes 20 MB.
      const { preparePhoto } = await import('./prepare-photo.ts');
      const prepared = await preparePhoto(await workspace.file(teamId, id, MOST_BYTES));
      if (prepared === undefined) throw new AppError('bad-input', "It isn't an image that browsers can show.");
      await write(folder, prepared);
      await keyValue.set(keyOf(teamId, id), prepared.kept, KEPT_MS);
      return prepared;
    } catch (error) {
      log.warn({ file: id, team: teamId, ...errorLogFields(error) }, 'failed to store a photo');
      // If Slack can't be reached, the next caller tries again.
      if (error instanceof AppError && error.code !== 'unreachable') {
        const unusable: UnusablePhoto = { unusable: error.code };
        await keyValue.set(keyOf(teamId, id), unusable, DAY_MS).catch(() => undefined);
      }
      return undefined;
    }
  };
  /** Fetches a photo, or joins a download that is already running. */
  const fetchOnce = (teamId: string, id: string): Promise<Opened | undefined> => {
    const key = keyOf(teamId, id);
    const fetching = inFlight.get(key) ?? fetchOne(teamId, id).finally(() => inFlight.delete(key));
    inFlight.set(key, fetching);
    return fetching;
  };

  return {
    find,
    /** Waits until running downloads have ended, a few seconds at most. */
    async settled() {
      const timer = new AbortController();
      const work = Promise.allSettled([lastQueued, ...inFlight.values()]);
      await Promise.race([work, sleep(SETTLE_MS, undefined, { signal: timer.signal }).catch(() => undefined)]);
      timer.abort();
    },
    keepSoon(teamId, photos) {
      for (const photo of photos) {
        lastQueued = oneByOne(async () => {
          if (stopping.aborted) return;
          if ((await find(teamId, photo).catch(() => undefined)) === undefined) await fetchOnce(teamId, photo.id);
        });
      }
    },
    async open(teamId, photo) {
      try {
        const kept = await find(teamId, photo);
        if (kept !== undefined && 'unusable' in kept) return undefined;
        const content = kept && (await readFile(pathOf(folder, kept)).catch(() => undefined));
        return content === undefined ? await fetchOnce(teamId, photo.id) : { kept: kept!, content };
      } catch (error) {
        log.warn({ file: photo.id, ...errorLogFields(error) }, 'failed to open a photo');
        return undefined;
      }
    },
    async keepOnly(photos) {
      const names = await readdir(folder).catch(() => []);
      if (names.length === 0) return;
      const wanted = new Set<string>();
      for (const { teamId, id } of photos) {
        const kept = await find(teamId, { id });
        if (kept !== undefined && 'hash' in kept) wanted.add(nameOf(kept));
      }
      for (const name of names.filter((candidate) => !wanted.has(candidate))) {
        const path = join(folder, name);
        // The file may have been renamed meanwhile.
        const found = await stat(path).catch(() => undefined);
        if (found !== undefined && Date.now() - found.mtimeMs > YOUNG_MS) await rm(path, { force: true });
      }
    },
  };
}

interface Opened {
  kept: KeptPhoto;
  content: Uint8Array;
}

/** Writes to a temporary name first, so that nobody reads a partial file. */
async function write(folder: string, { kept, content }: Opened): Promise<void> {
  // Only the user that runs the bot may read people's photos, even in a folder that an older version created.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const unfinished = join(folder, `${nameOf(kept)}.${process.pid}.new`);
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, pathOf(folder, kept));
}

function nameOf({ hash, type }: KeptPhoto): string {
  return `${hash}.${type}`;
}

function pathOf(folder: string, kept: KeptPhoto): string {
  return join(folder, nameOf(kept));
}

interface FilesFolder {
  folder: string;
  close(): void;
}

/**
 * Returns `files` next to the SQLite file, `data/files` for other databases, or a temporary folder for a database in
 * memory.
 */
export function openFilesFolder(databaseUrl: string): FilesFolder {
  const file = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (file !== ':memory:') {
    return { folder: join(file === undefined ? 'data' : dirname(file), 'files'), close: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'recap-files-'));
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}
