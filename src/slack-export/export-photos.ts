import type { NotePhoto } from '#domain/notes/note.ts';
import { AppError } from '#errors.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { type JsonObject, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';
import { type ExportFiles, readAll } from './export-files.ts';
import { type ImageFacts, readImageFacts } from './image-size.ts';
import { createSafeNames } from './safe-names.ts';

/** Bytes; photos of phones have 2 to 12 MB. */
const MAX_PHOTO = 20 * 1024 ** 2;

/** Why a picture that a message names is left out. */
export type PhotoFault = 'photo missing' | 'photo too large' | 'photo of another format';

export interface PhotoFiles {
  /** The picture of a message's `files` entry; undefined for a file that is none. */
  find(file: JsonObject): Promise<NotePhoto | PhotoFault | undefined>;
  /** The bytes of a picture found, by the name that it got. */
  read(name: string): Promise<Buffer>;
}

/** The pictures under `__uploads/FILE_ID/NAME`. What they are is told by their first bytes, not by their names. */
export function createPhotoFiles(files: ExportFiles): PhotoFiles {
  const uploads = new Map<string, string[]>();
  for (const path of files.paths) {
    const parts = path.split('/');
    if (parts[0] !== '__uploads' || parts.length !== 3) continue;
    const id = parts[1]!;
    uploads.set(id, [...(uploads.get(id) ?? []), path]);
  }
  const found = new Map<string, NotePhoto>();
  const paths = new Map<string, string>();
  const safeName = createSafeNames();
  return {
    async find(file) {
      const id = textOf(file, 'id');
      const known = found.get(id);
      if (known !== undefined) return known;
      if (!textOf(file, 'mimetype').startsWith('image/')) return undefined;
      const name = textOf(file, 'name');
      const candidates = uploads.get(id) ?? [];
      const upload = candidates.find((path) => path.endsWith(`/${name}`)) ?? candidates[0];
      if (upload === undefined) return 'photo missing';
      if ((await files.size(upload)) > MAX_PHOTO) return 'photo too large';
      const facts = await sniff(files, upload);
      if (facts === undefined) return 'photo of another format';
      const title = titleOf(file, name);
      const { type, ...size } = facts;
      const photo = { id, name: safeName(name, type), ...omitUndefined({ title }), ...size };
      found.set(id, photo);
      paths.set(photo.name, upload);
      return photo;
    },
    async read(name) {
      const path = paths.get(name);
      if (path === undefined) throw new AppError('bad-input', `The export has no photo ${name}`);
      return readAll(files, path).catch((cause) => {
        throw new AppError('bad-input', `The photo ${path} of the export cannot be read`, { cause });
      });
    },
  };
}

/** Bytes of a photo that are read to tell its size: cameras may put a preview before it. */
const HEAD = 256 * 1024;

async function sniff(files: ExportFiles, path: string): Promise<ImageFacts | undefined> {
  const head: Buffer[] = [];
  let length = 0;
  try {
    const content = await files.open(path);
    // Leaving the loop closes the file.
    for await (const chunk of content) {
      head.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= HEAD) break;
    }
  } catch {
    // A damaged file holds no picture that could be shown.
  }
  return readImageFacts(Buffer.concat(head));
}

/** The title where it says more than the file's name: `Feedback loop` says no more than `feedback-loop.png`. */
function titleOf(file: JsonObject, name: string): string | undefined {
  const title = cleanLine(unescapeEntities(textOf(file, 'title')));
  const words = (text: string) =>
    text
      .toLowerCase()
      .replace(/\.[a-z0-9]{2,5}$/, '')
      .replace(/[^\p{L}\p{N}]+/gu, '');
  return words(title) === '' || words(title) === words(name) ? undefined : title;
}
