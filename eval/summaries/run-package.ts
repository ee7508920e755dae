import { Worker } from 'node:worker_threads';
import type { PackageName } from './package-worker.ts';
import type { PackageSentence } from './read-summary-back.ts';

/** What a package made of each text: its sentences, best first, or why there are none; and the time it took. */
export interface PackageRun {
  choices: (PackageSentence[] | { failure: string })[];
  milliseconds: number;
}

/** Runs a package over texts in a worker of its own; a text that takes longer than the limit is given up. */
export async function runPackage(
  name: PackageName,
  texts: readonly string[],
  limitMilliseconds: number,
): Promise<PackageRun> {
  const start = performance.now();
  const choices: PackageRun['choices'] = [];
  let worker = startWorker(name);
  for (const text of texts) {
    const choice = await askWorker(worker, text, limitMilliseconds);
    choices.push(choice);
    if ('failure' in choice) {
      await worker.terminate();
      worker = startWorker(name);
    }
  }
  await worker.terminate();
  return { choices, milliseconds: performance.now() - start };
}

function startWorker(name: PackageName): Worker {
  return new Worker(new URL('package-worker.ts', import.meta.url), {
    workerData: name,
    stdout: true,
    stderr: true,
  });
}

function askWorker(worker: Worker, text: string, limit: number): Promise<PackageSentence[] | { failure: string }> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish({ failure: `not done after ${Math.round(limit / 1000)} s` }), limit);
    const onError = (error: Error) => finish({ failure: error.message });
    const onMessage = (answer: { sentences: PackageSentence[] } | { error: string }) =>
      finish('error' in answer ? { failure: answer.error } : answer.sentences);
    const finish = (choice: PackageSentence[] | { failure: string }) => {
      clearTimeout(timer);
      worker.off('error', onError);
      worker.off('message', onMessage);
      resolve(choice);
    };
    worker.on('error', onError);
    worker.on('message', onMessage);
    worker.postMessage(text);
  });
}
