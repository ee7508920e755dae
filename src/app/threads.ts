import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { type ErrorCode, LocalizedError, type Notice } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { compileRecap } from '#usecases/recap/compile-recap.ts';

/** What a thread can compute. What it doesn't need isn't loaded. */
const TASKS = {
  parseSchedule: async (...asked: Parameters<typeof import('#schedule/parse-schedule.ts').parseSchedule>) =>
    (await import('#schedule/parse-schedule.ts')).parseSchedule(...asked),
  startRecap: async (...asked: Parameters<Recaps['startRecap']>) =>
    (await import('#usecases/recap/compile-recap.ts')).startRecap(...asked),
  finishRecap: async (...asked: Parameters<Recaps['finishRecap']>) =>
    (await import('#usecases/recap/compile-recap.ts')).finishRecap(...asked),
  async compileRecap(...[input, options]: Parameters<Recaps['startRecap']>) {
    const { startRecap, finishRecap } = await import('#usecases/recap/compile-recap.ts');
    // Without a model, all summaries are the built-in ones.
    return { ...(await finishRecap(await startRecap(input, options), [], options)), provisional: 0 };
  },
};
type Tasks = typeof TASKS;
type Recaps = typeof import('#usecases/recap/compile-recap.ts');

/** A task takes too long or too much memory. */
export class TaskLimitError extends Error {
  readonly limit: 'time' | 'memory';

  constructor(limit: 'time' | 'memory') {
    super(`A task takes too much ${limit}.`);
    this.limit = limit;
  }
}

export interface Threads {
  /** @throws TaskLimitError, and AppError as the task */
  run<Name extends keyof Tasks>(
    name: Name,
    input: Parameters<Tasks[Name]>,
    timeoutMs: number,
  ): Promise<Awaited<ReturnType<Tasks[Name]>>>;
  stop(): Promise<void>;
}

type Reply = { result: unknown } | { code: ErrorCode; notice: Notice };

/** One that takes too long holds up only some of the others. */
const MOST_THREADS = 2;
/** A thread holds the dictionaries of several languages. */
const KEPT_IDLE_MS = 5 * 60_000;
export const MAX_MEMORY_MB = 512;

interface Thread {
  worker: Worker;
  /** The task that it runs, or ran last. */
  task: PromiseWithResolvers<Reply>;
}

/** Starts threads when they are needed, so that no computation blocks the bot or exhausts its memory. */
export function createThreads(): Threads {
  const limit = pLimit({ concurrency: MOST_THREADS, rejectOnClear: true });
  let isStopped = false;
  const alive = new Set<Worker>();
  const idle = new Map<Thread, NodeJS.Timeout>();

  function startThread(): Thread {
    const worker = new Worker(threadCode(new URL(import.meta.url)), {
      eval: true,
      workerData: THREAD,
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    });
    const thread = { worker, task: Promise.withResolvers<Reply>() };
    alive.add(worker);
    worker.on('message', (reply: Reply) => thread.task.resolve(reply));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      thread.task.reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TaskLimitError('memory') : error),
    );
    worker.on('exit', () => {
      alive.delete(worker);
      idle.delete(thread);
      thread.task.reject(new Error('A thread stopped unexpectedly.'));
    });
    return thread;
  }

  return {
    run: (name, input, timeoutMs) =>
      limit(async () => {
        if (isStopped) throw new Error('The bot is stopping.');
        const [[thread, end] = [startThread()]] = idle;
        clearTimeout(end);
        idle.delete(thread);
        const { worker } = thread;
        worker.ref();
        thread.task = Promise.withResolvers();
        const timer = setTimeout(() => thread.task.reject(new TaskLimitError('time')), timeoutMs);
        try {
          worker.postMessage({ name, input });
        } catch (error) {
          thread.task.reject(error);
        }
        const reply = await thread.task.promise
          .catch(async (error: unknown) => {
            await worker.terminate();
            throw error;
          })
          .finally(() => clearTimeout(timer));
        worker.unref();
        const endIdle = () => {
          idle.delete(thread);
          void worker.terminate();
        };
        idle.set(thread, setTimeout(endIdle, KEPT_IDLE_MS).unref());
        if ('code' in reply) throw new LocalizedError(reply.code, reply.notice.key, reply.notice.values);
        // biome-ignore lint/suspicious/noExplicitAny: the thread's reply to this task
        return reply.result as any;
      }),
    async stop() {
      isStopped = true;
      limit.clearQueue();
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

/** A recap of 10,000 notes takes a few seconds. */
const RECAP_TIMEOUT_MS = 60_000;
/** A conference that took too long isn't tried again for this long, so that it doesn't keep a thread busy. */
const GIVEN_UP_MS = 10 * 60_000;

/** Returns `compileRecap` in threads. What takes too long or too much memory is logged and refused for a while. */
export function createRecapCompiler(
  threads: Threads,
  log: Log,
  { timeoutMs = RECAP_TIMEOUT_MS } = {},
): typeof compileRecap {
  const givenUp = new LRUCache<string, true>({ max: 1_000, ttl: GIVEN_UP_MS });
  return async (input, { summarizer, onProgress: _, lookup: __, canWait, fromCache, onAnswer, ...options }) => {
    const { name, from, to } = input.conference;
    const key = `${options.teamId} ${name} ${from} ${to}`;
    if (givenUp.has(key)) throw new LocalizedError('too-large', 'recap-slow');
    try {
      if (summarizer.asksModel !== true) return await threads.run('compileRecap', [input, options], timeoutMs);
      const started = await threads.run('startRecap', [input, options], timeoutMs);
      const asked = { canWait, fromCache, onAnswer };
      const { summaries, use, waitsUntil } = await summarizer.summarizeTalks(started.toSummarize, asked);
      const finished = await threads.run('finishRecap', [started, summaries, options], timeoutMs);
      return { ...finished, ...omitUndefined({ use, waitsUntil }) };
    } catch (error) {
      if (!(error instanceof TaskLimitError)) throw error;
      givenUp.set(key, true);
      const facts = { team: options.teamId, from, notes: input.notes.length, limit: error.limit };
      log.error(facts, 'a recap takes too long and was given up');
      throw new LocalizedError('too-large', 'recap-slow');
    }
  };
}

/**
 * Returns the code of a thread that runs a program. It enables the compile cache first, which a thread doesn't inherit:
 * compiling the parsers takes longer than parsing.
 */
export function threadCode({ href }: URL): string {
  return `require('node:module').enableCompileCache(); import(${JSON.stringify(href)});`;
}

const THREAD = 'recap';
if (!isMainThread && workerData === THREAD) {
  parentPort!.on('message', async ({ name, input }: { name: keyof Tasks; input: never }) => {
    const task = TASKS[name] as (...asked: unknown[]) => Promise<unknown>;
    parentPort!.postMessage(await task(...(input as unknown[])).then((result) => ({ result }), explain));
  });
}

/** An error is sent as its parts, since structured cloning drops its class. Any other error ends the thread. */
function explain(error: unknown): Reply {
  if (!(error instanceof LocalizedError)) throw error;
  return { code: error.code, notice: error.notice };
}
