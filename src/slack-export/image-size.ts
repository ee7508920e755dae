import { imageSize } from 'image-size';
import { type ImageType, imageType } from '#shared/image-type.ts';

/** What a picture's head tells: its format, and its size in pixels as it is shown, where that stands there. */
export interface ImageFacts {
  type: ImageType;
  width?: number;
  height?: number;
}

/** Cameras may turn a picture by a note in its head: from 5 on width and height change places (Exif 2.3, 4.6.4). */
const FIRST_TURNED = 5;

/** Reads the first bytes of a file; undefined for anything but an image that every browser shows. */
export function readImageFacts(head: Uint8Array): ImageFacts | undefined {
  const type = imageType(head);
  if (type === undefined) return undefined;
  try {
    // A copy, as a view into a larger buffer would be read past its end.
    const { width, height, orientation = 1 } = imageSize(Uint8Array.from(head));
    if (width === 0 || height === 0) return { type };
    return orientation < FIRST_TURNED ? { type, width, height } : { type, width: height, height: width };
  } catch {
    return { type };
  }
}
