import { errorLogFields } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { Job, JobWork, Timer } from './jobs.ts';

const EVERY_MS = 30_000;
/** Combines a burst of `wake` calls into one look. */
const WAKE_AFTER_MS = 100;
/** Bounds how often the database is asked. */
const SOONEST_MS = 250;

export interface Dispatcher {
  start(): void;
  wake(): void;
  stop(): Promise<void>;
  lastTickAt(): number | undefined;
}

/** Looks for due jobs at the start, every half a minute, after `wake` and when something becomes due, and submits them. */
export function createDispatcher(
  work: Pick<JobWork, 'findDue' | 'nextDueAt'>,
  submit: (jobs: Job[]) => Promise<void>,
  { log, timer }: { log: Log; timer: Timer },
): Dispatcher {
  const cancels = new Map<string, () => void>();
  let isOn = false;
  let running: Promise<void> | undefined;
  let isAsked = false;
  let lastTickAt: number | undefined;

  /** Sets at most one timer of each kind. */
  function once(kind: string, milliseconds: number, action: () => void): void {
    if (!isOn || cancels.has(kind)) return;
    const cancel = timer.after(milliseconds, () => {
      cancels.delete(kind);
      action();
    });
    cancels.set(kind, cancel);
  }

  function ask(): void {
    isAsked = true;
    running ??= lookWhileAsked().finally(() => {
      running = undefined;
    });
  }

  async function lookWhileAsked(): Promise<void> {
    while (isAsked && isOn) {
      isAsked = false;
      try {
        await submit(await work.findDue());
        await lookAgainWhenDue();
      } catch (error) {
        log.error(errorLogFields(error), 'failed to look for due jobs');
      }
      lastTickAt = timer.now();
    }
  }

  async function lookAgainWhenDue(): Promise<void> {
    const next = await work.nextDueAt();
    cancels.get('due')?.();
    cancels.delete('due');
    const wait = next === undefined ? EVERY_MS : Math.max(SOONEST_MS, next - timer.now());
    if (wait < EVERY_MS) once('due', wait, ask);
  }

  function askRegularly(): void {
    once('regular', EVERY_MS, askRegularly);
    ask();
  }

  return {
    start() {
      isOn = true;
      askRegularly();
    },
    wake: () => once('wake', WAKE_AFTER_MS, ask),
    async stop() {
      isOn = false;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
      await running;
    },
    lastTickAt: () => lastTickAt,
  };
}
