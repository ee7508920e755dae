import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#errors.ts';
import { type ExportFiles, MAX_DEPTH, MAX_FILES } from './export-files.ts';

/** The regular files of a folder, as deep as exports go. Symbolic links and hidden files are passed over. */
export async function openFolder(root: string): Promise<ExportFiles> {
  const paths: string[] = [];
  let seen = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    seen += entries.length;
    if (seen > MAX_FILES) {
      throw new AppError('too-large', `${root} holds more than ${MAX_FILES} files: name the export's own folder`);
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) paths.push(path);
      else if (entry.isDirectory() && depth < MAX_DEPTH) await visit(path, depth + 1);
    }
  };
  await visit('', 1);
  return {
    paths: paths.sort(),
    async size(path) {
      return (await stat(join(root, path))).size;
    },
    async open(path) {
      return createReadStream(join(root, path));
    },
    async close() {},
  };
}
