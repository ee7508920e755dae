/** The formats that every browser shows, by the ending that a file of theirs gets. */
export type ImageType = 'png' | 'jpg' | 'gif' | 'webp';

/** What a file is by its first bytes (twelve are enough); undefined for anything but an image of these formats. */
export function imageType(head: Uint8Array): ImageType | undefined {
  const ascii = String.fromCharCode(...head.subarray(0, 12));
  if (ascii.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (ascii.startsWith('\xff\xd8\xff')) return 'jpg';
  if (/^GIF8[79]a/.test(ascii)) return 'gif';
  if (ascii.startsWith('RIFF') && ascii.startsWith('WEBP', 8)) return 'webp';
  return undefined;
}
