import type { Readable } from 'node:stream';

/** Some of a JSON array's elements, in order, and how many among them were none. */
export interface ArrayPiece {
  elements: unknown[];
  broken: number;
  /** The array is cut short here, or is none. */
  isTorn: boolean;
}

/** Below this many bytes a file is parsed whole, which is fastest. */
const SMALL = 4 * 1024 ** 2;

/** An element of more bytes than this is no message: Slack cuts texts at 40,000 characters. */
const MAX_ELEMENT = 4 * 1024 ** 2;

/**
 * The elements of a JSON array of any length in bounded memory: small files at once, others cut into elements as
 * they come. An element that is no JSON, or too large, is reported and passed over; where the array is cut short
 * or is no array, what was readable stands and the last piece says so.
 */
export async function* readArray(content: Readable, size: number): AsyncGenerator<ArrayPiece> {
  if (size > SMALL) {
    yield* cutArray(content);
    return;
  }
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of content) chunks.push(chunk as Buffer);
  } catch {
    // The content ends here, as in a damaged zip: what came before it stands.
  }
  const whole = Buffer.concat(chunks);
  const elements = parseArray(whole);
  if (elements === undefined) yield* cutArray([whole]);
  else yield { elements, broken: 0, isTorn: false };
}

function parseArray(bytes: Buffer): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* cutArray(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<ArrayPiece> {
  const cutter = createCutter();
  try {
    for await (const chunk of chunks) {
      yield { ...cutter.cut(chunk), isTorn: false };
      if (cutter.isDone()) return;
      if (!cutter.isArray()) break;
    }
  } catch {
    // As above.
  }
  yield { elements: [], broken: 0, isTorn: true };
}

/**
 * Cuts at the commas between elements by following brackets and strings. All characters of JSON's structure are
 * ASCII, and no byte of a longer UTF-8 character looks like one.
 */
function createCutter(): {
  cut(chunk: Buffer): Omit<ArrayPiece, 'isTorn'>;
  isArray(): boolean;
  isDone(): boolean;
} {
  let parts: Buffer[] = [];
  let length = 0;
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let isArray = true;
  let isDone = false;
  const keep = (part: Buffer) => {
    length += part.length;
    if (length > MAX_ELEMENT) parts = [];
    else parts.push(part);
  };
  const finish = (into: Omit<ArrayPiece, 'isTorn'>) => {
    const text = length > MAX_ELEMENT ? undefined : Buffer.concat(parts).toString('utf8').trim();
    parts = [];
    length = 0;
    if (text === '') return;
    try {
      if (text === undefined) into.broken++;
      else into.elements.push(JSON.parse(text));
    } catch {
      into.broken++;
    }
  };
  return {
    isArray: () => isArray,
    isDone: () => isDone,
    cut(chunk) {
      const found = { elements: [], broken: 0 };
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at];
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (byte === 0x5c /* \ */) isEscaped = true;
          else if (byte === 0x22 /* " */) inString = false;
          continue;
        }
        switch (byte) {
          case 0x22 /* " */:
            inString = true;
            break;
          case 0x5b /* [ */:
          case 0x7b /* { */:
            if (depth === 0) {
              keep(chunk.subarray(from, at));
              const before = Buffer.concat(parts)
                .toString('utf8')
                .replace(/^\ufeff/, '')
                .trim();
              if (byte === 0x7b || before !== '') {
                isArray = false;
                return found;
              }
              parts = [];
              length = 0;
              from = at + 1;
            }
            depth++;
            break;
          case 0x5d /* ] */:
          case 0x7d /* } */:
            if (depth === 1) {
              keep(chunk.subarray(from, at));
              finish(found);
              isDone = true;
              return found;
            }
            depth--;
            break;
          case 0x2c /* , */:
            if (depth === 1) {
              keep(chunk.subarray(from, at));
              finish(found);
              from = at + 1;
            }
        }
      }
      keep(chunk.subarray(from));
      return found;
    },
  };
}
