import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import sharp, { type Sharp } from 'sharp';
import { imageType, isHeic } from '#shared/image-type.ts';
import type { KeptPhoto } from '#usecases/ports/photo-store.ts';
import { decodeHeic } from './decode-heic.ts';

/** In pixels: the width of a column on a large screen, at double resolution. */
const LONGEST_EDGE = 1600;
const MOST_PIXELS = 100_000_000;
/** Lower, because all pixels are in memory at once, four bytes each. */
const MOST_HEIC_PIXELS = 50_000_000;
const QUALITY = 82;

sharp.concurrency(1);
sharp.cache(false);

/**
 * Prepares a photo for display: rotated, at most 1,600 pixels long, without metadata (position, time, owner), in its
 * own format, animations kept; HEIC becomes JPEG. Returns undefined for anything else.
 */
export async function preparePhoto(content: Uint8Array): Promise<{ kept: KeptPhoto; content: Uint8Array } | undefined> {
  const type = isHeic(content) ? 'jpg' : imageType(content);
  if (type === undefined) return undefined;
  try {
    const picture = (isHeic(content) ? await openHeic(content) : openPicture(content, type))
      .rotate()
      .resize(LONGEST_EDGE, LONGEST_EDGE, { fit: 'inside', withoutEnlargement: true });
    // sharp drops all metadata when encoding.
    const { data, info } = await encode(picture, type).toBuffer({ resolveWithObject: true });
    const hash = createHash('sha256').update(data).digest('hex');
    const height = info.pageHeight ?? info.height;
    return { kept: { hash, type, width: info.width, height, bytes: data.byteLength }, content: data };
  } catch {
    return undefined;
  }
}

function openPicture(content: Uint8Array, type: KeptPhoto['type']): Sharp {
  return sharp(content, { animated: type === 'gif' || type === 'webp', limitInputPixels: MOST_PIXELS });
}

async function openHeic(content: Uint8Array): Promise<Sharp> {
  // A copy, since image-size reads a view past its end.
  const size = imageSize(Uint8Array.from(content));
  if (size.width * size.height > MOST_HEIC_PIXELS) throw new Error('The photo is too large to decode.');
  const { data, width, height } = await decodeHeic(content);
  return sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
}

function encode(picture: Sharp, type: KeptPhoto['type']): Sharp {
  switch (type) {
    case 'png':
      return picture.png({ compressionLevel: 9, palette: false });
    case 'jpg':
      return picture.jpeg({ quality: QUALITY, progressive: true });
    case 'gif':
      return picture.gif();
    case 'webp':
      return picture.webp({ quality: QUALITY });
  }
}
