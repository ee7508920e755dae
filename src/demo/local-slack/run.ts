import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { access, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '#errors.ts';
import { createControl, type LocalSlackControl } from './control-api.ts';
import type { LocalWorkspace } from './workspace-config.ts';

/** A stand-in for Slack that runs on this machine and keeps nothing. */
export interface LocalSlack {
  url: string;
  apiUrl: string;
  control: LocalSlackControl;
  /** Stops it and waits until it has exited. Can be called again. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;

/**
 * A shell script that ends the program when this process ends, even after a `kill -9`: the shell's standard input is a
 * pipe from this process, and the shell kills the program when it closes.
 */
const END_WITH_US =
  'exec 3<&0; "$@" 3<&- & program=$!; { read -r _ <&3; kill "$program"; } 2>/dev/null & watcher=$!; ' +
  'wait "$program"; code=$?; kill "$watcher" 2>/dev/null; exit "$code"';

/**
 * Starts local Slack with a workspace and waits until it is ready.
 *
 * @throws AppError `failed` if it isn't installed or doesn't start
 */
export async function runLocalSlack(workspace: LocalWorkspace): Promise<LocalSlack> {
  const binary = await findLocalSlack();
  const folder = await mkdtemp(join(tmpdir(), 'recap-local-slack-'));
  try {
    const config = join(folder, 'workspace.json');
    await writeFile(config, JSON.stringify(workspace));
    const { child, port } = await startAtFreePort([binary, '--config', config]);
    const base = `http://localhost:${port}`;
    const control = createControl(base);
    return {
      url: `${base}/`,
      apiUrl: `${base}/api/`,
      control,
      stop: async () => {
        control.close();
        await stopProgram(child);
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ATTEMPTS = 3;

async function startAtFreePort(command: string[]): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = startProgram([...command, '--port', String(port)]);
    try {
      await untilReady(child);
      return { child, port };
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof AppError && error.message.includes('in use'))) throw error;
    }
  }
}

function startProgram(command: string[]): ChildProcess {
  const [file, ...args] =
    process.platform === 'win32' ? command : ['/bin/sh', '-c', END_WITH_US, 'local-slack', ...command];
  // Detached, so that Ctrl-C reaches only this process, which stops the bot before its Slack.
  return spawn(file!, args, { detached: process.platform !== 'win32', stdio: ['pipe', 'pipe', 'pipe'] });
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = '';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (): void =>
    reject(new AppError('failed', `Local Slack did not start: ${firstComplaint(output) ?? 'no reason given'}.`));
  const timer = setTimeout(fail, READY_WITHIN_MS);
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('local-slack is running')) resolve();
    });
  }
  child.once('error', fail);
  child.once('close', fail);
  try {
    await promise;
    // Further output is discarded, since a full pipe would stop it.
    for (const stream of [child.stdout!, child.stderr!]) stream.removeAllListeners('data').resume();
  } catch (error) {
    await stopProgram(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function firstComplaint(output: string): string | undefined {
  return /^\s*(?:error:|✗)\s*(.+?)[.\s]*$/m.exec(output)?.[1];
}

async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'close');
  child.stdin!.end();
  if (process.platform === 'win32') child.kill();
  await ended;
}

type Machine = Pick<NodeJS.Process, 'platform' | 'arch'>;

function localSlackPackage({ platform, arch }: Machine): string {
  return `local-slack-${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * Returns the path of local Slack's program.
 *
 * @throws AppError `failed` if it isn't installed, with what to do
 */
export async function findLocalSlack(machine: Machine = process): Promise<string> {
  const name = localSlackPackage(machine);
  try {
    // The package has no exports, but its package.json can be resolved.
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const path = join(folder, 'bin', machine.platform === 'win32' ? 'local-slack.exe' : 'local-slack');
    await access(path, constants.X_OK);
    return path;
  } catch (cause) {
    throw new AppError(
      'failed',
      `The demo needs the package ${name}, which is not installed here. Run: npm install --no-save ${name}@0.1.8`,
      { cause },
    );
  }
}

/**
 * Returns a free port below those that Linux and macOS give to connections by default, so that nothing takes it before
 * it is used.
 */
export async function freePort(tries = 20): Promise<number> {
  const port = randomInt(10_000, 32_000);
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (tries > 1 && ['EADDRINUSE', 'EACCES'].includes(code)) return freePort(tries - 1);
    throw error;
  }
  server.close();
  await once(server, 'close');
  return port;
}
