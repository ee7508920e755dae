/** `npm run test:crash [KILLS]`: kills the bot so often, at least 200 times, and prints what was lost, twice or missed. */
import { printTable } from '../../bench/print-table.ts';
import { type CrashCounts, runCrashes } from './run-crashes.ts';

const KILLS = Number(process.argv[2] ?? 208);
const WAYS = [
  { mode: 'socket', database: 'sqlite' },
  { mode: 'http', database: 'sqlite' },
  { mode: 'socket', database: 'postgres' },
  { mode: 'http', database: 'postgres' },
] as const;
const SEEDS = [11, 12];

const each = Math.ceil(KILLS / WAYS.length / SEEDS.length);
const rows: string[][] = [];
const broken: string[] = [];
for (const way of WAYS) {
  for (const seed of SEEDS) {
    const counts = await runCrashes({ ...way, seed, kills: each });
    rows.push([`${way.mode}, ${way.database}, seed ${seed}`, ...cellsOf(counts)]);
    broken.push(...counts.lost, ...counts.twice, ...counts.missed, ...counts.unsettled);
    process.stdout.write(`${rows.at(-1)!.join('  ')}\n`);
  }
}
const sums = rows[0]!.slice(1).map((_, column) => String(rows.reduce((sum, row) => sum + Number(row[column + 1]), 0)));
printTable(
  'Killed at random instants',
  ['', 'kills', 'at start', 'notes acknowledged', 'digests due', 'lost', 'twice', 'missed', 'unsettled'],
  [...rows, ['all', ...sums]],
);
for (const sentence of broken.slice(0, 50)) process.stdout.write(`${sentence}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;

function cellsOf(counts: CrashCounts): string[] {
  const { kills, killsAtStart, acknowledged, digestsDue, lost, twice, missed, unsettled } = counts;
  return [
    kills,
    killsAtStart,
    acknowledged,
    digestsDue,
    lost.length,
    twice.length,
    missed.length,
    unsettled.length,
  ].map(String);
}
