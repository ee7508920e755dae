import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { imageType } from '#shared/image-type.ts';
import type { KeptPhoto } from '#usecases/ports/photo-store.ts';

/** A large screen's column at double resolution. */
const LONGEST_EDGE = 1600;
const MOST_PIXELS = 100_000_000;
const QUALITY = 82;

sharp.concurrency(1);
sharp.cache(false);

/**
 * Prepares a photo for display: rotated, at most 1,600 pixels long, without metadata (position, time, owner), in its
 * own format, animations kept. Undefined for anything but an image that every browser shows.
 */
export async function preparePhoto(content: Uint8Array): Promise<{ kept: KeptPhoto; content: Uint8Array } | undefined> {
  const type = imageType(content);
  if (type === undefined) return undefined;
  try {
    const moves = type === 'gif' || type === 'webp';
    const picture = sharp(content, { animated: moves, limitInputPixels: MOST_PIXELS })
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
