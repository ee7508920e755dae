import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AppError } from '#errors.ts';

/** A file to write. Large content is requested only when its turn comes. */
export interface FileToWrite {
  path: string;
  content: string | (() => Promise<string | Uint8Array>);
}

/**
 * Writes files into a folder: first into a temporary folder next to it, then renamed into place, so that nobody sees a
 * partial file. Other files in the folder stay. If a file can't be written, the folder is unchanged.
 *
 * @throws AppError `failed` if the folder can't be created or written
 */
export async function writeFolder(folder: string, files: FileToWrite[]): Promise<void> {
  const target = resolve(folder);
  try {
    const existed = await isFolder(target);
    const draft = join(dirname(target), `.${basename(target)}-${randomUUID()}`);
    await mkdir(draft, { recursive: true });
    try {
      for (const file of files) await writeDraft(draft, file);
      await moveIntoPlace(draft, target, { files, existed });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('failed', `Can't write to ${folder}: ${plainReason(cause)}. Choose another folder with --out.`, {
      cause,
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  throw new AppError('failed', `${path} is a file, not a folder. Choose another folder with --out.`);
}

async function writeDraft(draft: string, { path, content }: FileToWrite): Promise<void> {
  const place = resolve(draft, path);
  if (!place.startsWith(draft + sep)) throw new AppError('failed', `${path} would be outside the folder.`);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, typeof content === 'string' ? content : await content());
}

async function moveIntoPlace(
  draft: string,
  target: string,
  { files, existed }: { files: FileToWrite[]; existed: boolean },
): Promise<void> {
  if (!existed) return rename(draft, target);
  for (const { path } of files) {
    const place = join(target, path);
    await mkdir(dirname(place), { recursive: true });
    await rename(join(draft, path), place);
  }
}

const PLAIN_REASONS: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'a folder with that name already exists',
};

function plainReason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return (code !== undefined && PLAIN_REASONS[code]) || code || message;
}
