import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DateTime } from 'luxon';
import { openDatabase } from '#db/open-database.ts';
import { freePort } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { noteKey, threadKey } from '#domain/publishing/publication.ts';
import type { Database } from '#usecases/ports/stores.ts';
import { makeConference } from '../test/fakes/make-conference.ts';
import type { IdleUse } from './idle-bot.ts';
import { type ManyWorkspaces, startManyWorkspaces, workspaceIds } from './many-workspaces.ts';
import { printTable } from './print-table.ts';

const PAST = (process.env.IDLE_PAST ?? '0,1000,10000').split(',').map(Number);
const RUNNING = 100;
const NOTES = 20;
/** Of a conference that ended two days ago. */
const TYPED_NOTES = 300;
/** Time goes so much faster, in which ticks come every 30 s. */
const SPEED = 10;
const TICK_MS = 30_000 / SPEED;
const TICKS = 10;
const NOW = Date.parse('2026-05-27T12:00:00Z');
const [TEAM] = workspaceIds(1) as [string];

/** What the bot costs when nothing happens: 100 running conferences, and ever more past ones (`IDLE_PAST=0,1000`). */
export async function run(): Promise<void> {
  await using slack = await startManyWorkspaces();
  const rows: string[][] = [];
  for (const past of PAST) rows.push(await measure(past, slack));
  printTable(
    `Per tick without any change: ${RUNNING} running conferences of ${NOTES} notes, one that has just ended with ${TYPED_NOTES} typed notes, on SQLite`,
    ['past conferences', 'CPU', 'store calls', 'Slack calls', 'slowest /health'],
    rows,
  );
}

async function measure(past: number, slack: ManyWorkspaces): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-idle-'));
  const databaseUrl = `sqlite:${join(folder, 'recap.sqlite')}`;
  await fill(databaseUrl, past);
  slack.reset({ answerMs: 0 });
  const port = await freePort();
  const bot = fork(fileURLToPath(new URL('idle-bot.ts', import.meta.url)), {
    env: {
      ...process.env,
      LOG_LEVEL: 'error',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: `xoxb-${TEAM}`,
      SLACK_SIGNING_SECRET: LOCAL_APP.signingSecret,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      FAST_TIME: JSON.stringify({ realStart: Date.now(), start: NOW, speed: SPEED }),
    },
  });
  try {
    await once(bot, 'message');
    await untilQuiet(slack);
    const before = await useOf(bot);
    const callsBefore = countCalls(slack);
    let slowest = 0;
    for (const end = Date.now() + TICKS * TICK_MS; Date.now() < end; await sleep(100)) {
      const begun = performance.now();
      await (await fetch(`http://127.0.0.1:${port}/health`)).text();
      slowest = Math.max(slowest, performance.now() - begun);
    }
    const after = await useOf(bot);
    const perTick = (from: number, to: number, digits: number) => ((to - from) / TICKS).toFixed(digits);
    return [
      past.toLocaleString('en'),
      `${perTick(before.cpuMs, after.cpuMs, 0)} ms`,
      perTick(before.storeCalls, after.storeCalls, 1),
      perTick(callsBefore, countCalls(slack), 1),
      `${slowest.toFixed(0)} ms`,
    ];
  } finally {
    bot.disconnect();
    await once(bot, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until all that is due has been posted: three ticks without a call to Slack that posts, or two minutes. */
async function untilQuiet(slack: ManyWorkspaces): Promise<void> {
  const deadline = Date.now() + 120_000;
  let posted = -1;
  let quietSince = Date.now();
  while (Date.now() < deadline && (posted === 0 || Date.now() - quietSince < 3 * TICK_MS)) {
    if (slack.posted.length !== posted) {
      posted = slack.posted.length;
      quietSince = Date.now();
    }
    await sleep(200);
  }
}

async function useOf(bot: ChildProcess): Promise<IdleUse> {
  bot.send('measure');
  const [use] = (await once(bot, 'message')) as [IdleUse];
  return use;
}

function countCalls({ calls }: ManyWorkspaces): number {
  return [...calls.values()].reduce((sum, count) => sum + count, 0);
}

async function fill(databaseUrl: string, past: number): Promise<void> {
  const { database } = await openDatabase(databaseUrl);
  for (let nth = 0; nth < RUNNING; nth++) await fillConference(database, `running-${nth}`, -1, NOTES);
  await fillConference(database, 'ended', -3, TYPED_NOTES);
  for (let first = 0; first < past; first += 500) {
    await database.runTransaction(async ({ conferences }) => {
      for (let nth = first; nth < Math.min(past, first + 500); nth++) {
        await conferences.save(conferenceIn(`past-${nth}`, -31 - (nth % 330)));
      }
    });
  }
  await database.close();
}

/** A conference of two days that began so many days from now. */
function conferenceIn(id: string, firstDay: number) {
  const day = (offset: number) => DateTime.fromMillis(NOW, { zone: 'utc' }).plus({ days: offset }).toISODate()!;
  const createdAt = Date.parse(`${day(firstDay)}T08:00:00Z`);
  const dates = { timezone: 'UTC', from: day(firstDay), to: day(firstDay + 1), createdAt };
  return makeConference({ id, teamId: TEAM, ...dates, channels: [`C-${id}`], digestChannel: `C-${id}` });
}

async function fillConference(database: Database, id: string, firstDay: number, count: number): Promise<void> {
  const conference = conferenceIn(id, firstDay);
  await database.runTransaction(async ({ conferences, notes, publications }) => {
    await conferences.save(conference);
    for (let nth = 0; nth < count; nth++) {
      const at = Date.parse(`${conference.from}T09:00:00Z`) + nth * 60_000;
      const note: CapturedNote = {
        ...{ teamId: TEAM, channel: `C-${id}`, ts: `${at / 1000}.000100`, conferenceId: id, at, authorId: 'UANN' },
        source: `Team ${nth} stopped deploying on Fridays, and the pager went quiet.`,
        ...{ photos: [], captures: [{ way: 'command', by: 'UANN' }], day: conference.from, fromPrivate: false },
        ...{ talkId: null, placedBy: 'person' },
      };
      await notes.save(note);
      const key = noteKey(note.channel, note.ts, threadKey(id, { day: conference.from }));
      const wanted = { text: note.source, blocks: [] };
      const place = { teamId: TEAM, conferenceId: id, channel: note.channel };
      await publications.want({ key, ...place, wanted, wantedHash: 'hash' });
      await publications.record(key, { ts: note.ts, postedHash: 'hash' });
    }
  });
}
