/** `npm run test:crash [KILLS]`: kills the bot so often, at least 300 times, and prints what was lost, posted twice or missed. */
import { printTable } from '../../bench/print-table.ts';
import { type CrashCounts, runCrashes } from './run-crashes.ts';

const KILLS = Number(process.argv[2] ?? 300);
const WAYS = [
  { mode: 'socket', database: 'sqlite', replicas: 1, hasFaults: true },
  { mode: 'http', database: 'sqlite', replicas: 1, hasFaults: true },
  { mode: 'socket', database: 'postgres', replicas: 1, hasFaults: true },
  { mode: 'http', database: 'postgres', replicas: 1, hasFaults: true },
  { mode: 'http', database: 'postgres', replicas: 2, hasFaults: true },
] as const;
const SEEDS = [11, 12];

const each = Math.ceil(KILLS / WAYS.length / SEEDS.length);
const rows: string[][] = [];
const broken: string[] = [];
for (const seed of SEEDS) {
  for (const way of WAYS) {
    const counts = await runCrashes({ ...way, seed, kills: each });
    rows.push([`${way.mode}, ${way.database}, ${way.replicas} replicas, seed ${seed}`, ...cellsOf(counts)]);
    broken.push(...counts.lost, ...counts.twice, ...counts.missed, ...counts.unsettled);
    process.stdout.write(`${rows.at(-1)!.join('  ')}\n`);
  }
}
const sums = rows[0]!.slice(1).map((_, column) => {
  const cells = rows.map((row) => Number(row[column + 1]));
  // Times aren't added up.
  return String(column === rows[0]!.length - 2 ? Math.max(...cells) : cells.reduce((sum, cell) => sum + cell, 0));
});
printTable(
  'Killed at random moments, while calls to Slack fail, replicas freeze and the database restarts',
  [
    '',
    'kills',
    'freezes',
    'restarts',
    'notes acknowledged',
    'digests due',
    'lost',
    'twice',
    'missed',
    'unsettled',
    'settled after (s)',
  ],
  [...rows, ['all', ...sums]],
);
for (const sentence of broken.slice(0, 50)) process.stdout.write(`${sentence}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;

function cellsOf(counts: CrashCounts): string[] {
  const { kills, freezes, databaseRestarts, acknowledged, digestsDue, lost, twice, missed, unsettled, settledMs } =
    counts;
  const found = [lost, twice, missed, unsettled].map(({ length }) => length);
  return [kills, freezes, databaseRestarts, acknowledged, digestsDue, ...found, Math.ceil(settledMs / 1000)].map(
    String,
  );
}
