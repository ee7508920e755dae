/**
 * `npm run soak -- --minutes 5`: notes, edits and deletions at 20 a second over signed HTTP. Every half minute is a day
 * of the conference: a quarter of a minute before its digest and a quarter after it. Each day ten other workspaces have
 * a conference of their own, which ends that day and is deleted on the next. Prints what the bot's process used in
 * each. Ends with 1 if its memory grows, its event loop is late or a note is lost.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { openDatabase } from '#db/open-database.ts';
import { freePort } from '#demo/local-slack/run.ts';
import { createRandom } from '../eval/summaries/seeded-random.ts';
import { createHttpSender } from '../test/crash/deliveries.ts';
import { compareWithStore } from '../test/crash/ledger.ts';
import { createWorkload } from '../test/crash/workload.ts';
import { ADA, TALKS, TEAM, ZONE } from '../test/e2e/sample-team.ts';
import { sendSigned } from '../test/e2e/send-signed.ts';
import { INSTALLATION_SETTINGS, installIn, startManyWorkspaces, workspaceIds } from './many-workspaces.ts';
import { printTable } from './print-table.ts';
import type { ForSoakBot, Use } from './soak-bot.ts';

const A_SECOND = 20;
const OTHERS_A_DAY = 10;
const DAY_MS = 30_000;
const FIRST_DAY = '2026-05-26';
const BEFORE_DIGEST = '16:00';
const AT_DIGEST = '18:30';
const MOST_DELAY_MS = 50;
/** Memory is flat where the last third of the time takes no more than this share above the third before. */
const FLAT = 0.1;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const lastsMs = Number(values.minutes) * 60_000;

const folder = await mkdtemp(join(tmpdir(), 'recap-soak-'));
const requestUrl = `http://localhost:${await freePort()}/slack/events`;
const others = workspaceIds(200);
const slack = await startManyWorkspaces({ postIntervalMs: 0 });
const databaseUrl = `sqlite:${join(folder, 'recap.sqlite')}`;
const filled = await openDatabase(databaseUrl);
await installIn([TEAM, ...others], filled);
await filled.database.close();
const bot = fork(fileURLToPath(new URL('soak-bot.ts', import.meta.url)), {
  execArgv: ['--expose-gc'],
  env: {
    ...process.env,
    LOG_LEVEL: 'error',
    SLACK_API_URL: slack.apiUrl,
    ...INSTALLATION_SETTINGS,
    PORT: new URL(requestUrl).port,
    DATABASE_URL: databaseUrl,
  },
});
// Nothing goes on without it.
bot.once('exit', (code) => {
  if (code !== 0) throw new Error(`The bot has ended with ${code}.`);
});
await once(bot, 'message');

const rows: { use: Use; cells: string[] }[] = [];
const answers: number[] = [];
const workload = createWorkload(createHttpSender([requestUrl]), createRandom(5));
let actions = 0;

travelTo(0, BEFORE_DIGEST);
await typeCommand(`/recap start "SoakConf" ${FIRST_DAY} 2026-06-24 ${ZONE} at ${AT_DIGEST}`);
await typeCommand('/recap listen on');
const begun = performance.now();
for (let day = 0; performance.now() < begun + lastsMs; day += 1) {
  travelTo(day, BEFORE_DIGEST);
  send({
    conferencesIn: Array.from(
      { length: OTHERS_A_DAY },
      (_, nth) => others[(day * OTHERS_A_DAY + nth) % others.length]!,
    ),
  });
  await noteUntil(begun + (day + 0.5) * DAY_MS);
  travelTo(day, AT_DIGEST);
  await noteUntil(begun + (day + 1) * DAY_MS);
  await report();
}
await workload.sendTheRest();
const digests = slack.posted.filter(({ key, threadTs }) => key.startsWith('digest:') && threadTs === undefined);
bot.disconnect();
await once(bot, 'exit');
const { database } = await openDatabase(databaseUrl);
const [conference] = await database.conferences.ofTeam(TEAM);
const { lost, twice } = compareWithStore(workload.ledger, await database.notes.ofConference(conference!.id));
await database.close();
await slack[Symbol.asyncDispose]();
await rm(folder, { recursive: true, force: true });

printTable(
  `${actions} actions, ${A_SECOND} a second; times in milliseconds, sizes in MB`,
  ['after', 'answer p50', 'p99', 'RSS', 'of it heap', 'in use', 'loop delay p99', 'max'],
  rows.map(({ cells }) => cells),
);
const growth = { RSS: growthOf('rss'), heap: growthOf('heap') };
const delay = Math.max(...rows.map(({ use }) => use.delayP99));
const { commands, messages } = workload.ledger;
process.stdout.write(
  `\n${commands.size + messages.size} notes, ${digests.length} digests; lost ${lost.length}, twice ${twice.length}; ` +
    `last third of the time: ${Object.entries(growth)
      .map(([name, share]) => `${name} ${percent(share)}`)
      .join(', ')}; ` +
    `loop delay p99 at most ${delay.toFixed(1)} ms\n`,
);
const isWell =
  lost.length + twice.length === 0 &&
  delay < MOST_DELAY_MS &&
  (rows.length < 4 || Object.values(growth).every((share) => share < FLAT));
process.exitCode = isWell ? 0 : 1;

/** Gestures at their pace, whether or not those before them have been answered. */
async function noteUntil(end: number): Promise<void> {
  for (; performance.now() < end; actions += 1) {
    const due = begun + (actions * 1000) / A_SECOND;
    if (performance.now() < due) await sleep(due - performance.now());
    const sent = performance.now();
    void workload.act().then(() => answers.push(performance.now() - sent));
  }
}

function send(message: ForSoakBot): void {
  bot.send(message);
}

function travelTo(day: number, time: string): void {
  send({ now: DateTime.fromISO(`${FIRST_DAY}T${time}`, { zone: ZONE }).plus({ days: day }).toMillis() });
}

async function report(): Promise<void> {
  send({ measure: true });
  const [use] = (await once(bot, 'message')) as [Use];
  const sorted = answers.splice(0).sort((a, b) => a - b);
  const percentile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
  const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
  const cells = [
    `${Math.round((performance.now() - begun) / 1000)} s`,
    percentile(0.5),
    percentile(0.99),
    mb(use.rss),
    mb(use.committed),
    mb(use.heap),
    use.delayP99.toFixed(1),
    use.delayMax.toFixed(0),
  ];
  rows.push({ use, cells });
  process.stdout.write(`${cells.join('  ')}\n`);
}

async function typeCommand(typed: string): Promise<void> {
  const [command, text] = [typed.split(' ', 1)[0]!, typed.replace(/^\S+\s*/, '')];
  const response = await sendSigned(requestUrl, {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({
      command,
      text,
      team_id: TEAM,
      channel_id: TALKS,
      channel_name: 'talks',
      user_id: ADA,
      trigger_id: typed,
      response_url: 'http://127.0.0.1:9/none',
    }).toString(),
  });
  await response.text();
  // What is done after the acknowledgement.
  await sleep(1_000);
}

/** Of the last third of the time, by the third before: the first is the warming up. */
function growthOf(size: 'rss' | 'heap'): number {
  const sizes = rows.map(({ use }) => use[size]);
  const third = Math.max(1, Math.floor(sizes.length / 3));
  return mean(sizes.slice(-third)) / mean(sizes.slice(-2 * third, -third)) - 1;
}

function percent(share: number): string {
  return `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
