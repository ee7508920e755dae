import type { IncomingMessage } from 'node:http';
import { pipeline, type Transform } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '#errors.ts';

const DECODERS: Record<string, (() => Transform) | undefined> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads a response's text, decompressed and decoded with its character set (UTF-8 by default).
 *
 * @param name of the document, for messages
 * @param maxBytes counted after decompression, against bombs and false lengths
 */
export async function readBody(response: IncomingMessage, name: string, maxBytes: number): Promise<string> {
  try {
    if (Number(response.headers['content-length']) > maxBytes) throw tooLarge(name, maxBytes);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of decompressed(response, name)) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(name, maxBytes);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    return decoderFor(bytes, response.headers['content-type'] ?? '').decode(bytes);
  } finally {
    response.destroy();
  }
}

function tooLarge(name: string, maxBytes: number): AppError {
  return new AppError('too-large', `${name} is larger than ${maxBytes} bytes.`);
}

function decompressed(response: IncomingMessage, name: string): AsyncIterable<Buffer> {
  const encodings = (response.headers['content-encoding'] ?? '')
    .split(',')
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');
  if (encodings.length === 0) return response;
  const createDecoder = encodings.length === 1 ? DECODERS[encodings[0]!] : undefined;
  if (createDecoder === undefined) {
    throw new AppError(
      'bad-input',
      `${name} comes in the encoding ${encodings.join(', ').slice(0, 40)}, which is not read.`,
    );
  }
  const decoder = createDecoder();
  // Errors of either side surface when the decoder is read.
  pipeline(response, decoder, () => {});
  return decoder;
}

function decoderFor(bytes: Buffer, contentType: string): TextDecoder {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  const label = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('utf-8');
  }
}
