import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#errors.ts';
import { type ExportFiles, findRoots, MAX_DEPTH, MAX_FILES } from './export-files.ts';
import { openZip } from './zip-files.ts';

/**
 * Opens a folder or zip. Paths are relative to the export's root, which may be a folder inside.
 *
 * @throws {AppError} `bad-input` or `too-large`
 */
export async function openExportFiles(path: string): Promise<ExportFiles> {
  const status = await stat(path).catch((cause) => {
    throw new AppError('bad-input', `"${path}" can't be opened. Enter the path to an export folder or .zip file.`, {
      cause,
    });
  });
  if (!status.isDirectory() && !(status.isFile() && (await isZip(path)))) {
    throw new AppError('bad-input', `${path} isn't a folder or a .zip file. Enter the path to an export.`);
  }
  const files = await (status.isDirectory() ? openFolder(path) : openZip(path)).catch((cause) => {
    if (cause instanceof AppError) throw cause;
    throw new AppError('bad-input', `${path} can't be read completely. Check the file permissions.`, { cause });
  });
  try {
    return scopeToRoot(path, files);
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function isZip(path: string): Promise<boolean> {
  if (/\.zip$/i.test(path)) return true;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

function scopeToRoot(path: string, files: ExportFiles): ExportFiles {
  const roots = findRoots(files.paths);
  const root = roots[0];
  if (root === undefined) throw new AppError('bad-input', `${path} ${describeOther(files.paths)}`);
  if (roots.length > 1) {
    const named = roots.slice(0, 3).map((each) => each.replace(/\/$/, ''));
    const more = roots.length > named.length ? ', …' : '';
    throw new AppError(
      'bad-input',
      `${path} contains ${roots.length} exports (${named.join(', ')}${more}). Choose one.`,
    );
  }
  return {
    paths: files.paths.filter((each) => each.startsWith(root)).map((each) => each.slice(root.length)),
    size: (inside) => files.size(root + inside),
    open: (inside) => files.open(root + inside),
    close: () => files.close(),
  };
}

/** Describes what a folder or zip without an export contains, and how to turn it into one. */
function describeOther(paths: string[]): string {
  const zip = paths.find((each) => /\.zip$/i.test(each));
  if (paths.some((each) => /(?:^|\/)slackdump\.sqlite$|\.json\.gz$/.test(each))) {
    return 'is a slackdump archive. Turn it into an export with: slackdump convert -f export';
  }
  if (paths.some((each) => /(?:^|\/)[CDG][A-Z0-9]{8,}(?:-\d+\.\d+)?\.json$/.test(each))) {
    return "is a slackdump dump, which doesn't contain people's names. Save an export instead with: slackdump export";
  }
  if (zip !== undefined) return `contains another zip file, ${zip}. Unzip it and use that one.`;
  return 'contains no Slack export. An export has channels.json, and a folder per channel with files such as 2016-05-26.json.';
}

/** Opens a folder. Lists regular files up to the depth of exports, without symbolic links and hidden files. */
async function openFolder(root: string): Promise<ExportFiles> {
  const paths: string[] = [];
  let seen = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    seen += entries.length;
    if (seen > MAX_FILES) {
      throw new AppError(
        'too-large',
        `${root} contains more than ${MAX_FILES} files. Enter the path of the export's own folder.`,
      );
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
