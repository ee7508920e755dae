import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP, type LocalWorkspace } from '#demo/local-slack/workspace-config.ts';
import { printTable } from './print-table.ts';
import { type CommandSender, createCommandSender } from './signed-command.ts';

const ROUNDS = 10;
const REQUESTS = 300;
const AT_ONCE = 16;
const STARTS = 5;

const WHO = { teamId: 'T0BENCH01', channel: 'C0BENCH01', userId: 'U0BENCH01' };
const WORKSPACE: LocalWorkspace = {
  workspace: { name: 'Bench', domain: 'bench', teamId: WHO.teamId },
  app: LOCAL_APP,
  users: [{ id: WHO.userId, name: 'ann', real_name: 'Ann', tz: 'Europe/Berlin' }],
  channels: [{ id: WHO.channel, name: 'bench', members: [WHO.userId, LOCAL_APP.botUserId] }],
};

/** A program under test: what runs, and what it took. */
interface Contender {
  name: string;
  command: (folder: string) => string[];
  startMs: number[];
  restMb: number;
  perSecond: number[];
  latencies: number[];
}

/** `/recap add` against a bare Bolt app, and one that makes a durable insert: signed requests, in turn, in one run. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-answer-'));
  const slack = await runLocalSlack(WORKSPACE);
  const contenders = [
    contender('(a) bare Bolt', () => ['bench/bare-bolt.ts']),
    contender('(b) and one durable insert', (data) => ['bench/bare-bolt.ts', join(data, 'bare.sqlite')]),
    contender('recap', () => ['src/main.ts', 'start']),
  ];
  const running: Running[] = [];
  try {
    for (let nth = 0; nth < STARTS; nth++) {
      for (const one of contenders) {
        const started = await start(one, join(folder, `start-${nth}-${one.name}`), slack.apiUrl);
        one.startMs.push(started.readyMs);
        await started.stop();
      }
    }
    for (const one of contenders) running.push(await start(one, join(folder, one.name), slack.apiUrl));
    await sleep(3_000);
    for (const [index, one] of contenders.entries()) one.restMb = await residentMb(running[index]!.child);
    await running[2]!.sender.send(`start "Bench" ${new Date().toISOString().slice(0, 10)} in <#${WHO.channel}>`);
    for (const { sender } of running) await load(sender, REQUESTS);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, one] of contenders.entries()) {
        const { perSecond, latencies } = await load(running[index]!.sender, REQUESTS);
        one.perSecond.push(perSecond);
        one.latencies.push(...latencies);
      }
    }
  } finally {
    await Promise.all(running.map((one) => one.stop()));
    await slack.stop();
    await rm(folder, { recursive: true, force: true });
  }
  print(contenders);
}

function contender(name: string, command: Contender['command']): Contender {
  return { name, command, startMs: [], restMb: 0, perSecond: [], latencies: [] };
}

interface Running {
  child: ChildProcess;
  sender: CommandSender;
  readyMs: number;
  stop(): Promise<void>;
}

async function start({ command }: Contender, data: string, apiUrl: string): Promise<Running> {
  const port = await freePort();
  const { mkdir } = await import('node:fs/promises');
  await mkdir(data, { recursive: true });
  const begun = performance.now();
  const child = spawn(process.execPath, command(data), {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: {
      ...process.env,
      PORT: String(port),
      SLACK_SIGNING_SECRET: LOCAL_APP.signingSecret,
      SLACK_BOT_TOKEN: LOCAL_APP.botToken,
      SLACK_API_URL: apiUrl,
      DATABASE_URL: `sqlite:${join(data, 'recap.sqlite')}`,
      LOG_LEVEL: 'silent',
    },
  });
  await untilListening(port!, child);
  const readyMs = performance.now() - begun;
  const sender = createCommandSender(port!, LOCAL_APP.signingSecret, WHO);
  return {
    child,
    sender,
    readyMs,
    stop: async () => {
      sender.close();
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it was ready`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
    await sleep(3);
  }
}

async function load(sender: CommandSender, requests: number): Promise<{ perSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  let left = requests;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left > 0) {
        const nth = left--;
        latencies.push(await sender.send(`add point ${nth}: decide first whether the increase is valid or malicious`));
      }
    }),
  );
  return { perSecond: (requests / (performance.now() - begun)) * 1000, latencies };
}

async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
}

function print([bare, insert, ours]: Contender[]): void {
  const median = (values: number[]) => quantile(values, 0.5);
  const rows = [bare!, insert!, ours!].map((one) => [
    one.name,
    median(one.perSecond).toFixed(0),
    (median(one.perSecond) / median(insert!.perSecond)).toFixed(2),
    `${quantile(one.latencies, 0.5).toFixed(1)} ms`,
    `${quantile(one.latencies, 0.99).toFixed(1)} ms`,
    (quantile(one.latencies, 0.99) / quantile(insert!.latencies, 0.99)).toFixed(2),
    `${median(one.startMs).toFixed(0)} ms`,
    (median(one.startMs) / median(bare!.startMs)).toFixed(2),
    `${one.restMb.toFixed(0)} MB`,
    (one.restMb / bare!.restMb).toFixed(2),
  ]);
  printTable(
    `/recap add: ${ROUNDS} rounds of ${REQUESTS} signed requests each, ${AT_ONCE} at once, in turn`,
    ['', 'a second', '× (b)', 'p50', 'p99', '× (b)', 'start', '× (a)', 'at rest', '× (a)'],
    rows,
  );
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
