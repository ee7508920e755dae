import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';

/** Pixels as red, green, blue and opacity, a byte each. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

const TIMEOUT_MS = 60_000;

/** A photo of 12 megapixels takes two seconds and 250 MB. */
const oneAtATime = pLimit(1);

/** Decodes a HEIC photo, which sharp can't, in a thread of its own; upright, as its metadata says. Throws if it is damaged. */
export function decodeHeic(content: Uint8Array): Promise<Pixels> {
  return oneAtATime(async () => {
    const { promise, resolve, reject } = Promise.withResolvers<Pixels>();
    const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), { workerData: content });
    const timer = setTimeout(() => reject(new Error('Decoding took too long.')), TIMEOUT_MS);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The decoder stopped unexpectedly.')));
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  });
}
