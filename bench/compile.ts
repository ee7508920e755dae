import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { multiplyExport } from './multiply-export.ts';
import { printTable } from './print-table.ts';

const SAMPLE = join(import.meta.dirname, '../test/fixtures/devopsdays-pdx-2017');
const SIZES = [100, 1_000, 10_000, 100_000];
const RUNS = 3;

interface Measurement {
  ms: number;
  peakMb: number;
}

/** Compiles an export of 100 to 100,000 notes, and how much more each step of ten costs. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-compile-'));
  try {
    const bare = await median(RUNS, () => measure(['-e', '0']));
    const help = await median(RUNS, () => timeToFirstOutput(['compile', '--help']));
    const first = await median(RUNS, () => timeToFirstOutput(compileArgs(SAMPLE_EXPORT, join(folder, 'out'), true)));
    const rows: string[][] = [];
    for (const multiply of ['people', 'days'] as const) {
      const tiny = join(folder, 'tiny');
      await multiplyExport(SAMPLE_EXPORT, tiny, 1, multiply);
      const start = await median(RUNS, () => measure(measuredArgs(tiny, folder, multiply)));
      let previous: Measurement | undefined;
      for (const size of SIZES) {
        const input = join(folder, `${multiply}-${size}`);
        await multiplyExport(SAMPLE_EXPORT, input, size, multiply);
        const parse = await median(1, () => measure(['bench/parse-only.ts', input]));
        const compile = await median(size > 10_000 ? 1 : RUNS, () => measure(measuredArgs(input, folder, multiply)));
        rows.push([
          `more ${multiply}`,
          size.toLocaleString('en'),
          `${Math.round(compile.ms)} ms`,
          `${Math.round(compile.ms - start.ms)} ms`,
          `${(compile.ms / bare.ms).toFixed(1)}`,
          `${(compile.ms / parse.ms).toFixed(1)}`,
          `${Math.round(compile.peakMb)} MB`,
          previous === undefined ? '' : (compile.ms / previous.ms).toFixed(1),
        ]);
        previous = compile;
        await rm(input, { recursive: true });
      }
    }
    printTable(
      'recap compile: whole process, from its start to its end; after start: less what it takes for one note',
      [
        'made by',
        'notes',
        'time',
        'after start',
        '× bare node',
        '× reading the JSON',
        'peak memory',
        '× the step before',
      ],
      rows,
    );
    printTable(
      'Start of the command to its first output',
      ['command', 'time', '× bare node'],
      [
        ['bare node (start to end)', `${Math.round(bare.ms)} ms`, '1.0'],
        ['recap compile --help', `${Math.round(help.ms)} ms`, (help.ms / bare.ms).toFixed(1)],
        ['recap compile EXPORT', `${Math.round(first.ms)} ms`, (first.ms / bare.ms).toFixed(1)],
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const SAMPLE_EXPORT = join(SAMPLE, 'export');

/** With a schedule of the days that the export covers: further weeks have none. */
function measuredArgs(input: string, folder: string, multiply: 'people' | 'days'): string[] {
  return ['bench/measured-cli.ts', ...compileArgs(input, join(folder, 'out'), multiply === 'people')];
}

function compileArgs(input: string, out: string, withSchedule: boolean): string[] {
  return ['compile', input, '--out', out, ...(withSchedule ? ['--schedule', join(SAMPLE, 'schedule.json')] : [])];
}

async function measure(args: string[]): Promise<Measurement> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const reports: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdio[3]!.on('data', (chunk: Buffer) => reports.push(chunk));
  child.stdio[2]!.on('data', (chunk: Buffer) => errors.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  const ms = performance.now() - begun;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${Buffer.concat(errors)}`);
  const report =
    reports.length === 0 ? { peakMb: 0 } : (JSON.parse(Buffer.concat(reports).toString()) as { peakMb: number });
  return { ms, peakMb: report.peakMb };
}

async function timeToFirstOutput(args: string[]): Promise<Measurement> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['src/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ms = await new Promise<number>((resolve) => {
    const seen = () => resolve(performance.now() - begun);
    child.stdout.once('data', seen);
    child.stderr.once('data', seen);
  });
  child.stdout.resume();
  child.stderr.resume();
  await once(child, 'close');
  return { ms, peakMb: 0 };
}

async function median(runs: number, once: () => Promise<Measurement>): Promise<Measurement> {
  const measurements: Measurement[] = [];
  for (let run = 0; run < runs; run++) measurements.push(await once());
  return measurements.sort((a, b) => a.ms - b.ms)[Math.floor(runs / 2)]!;
}
