/** Formats that every browser shows, by file extension. */
export type ImageType = 'png' | 'jpg' | 'gif' | 'webp';

/** Detects the format from the first twelve bytes; undefined for anything else. */
export function imageType(head: Uint8Array): ImageType | undefined {
  const ascii = String.fromCharCode(...head.subarray(0, 12));
  if (ascii.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (ascii.startsWith('\xff\xd8\xff')) return 'jpg';
  if (/^GIF8[79]a/.test(ascii)) return 'gif';
  if (ascii.startsWith('RIFF') && ascii.startsWith('WEBP', 8)) return 'webp';
  return undefined;
}

/** Returns whether a file is a HEIC image, as iPhones take them, which browsers other than Safari don't show. */
export function isHeic(head: Uint8Array): boolean {
  return /^ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)/.test(String.fromCharCode(...head.subarray(4, 12)));
}
