import type { Readable } from 'node:stream';

/** Some elements of a JSON array, in order, and the number of unreadable elements. */
export interface ArrayChunk {
  elements: unknown[];
  broken: number;
  /** The array is cut off here, or it isn't an array. */
  isTruncated: boolean;
}

/** Maximum size in bytes for parsing a file at once, which is fastest. */
const SMALL = 4 * 1024 ** 2;

/** Maximum size of an element; Slack truncates texts at 40,000 characters, so a larger one isn't a message. */
const MAX_ELEMENT = 4 * 1024 ** 2;

/**
 * Reads a JSON array of any length in bounded memory: small files at once, others element by element. Unreadable and
 * oversized elements are counted and skipped. If the array is cut off, the last chunk says so.
 */
export async function* streamJsonArray(content: Readable, size: number): AsyncGenerator<ArrayChunk> {
  if (size > SMALL) {
    yield* splitArray(content);
    return;
  }
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of content) chunks.push(chunk as Buffer);
  } catch {
    // The content ends here, as in a damaged zip; what came before is kept.
  }
  const files = Buffer.concat(chunks);
  const elements = parseArray(files);
  if (elements === undefined) yield* splitArray([files]);
  else yield { elements, broken: 0, isTruncated: false };
}

function parseArray(bytes: Buffer): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* splitArray(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<ArrayChunk> {
  const splitter = createSplitter();
  try {
    for await (const chunk of chunks) {
      yield { ...splitter.cut(chunk), isTruncated: false };
      if (splitter.isDone()) return;
      if (!splitter.isArray()) break;
    }
  } catch {
    // The content ends here, as in {@link streamJsonArray}.
  }
  yield { elements: [], broken: 0, isTruncated: true };
}

/**
 * Creates a splitter that cuts at the commas between elements by tracking brackets and strings. The bytes of multi-byte
 * UTF-8 characters are never mistaken for JSON's ASCII structure.
 */
function createSplitter(): {
  cut(chunk: Buffer): Omit<ArrayChunk, 'isTruncated'>;
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
  const finish = (into: Omit<ArrayChunk, 'isTruncated'>) => {
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
