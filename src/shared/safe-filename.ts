import { cleanLine } from './clean-characters.ts';

const MAX_LENGTH = 100;

const MAX_BYTES = 200;

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Returns a file name without extension that is safe in any folder and URL: letters, digits, `-`, `_` and `.`, at most
 * 88 characters.
 */
export function safeStem(name: string): string {
  const stem = cleanLine(name)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/-{2,}/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
  let short = '';
  let bytes = 0;
  for (const character of stem) {
    bytes += Buffer.byteLength(character);
    if (short.length + character.length > MAX_LENGTH - 12 || bytes > MAX_BYTES - 12) break;
    short += character;
  }
  return short === '' || RESERVED.test(short) ? `photo${short}` : short;
}
