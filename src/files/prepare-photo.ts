import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { imageType } from '#shared/image-type.ts';
import type { KeptPhoto } from '#usecases/ports/photo-store.ts';

/** Wide enough for a large screen's column in twice its points. */
const LONGEST_EDGE = 1600;
/** Of what is unpacked: a small file can hold a picture that fills the memory. */
const MOST_PIXELS = 100_000_000;
const QUALITY = 82;

// Two cores are shared with what answers people.
sharp.concurrency(1);
sharp.cache(false);

/**
 * A picture as it is shown: turned as its camera says, no longer than 1,600 pixels, without anything but the picture
 * (no position, no time, no owner), in its own format; moving ones keep moving. Undefined for what is no picture that
 * every browser shows, whatever it calls itself.
 */
export async function preparePhoto(content: Uint8Array): Promise<{ kept: KeptPhoto; content: Uint8Array } | undefined> {
  const type = imageType(content);
  if (type === undefined) return undefined;
  try {
    const moves = type === 'gif' || type === 'webp';
    const picture = sharp(content, { animated: moves, limitInputPixels: MOST_PIXELS })
      .rotate()
      .resize(LONGEST_EDGE, LONGEST_EDGE, { fit: 'inside', withoutEnlargement: true });
    // Written anew, sharp leaves all metadata out.
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
