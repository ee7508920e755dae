import { imageSize } from 'image-size';
import type { NotePhoto } from '#domain/notes/note.ts';
import { AppError } from '#errors.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { type ImageType, imageType, isHeic } from '#shared/image-type.ts';
import { type JsonObject, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { safeStem } from '#shared/safe-filename.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';
import { type ExportFiles, readAll } from './export-files.ts';

/** Maximum size of a photo in bytes; photos from phones have 2 to 12 MB. */
const MAX_PHOTO = 20 * 1024 ** 2;

export type PhotoSkipReason = 'photo missing' | 'photo too large' | 'photo of another format';

type FoundPhoto = { kind: 'photo'; photo: NotePhoto } | { kind: 'skipped'; reason: PhotoSkipReason };

export interface PhotoFiles {
  /** Returns the photo for an entry of a message's `files`, or undefined if the file isn't an image. */
  find(file: JsonObject): Promise<FoundPhoto | undefined>;
  read(name: string): Promise<Buffer>;
  /** Names of photos in Apple's HEIC format, which must be converted. */
  heic: ReadonlySet<string>;
}

/** Where tools save files: `__uploads/FILE_ID/NAME`; slackdump and Mattermost also `attachments/FILE_ID-NAME`. */
const UPLOAD = /^__uploads\/([^/]+)\/[^/]+$|(?:^|\/)attachments\/([A-Z0-9]+)-[^/]+$/;

/** Creates the look-up of photos by file id. Image types are detected from the first bytes, not from file names. */
export function createPhotoStore(files: ExportFiles): PhotoFiles {
  const uploads = new Map<string, string[]>();
  for (const path of files.paths) {
    const [, uploaded, id = uploaded] = UPLOAD.exec(path) ?? [];
    if (id !== undefined) uploads.set(id, [...(uploads.get(id) ?? []), path]);
  }
  const found = new Map<string, NotePhoto>();
  const paths = new Map<string, string>();
  const heic = new Set<string>();
  const safeName = createSafeNames();
  return {
    heic,
    async find(file) {
      const id = textOf(file, 'id');
      const known = found.get(id);
      if (known !== undefined) return { kind: 'photo', photo: known };
      if (!textOf(file, 'mimetype').startsWith('image/')) return undefined;
      const name = textOf(file, 'name');
      const candidates = uploads.get(id) ?? [];
      const upload = candidates.find((path) => path.endsWith(`/${name}`)) ?? candidates[0];
      if (upload === undefined) return { kind: 'skipped', reason: 'photo missing' };
      if ((await files.size(upload)) > MAX_PHOTO) return { kind: 'skipped', reason: 'photo too large' };
      const facts = await readHead(files, upload);
      if (facts === undefined) return { kind: 'skipped', reason: 'photo of another format' };
      const title = parseTitle(file, name);
      const { type, mustConvert = false, ...size } = facts;
      const photo = { id, name: safeName(name, type), ...omitUndefined({ title }), ...size };
      found.set(id, photo);
      paths.set(photo.name, upload);
      if (mustConvert) heic.add(photo.name);
      return { kind: 'photo', photo };
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

/** Number of bytes to read for a photo's dimensions; cameras may put a preview first. */
const HEAD = 256 * 1024;

async function readHead(files: ExportFiles, path: string): Promise<ImageFacts | undefined> {
  const head: Buffer[] = [];
  let length = 0;
  try {
    const content = await files.open(path);
    for await (const chunk of content) {
      head.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= HEAD) break;
    }
  } catch {
    // A damaged file may still have a readable header.
  }
  return readImageFacts(Buffer.concat(head));
}

/** Returns the title if it says more than the file name, unlike `Feedback loop` for `feedback-loop.png`. */
function parseTitle(file: JsonObject, name: string): string | undefined {
  const title = cleanLine(unescapeEntities(textOf(file, 'title')));
  const words = (text: string) =>
    text
      .toLowerCase()
      .replace(/\.[a-z0-9]{2,5}$/, '')
      .replace(/[^\p{L}\p{N}]+/gu, '');
  return words(title) === '' || words(title) === words(name) ? undefined : title;
}

interface ImageFacts {
  type: ImageType;
  mustConvert?: boolean;
  width?: number;
  height?: number;
}

/** From EXIF orientation 5 on, width and height are swapped (Exif 2.3, 4.6.4). */
const FIRST_TURNED = 5;

/** Returns undefined for anything but an image that every browser shows, or HEIC. */
function readImageFacts(head: Uint8Array): ImageFacts | undefined {
  if (isHeic(head)) return { type: 'jpg', mustConvert: true };
  const type = imageType(head);
  if (type === undefined) return undefined;
  try {
    // A copy, because image-size reads past the end of a view.
    const { width, height, orientation = 1 } = imageSize(Uint8Array.from(head));
    if (width === 0 || height === 0) return { type };
    return orientation < FIRST_TURNED ? { type, width, height } : { type, width: height, height: width };
  } catch {
    return { type };
  }
}

/**
 * Creates a function that returns unique file names that are safe in any folder and URL, at most 100 characters, with
 * the image format's extension. Names that are taken get `-2`, `-3` …
 */
export function createSafeNames(): (name: string, type: ImageType) => string {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return (name, type) => {
    const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
    const stem = safeStem(name.replace(/\.[a-z0-9]+$/i, ''));
    const extension = type === 'jpg' && ending === 'jpeg' ? 'jpeg' : type;
    let count = last.get(`${stem}.${extension}`) ?? 1;
    let safe = `${stem}.${extension}`;
    // Some file systems are case-insensitive.
    while (taken.has(safe.toLowerCase())) safe = `${stem}-${++count}.${extension}`;
    last.set(`${stem}.${extension}`, count);
    taken.add(safe.toLowerCase());
    return safe;
  };
}
