import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '#db/open-database.ts';
import { freePort } from '#demo/local-slack/run.ts';
import { type BotProcess, startBotProcess } from '../test/crash/bot-process-control.ts';
import { makeConference } from '../test/fakes/make-conference.ts';
import { startPostgres } from '../test/fakes/postgres.ts';
import {
  INSTALLATION_SETTINGS,
  installIn,
  type ManyWorkspaces,
  startManyWorkspaces,
  workspaceIds,
} from './many-workspaces.ts';
import { printTable } from './print-table.ts';

const WORKSPACES = Number(process.env.FANOUT_WORKSPACES ?? 500);
const TALKS = 3;
const NOTES_PER_TALK = 4;
const DAY = '2026-05-26';
const DUE = Date.parse(`${DAY}T18:30:00Z`);
/**
 * The bots are started so long before, in their time: all must be ready and have prepared the digests, which they do
 * three minutes ahead, when these become due.
 */
const START_BEFORE_MS = 60_000;
/** A run is given up when nothing was posted for so long after the minute. */
const QUIET_MS = 40_000;

interface Scenario {
  name: string;
  replicas: number;
  answerMs: number;
  hangingWorkspaces?: number;
  modelHangs?: boolean;
  killsOne?: boolean;
}

const SCENARIOS: Scenario[] = [
  ...[1, 2, 4].map((replicas) => ({ name: 'Slack answers at once', replicas, answerMs: 0 })),
  ...[1, 2, 4].map((replicas) => ({ name: 'Slack answers in 300 ms', replicas, answerMs: 300 })),
  ...[1, 4].map((replicas) => ({ name: 'ten workspaces hang', replicas, answerMs: 0, hangingWorkspaces: 10 })),
  ...[1, 4].map((replicas) => ({ name: 'the model hangs', replicas, answerMs: 0, modelHangs: true })),
  { name: 'one of them is killed', replicas: 4, answerMs: 300, killsOne: true },
];

/**
 * How soon `FANOUT_WORKSPACES` workspaces' digests that are due in the same minute are posted, by how many replicas; in
 * the cases whose names contain `FANOUT_ONLY`.
 */
export async function run(): Promise<void> {
  const postgres = await startPostgres();
  await using slack = await startManyWorkspaces();
  await using model = await startHangingModel();
  const rows: string[][] = [];
  try {
    const filled = await postgres.createDatabase();
    await fill(filled);
    for (const scenario of SCENARIOS.filter(({ name }) => name.includes(process.env.FANOUT_ONLY ?? ''))) {
      const databaseUrl = await postgres.createDatabase(filled);
      rows.push(await measure(scenario, { databaseUrl, slack, modelUrl: model.baseUrl }));
      process.stdout.write(`${rows.at(-1)!.join('  ')}\n`);
    }
  } finally {
    await postgres.stop();
  }
  printTable(
    `${WORKSPACES} workspaces whose digests are due in the same minute, on Postgres; seconds after the minute`,
    [
      '',
      'replicas',
      'digests',
      'first',
      'median',
      'last',
      'last message',
      'pace limit',
      'too soon',
      'twice',
      'after the kill',
    ],
    rows,
  );
}

async function fill(databaseUrl: string): Promise<void> {
  const opened = await openDatabase(databaseUrl);
  const { database } = opened;
  const teamIds = workspaceIds(WORKSPACES);
  await installIn(teamIds, opened);
  for (const teamId of teamIds) await fillConference(database, teamId);
  await database.close();
}

