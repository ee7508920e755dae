import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { after } from 'node:test';
import yazl from 'yazl';
import type { Note } from '#domain/notes/note.ts';
import type { SlackExport } from '#slack-export/open-export.ts';

/** A file's content by its path; what is no text or bytes is written as JSON. */
export type Files = Record<string, unknown>;

/** A folder that is gone after the tests of the file. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recap-test-'));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function writeExport(files: Files): Promise<string> {
  const folder = await makeFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), toBytes(content));
  }
  return folder;
}

export async function zipExport(files: Files, options: Partial<yazl.Options> = {}): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(toBytes(content), path, options);
  zip.end();
  const path = join(await makeFolder(), 'export.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** All files of a folder, for packing it again. */
export async function readFolder(folder: string): Promise<Files> {
  const files: Files = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1).replaceAll('\\', '/')] = await readFile(path);
  }
  return files;
}

export async function allNotes(source: SlackExport, name?: string): Promise<Note[]> {
  const notes: Note[] = [];
  for (const channel of source.channels) {
    if (name === undefined ? channel.isPrivate : channel.name !== name) continue;
    for await (const note of source.notes(channel)) notes.push(note);
  }
  return notes;
}

function toBytes(content: unknown): Buffer {
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}
