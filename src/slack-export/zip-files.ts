import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { AppError } from '#errors.ts';
import { type ExportFiles, MAX_FILES } from './export-files.ts';

/** Limits on the unpacked size of one entry, and of all together. */
const MAX_ENTRY = 1024 ** 3;
const MAX_TOTAL = 8 * 1024 ** 3;

/**
 * Maximum compression ratio: chat text has 10 to 20, very repetitive text 100, a zip bomb 1,000 (deflate's limit is
 * 1,032). Small entries do no harm, whatever their ratio.
 */
const MAX_RATIO = 250;
const SMALL_ENTRY = 16 * 1024 ** 2;

const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * Opens a zip. Rejects it if an entry points outside of it, is a symbolic link or encrypted, or unpacks to more than a
 * chat export can.
 *
 * @throws {AppError} `bad-input` or `too-large`, with the zip and the entry
 */
export async function openZip(path: string): Promise<ExportFiles> {
  const zip = await yauzl.openPromise(path, { autoClose: false, strictFileNames: false }).catch((cause) => {
    throw new AppError('bad-input', `${path} isn't a readable zip file. Download the export again.`, { cause });
  });
  const entries = new Map<string, yauzl.Entry>();
  try {
    if (zip.entryCount > MAX_FILES) throw tooLarge(path, `it holds ${zip.entryCount} files`);
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      checkEntry(path, entry);
      total += entry.uncompressedSize;
      // Overlapping entries unpack to far more than the size of the file.
      if (total > Math.max(SMALL_ENTRY, zip.fileSize * MAX_RATIO)) {
        throw tooLarge(path, `it unpacks to more than ${MAX_RATIO} times its size`);
      }
      if (total > MAX_TOTAL) throw tooLarge(path, `it unpacks to more than ${toGigabytes(MAX_TOTAL)}`);
      if (!entries.has(entry.fileName)) entries.set(entry.fileName, entry);
    }
  } catch (error) {
    zip.close();
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('bad-input', `${path} can't be used: ${reason}`, { cause: error });
  }
  return {
    paths: [...entries.keys()].filter((name) => !isHidden(name)).sort(),
    async size(name) {
      return entries.get(name)!.uncompressedSize;
    },
    async open(name) {
      const entry = entries.get(name)!;
      const stream = await zip.openReadStreamPromise(entry).catch((cause) => {
        throw new AppError('bad-input', `${name} in ${path} can't be unzipped`, { cause });
      });
      return Readable.from(checked(stream, entry.crc32, `${name} in ${path}`));
    },
    async close() {
      zip.close();
    },
  };
}

/** Yields chunks, and the last one only if the checksum is right; yauzl leaves that check to its callers. */
async function* checked(chunks: AsyncIterable<Buffer>, expected: number, name: string): AsyncGenerator<Buffer> {
  let checksum = 0;
  let last: Buffer | undefined;
  for await (const chunk of chunks) {
    if (last !== undefined) yield last;
    checksum = crc32(chunk, checksum);
    last = chunk;
  }
  if (checksum !== expected) throw new AppError('bad-input', `${name} is damaged: download the export again`);
  if (last !== undefined) yield last;
}

/** Returns whether an entry is hidden or added by macOS. */
function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

function checkEntry(path: string, entry: yauzl.Entry): void {
  const { fileName: name, compressedSize, uncompressedSize } = entry;
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) {
    throw new AppError('bad-input', `${path} can't be used: its entry ${name} is a symbolic link`);
  }
  if (entry.isEncrypted()) {
    throw new AppError('bad-input', `${path} is encrypted: unzip it and use the folder`);
  }
  if (uncompressedSize > MAX_ENTRY) {
    throw tooLarge(path, `its entry ${name} unpacks to more than ${toGigabytes(MAX_ENTRY)}`);
  }
  if (uncompressedSize > SMALL_ENTRY && uncompressedSize > compressedSize * MAX_RATIO) {
    throw tooLarge(path, `its entry ${name} unpacks to more than ${MAX_RATIO} times its size`);
  }
}

function tooLarge(path: string, reason: string): AppError {
  return new AppError('too-large', `${path} can't be used: ${reason}. If you trust it, unzip it and use the folder`);
}

function toGigabytes(bytes: number): string {
  return `${bytes / 1024 ** 3} GB`;
}
