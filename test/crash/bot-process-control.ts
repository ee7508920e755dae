import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The bot in a process of its own. */
export interface BotProcess {
  /** Resolves when it is connected and does what is due, or has died before that. */
  ready: Promise<void>;
  isAlive(): boolean;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
  /** Ends it at once, without a chance to clean up. */
  kill(): Promise<void>;
  /** Stops it where it is, as a machine that is suspended does. */
  freeze(): void;
  thaw(): void;
  /** What it wrote to its standard output and error. */
  output(): string;
}

const PROGRAM = fileURLToPath(new URL('bot-process.ts', import.meta.url));
const COMPILE_CACHE = new URL('../compile-cache.js', import.meta.url).href;

export function startBotProcess(env: Record<string, string>): BotProcess {
  const child: ChildProcess = spawn(process.execPath, ['--import', COMPILE_CACHE, PROGRAM], {
    env: { PATH: process.env.PATH!, LOG_LEVEL: 'error', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'close').then(() => undefined);
  const { promise: connected, resolve } = Promise.withResolvers<void>();
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    if (/^ready$/m.test(text)) resolve();
    said += text.replace(/^ready$/m, '');
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    ready: Promise.race([connected, ended]),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    output: () => said.trim(),
  };
}