async function fillConference(database: Awaited<ReturnType<typeof openDatabase>>['database'], teamId: string) {
  const id = `conf-${teamId}`;
  const channel = `C${teamId.slice(1)}`;
  const conference = makeConference({ id, teamId, timezone: 'UTC', from: DAY, to: '2026-05-28' });
  await database.runTransaction(async ({ conferences, talks, notes }) => {
    await conferences.save({ ...conference, channels: [channel], digestChannel: channel, digestAt: '18:30' });
    const hours = Array.from({ length: TALKS }, (_, index) => Date.parse(`${DAY}T09:00:00Z`) + index * 3_600_000);
    await talks.save(
      id,
      hours.map((start, index) => ({
        id: `talk-${index}`,
        title: `Lesson ${index} from production`,
        speakers: [{ name: `Speaker ${index}` }],
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + 2_700_000).toISOString(),
        byHand: false,
      })),
    );
    for (const [talk, start] of hours.entries()) {
      for (let note = 0; note < NOTES_PER_TALK; note++) {
        const at = start + note * 300_000;
        await notes.save({
          ...{ teamId, channel, ts: `${at / 1000}.000100`, conferenceId: id, at, authorId: 'UANN' },
          source: `Team ${note} stopped deploying on Fridays in release ${talk}, and the pager went quiet.`,
          ...{ photos: [], captures: [{ way: 'listen', by: 'UANN' }], day: DAY, talkId: `talk-${talk}` },
          ...{ placedBy: 'person', fromPrivate: false },
        });
      }
    }
  });
}

async function measure(
  { name, replicas, answerMs, hangingWorkspaces = 0, modelHangs, killsOne }: Scenario,
  { databaseUrl, slack, modelUrl }: { databaseUrl: string; slack: ManyWorkspaces; modelUrl: string },
): Promise<string[]> {
  const hanging = new Set(workspaceIds(WORKSPACES).slice(0, hangingWorkspaces));
  const healthy = WORKSPACES - hanging.size;
  slack.reset({ answerMs, hanging });
  const realStart = Date.now();
  const dueAt = realStart + START_BEFORE_MS;
  const bots: BotProcess[] = [];
  for (let replica = 0; replica < replicas; replica++) {
    bots.push(
      startBotProcess({
        SLACK_API_URL: slack.apiUrl,
        ...INSTALLATION_SETTINGS,
        PORT: String(await freePort()),
        DATABASE_URL: databaseUrl,
        FAST_TIME: JSON.stringify({ realStart, start: DUE - START_BEFORE_MS, speed: 1 }),
        MIN_POST_INTERVAL_MS: '1000',
        ...(modelHangs && { OPENAI_API_KEY: 'sk-bench', OPENAI_BASE_URL: modelUrl }),
      }),
    );
  }
  await Promise.all(bots.map(({ ready }) => ready));
  const late = Date.now() - dueAt;
  if (late > 0) process.stdout.write(`The replicas were ready ${late} ms after the minute.\n`);
  const mains = () => slack.posted.filter(({ key }) => key.endsWith(':main'));
  let killedAt: number | undefined;
  for (let quietSince = dueAt; Date.now() - Math.max(quietSince, dueAt) < QUIET_MS; await sleep(100)) {
    const last = slack.posted.at(-1);
    if (last !== undefined) quietSince = last.at;
    if (killsOne && killedAt === undefined && mains().length > healthy / 4) {
      killedAt = Date.now();
      await bots[0]!.kill();
    }
    // Threads and other parts follow the main message: quiet for a while is done.
    if (mains().length >= healthy && Date.now() - quietSince > 5_000) break;
  }
  await Promise.all(bots.map((bot) => bot.kill()));
  const digests = mains();
  const times = digests.map(({ at }) => at).sort((a, b) => a - b);
  const seconds = (at: number | undefined) => (at === undefined ? '-' : ((at - dueAt) / 1000).toFixed(1));
  const keys = slack.posted.map(({ channel, key }) => `${channel} ${key}`);
  const perChannel = [...Map.groupBy(slack.posted, ({ channel }) => channel).values()].map(({ length }) => length);
  return [
    name,
    String(replicas),
    `${digests.length} of ${healthy}`,
    seconds(times[0]),
    seconds(times[Math.floor(times.length / 2)]),
    seconds(times.at(-1)),
    seconds(slack.posted.at(-1)?.at),
    (Math.max(0, ...perChannel) - 1).toFixed(0),
    String(slack.tooSoon),
    String(keys.length - new Set(keys).size),
    killedAt === undefined ? '' : (((times.at(-1) ?? killedAt) - killedAt) / 1000).toFixed(1),
  ];
}

/** A model that takes each request and never answers. */
async function startHangingModel(): Promise<AsyncDisposable & { baseUrl: string }> {
  const server = createServer((request) => void request.resume());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
