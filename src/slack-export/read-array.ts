import type { Readable } from 'node:stream';

/** What a JSON array's text gives, piece by piece: its elements, and at its end why it couldn't be read on. */
export type ArrayPiece = { element: unknown } | { broken: 'element' | 'file' };

/** Below this many bytes a file is parsed whole, which is fastest. */
const SMALL = 4 * 1024 ** 2;

/** An element of more bytes than this is no message: Slack cuts texts at 40,000 characters. */
const MAX_ELEMENT = 4 * 1024 ** 2;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = [0x5b, 0x7b];
const CLOSE = [0x5d, 0x7d];

/**
 * The elements of a JSON array of any length in bounded memory: small files at once, others cut into elements as
 * they come. An element that is no JSON, or too large, is reported and passed over; where the array is cut short
 * or no array, what was readable stands and the last piece says so.
 */
export async function* readArray(content: Readable, size: number): AsyncGenerator<ArrayPiece> {
  if (size > SMALL) {
    yield* cutArray(content);
    return;
  }
  const chunks: Buffer[] = [];
  let error: unknown;
  try {
    for await (const chunk of content) chunks.push(chunk as Buffer);
  } catch (cause) {
    error = cause;
  }
  const whole = Buffer.concat(chunks);
  if (error === undefined) {
    const elements = parseArray(whole);
    if (elements !== undefined) {
      for (const element of elements) yield { element };
      return;
    }
  }
  yield* cutArray([whole]);
}

function parseArray(bytes: Buffer): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Cuts at the commas between elements by following brackets and strings. All characters of JSON's structure are
 * ASCII, so bytes of longer characters never look like one.
 */
async function* cutArray(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<ArrayPiece> {
  let pieces: Buffer[] = [];
  let length = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let isFirst = true;
  const finish = (): ArrayPiece | undefined => {
    const bytes = Buffer.concat(pieces);
    const isTooLarge = length > MAX_ELEMENT;
    pieces = [];
    length = 0;
    if (isTooLarge) return { broken: 'element' };
    const text = bytes.toString('utf8').trim();
    if (text === '') return undefined;
    try {
      return { element: JSON.parse(text) };
    } catch {
      return { broken: 'element' };
    }
  };
  const keep = (part: Buffer) => {
    length += part.length;
    if (length <= MAX_ELEMENT) pieces.push(part);
    else pieces = [];
  };
  try {
    for await (const chunk of chunks) {
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at]!;
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inString = false;
        } else if (byte === QUOTE) {
          inString = true;
        } else if (OPEN.includes(byte)) {
          if (depth === 0) {
            const before = chunk
              .subarray(from, at)
              .toString('utf8')
              .replace(/^\ufeff/, '')
              .trim();
            if (!isFirst || byte !== OPEN[0] || before !== '') break;
            isFirst = false;
            from = at + 1;
          }
          depth++;
        } else if (CLOSE.includes(byte)) {
          depth--;
          if (depth === 0) {
            keep(chunk.subarray(from, at));
            const piece = finish();
            if (piece !== undefined) yield piece;
            return;
          }
        } else if (byte === COMMA && depth === 1) {
          keep(chunk.subarray(from, at));
          from = at + 1;
          const piece = finish();
          if (piece !== undefined) yield piece;
        }
      }
      if (depth === 0) break;
      keep(chunk.subarray(from));
    }
  } catch {
    // The content ends here, as in a truncated zip: what came before it stands.
  }
  yield { broken: 'file' };
}
