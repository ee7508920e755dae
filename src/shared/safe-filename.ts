import { cleanLine } from './clean-characters.ts';

const MAX_LENGTH = 100;

/** File systems take 255 bytes. */
const MAX_BYTES = 200;

/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The name of a file without its ending, safe in any folder and in an address: letters, digits, `-`, `_` and `.`,
 * at most 88 characters.
 */
export function safeStem(name: string): string {
  const stem = cleanLine(name)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/-{2,}/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
  // Room for a number and the ending.
  let short = '';
  let bytes = 0;
  for (const character of stem) {
    bytes += Buffer.byteLength(character);
    if (short.length + character.length > MAX_LENGTH - 12 || bytes > MAX_BYTES - 12) break;
    short += character;
  }
  return short === '' || RESERVED.test(short) ? `photo${short}` : short;
}
