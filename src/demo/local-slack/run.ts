import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '#errors.ts';
import { createControl, type LocalSlackControl } from './control-api.ts';
import type { LocalWorkspace } from './workspace-config.ts';

/** A stand-in for Slack that runs on this machine and forgets everything when it ends. */
export interface LocalSlack {
  /** Where it listens, `http://localhost:40123/`. Its own page there shows no rich text: see serve-page. */
  url: string;
  /** What `SLACK_API_URL` has to be. */
  apiUrl: string;
  control: LocalSlackControl;
  /** Ends it and waits until it has ended. Safe to call again. */
  stop(): Promise<void>;
}

/** It is ready in 0.2 s on an idle machine. */
const READY_WITHIN_MS = 15_000;

/**
 * The program ends when this process does, however that ends: a pipe from here is the shell's standard input, and
 * when it closes the shell ends the program. A `kill -9` of ours would leave it running otherwise.
 */
const END_WITH_US =
  'exec 3<&0; "$@" 3<&- & program=$!; { read -r _ <&3; kill "$program"; } 2>/dev/null & watcher=$!; ' +
  'wait "$program"; code=$?; kill "$watcher" 2>/dev/null; exit "$code"';

/**
 * Starts local Slack with a workspace and waits until it is ready.
 *
 * @throws AppError `failed` where it is not installed or did not start
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
    // It reads its configuration once, at its start.
    await rm(folder, { recursive: true, force: true });
  }
}

/** Between looking for a port and listening at it another program may take it. */
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
  // Detached: Ctrl-C reaches this process alone, which ends the bot before its Slack goes.
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
    // What it says later is of no use to anybody, but a full pipe would stop it.
    for (const stream of [child.stdout!, child.stderr!]) stream.removeAllListeners('data').resume();
  } catch (error) {
    await stopProgram(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The line of its output that says what is wrong: what stands before it is its own source. */
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

/** Which machine the binary is for. */
type Machine = Pick<NodeJS.Process, 'platform' | 'arch'>;

/** The optional package that holds local Slack for a machine. */
function localSlackPackage({ platform, arch }: Machine): string {
  return `local-slack-${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * The path of local Slack's program on this machine.
 *
 * @throws AppError `failed` where it is not installed, with what to do
 */
export async function findLocalSlack(machine: Machine = process): Promise<string> {
  const name = localSlackPackage(machine);
  try {
    // The package exports nothing; its package.json says where it lies.
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

/** A port at which nobody listens now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
