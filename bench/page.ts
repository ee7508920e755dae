import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '#demo/local-slack/run.ts';
import { printTable } from './print-table.ts';

const ROUNDS = 10;
const REQUESTS = 2_000;
const AT_ONCE = 16;
const SIZES = [
  { talks: 20, notes: 75 },
  { talks: 40, notes: 1_000 },
];

interface Served {
  child: ChildProcess;
  port: number;
  path: string;
  firstMs: number;
  perSecond: number[];
}

/** The recap's page against a bare Express route that sends the same bytes from memory, in turn, in one run. */
export async function run(): Promise<void> {
  const rows: string[][] = [];
  for (const { talks, notes } of SIZES) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-page-'));
    const children: ChildProcess[] = [];
    try {
      const ours = await serve(children, ['bench/serve-recap.ts', join(folder, 'r.sqlite'), `${talks}`, `${notes}`]);
      const begun = performance.now();
      const page = await ask(ours, new Agent());
      ours.firstMs = performance.now() - begun;
      await writeFile(join(folder, 'page.html'), page);
      const bare = await serve(children, ['bench/bare-express.ts', join(folder, 'page.html')]);
      bare.path = '/r/page';
      for (const one of [ours, bare]) await load(one);
      for (let round = 0; round < ROUNDS; round++) for (const one of [ours, bare]) one.perSecond.push(await load(one));
      const [own, express] = [median(ours.perSecond), median(bare.perSecond)];
      rows.push([
        `${talks} talks, ${notes} notes`,
        `${(page.byteLength / 1000).toFixed(0)} kB`,
        `${(gzipSync(page, { level: 9 }).byteLength / 1000).toFixed(0)} kB`,
        `${ours.firstMs.toFixed(0)} ms`,
        own.toFixed(0),
        express.toFixed(0),
        (own / express).toFixed(2),
      ]);
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  }
  printTable(
    `The recap's page, not packed: ${ROUNDS} rounds of ${REQUESTS} requests each, ${AT_ONCE} at once, in turn`,
    ['', 'page', 'packed', 'first', 'a second', 'bare Express', '×'],
    rows,
  );
}

async function serve(children: ChildProcess[], command: string[]): Promise<Served> {
  const port = (await freePort())!;
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(port), NODE_ENV: 'production' },
  });
  children.push(child);
  const [said] = await once(child.stdout!, 'data');
  return { child, port, path: String(said).trim(), firstMs: 0, perSecond: [] };
}

async function load(served: Served): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let left = REQUESTS;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await ask(served, agent);
    }),
  );
  const perSecond = (REQUESTS / (performance.now() - begun)) * 1000;
  agent.destroy();
  return perSecond;
}

function ask({ port, path }: Served, agent: Agent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, path, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        response.statusCode === 200 ? resolve(Buffer.concat(chunks)) : reject(new Error(`${response.statusCode}`)),
      );
    });
    asked.on('error', reject).end();
  });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
