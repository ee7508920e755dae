import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '#db/open-database.ts';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { freePort, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import type { TrackedConference } from '#domain/conference/conference.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { Publication } from '#domain/publishing/publication.ts';
import { sampleTeam, TALKS, TEAM } from '#test/e2e/sample-team.ts';
import { startPostgres } from '#test/fakes/postgres.ts';
import { startSocketSlack } from '#test/slack/connection/socket-slack.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';
import { type BotProcess, startBotProcess } from './bot-process-control.ts';
import { createHttpSender, createSocketSender, type DeliverySender } from './deliveries.ts';
import { type FastTime, fastInstant } from './fast-clock.ts';

export interface CrashSettings {
  mode: 'socket' | 'http';
  database: 'sqlite' | 'postgres';
  /** How many processes of the bot run at once; more than one only with `http` and `postgres`. */
  replicas: number;
}

/** Slack and a database, which outlive the bot's processes. */
export interface CrashEnvironment extends AsyncDisposable {
  sender: DeliverySender;
  proxy: FaultProxy;
  /** The process of each replica, once it was started. */
  processes: BotProcess[];
  /** Starts a replica, which must not be running. */
  start(replica: number): BotProcess;
  /** Kills a replica. */
  kill(replica: number): Promise<void>;
  restartDatabase(): Promise<void>;
  /** What time it is for the bot, milliseconds since the epoch. */
  now(): number;
  /** Time goes so much faster than the machine's in processes that are started from now on. */
  setSpeed(speed: number): void;
  storedNotes(): Promise<CapturedNote[]>;
  outbox(): Promise<{ conference: TrackedConference; publications: Publication[] }>;
  /** The bot's messages with a key. */
  posted(): Promise<LocalMessage[]>;
}

/** A day takes eight seconds. */
const SPEED = (24 * 60 * 60) / 8;
const START = Date.parse('2026-05-26T08:00:00+02:00');
/** Slack may take this long for an answer: short, so that calls without an answer don't keep the run. */
const SLACK_TIMEOUT_MS = 1_500;

export async function openEnvironment({ mode, database, replicas }: CrashSettings): Promise<CrashEnvironment> {
  await using undo = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'recap-crash-'));
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  const ports = await Promise.all(Array.from({ length: replicas }, freePort));
  const slack = await runLocalSlack(sampleTeam({ ...LOCAL_APP, mode: 'events', requestUrl: 'http://127.0.0.1:9/' }));
  undo.defer(() => slack.stop());
  const socket = await startSocketSlack();
  undo.defer(() => socket.stop());
  const proxy = await startFaultProxy(slack.apiUrl);
  undo.defer(() => proxy.stop());
  // Local Slack has sockets of its own; these acknowledge, and repeat, as Slack's do.
  const opened = JSON.stringify({ ok: true, url: `${socket.apiUrl.replace('http', 'ws')}link` });
  proxy.failAlways('apps.connections.open', { status: 200, body: opened });
  const postgres = database === 'postgres' ? await startPostgres() : undefined;
  if (postgres !== undefined) undo.defer(() => postgres.stop());
  const databaseUrl = (await postgres?.createDatabase()) ?? `sqlite:${join(folder, 'recap.sqlite')}`;
  const processes: BotProcess[] = [];
  undo.defer(async () => void (await Promise.all(processes.map((process) => process.kill()))));

  let time: FastTime = { realStart: Date.now(), start: START, speed: SPEED };
  const now = () => fastInstant(time, Date.now());

  async function reading<Answer>(read: (store: Awaited<ReturnType<typeof openDatabase>>) => Promise<Answer>) {
    const opened = await openDatabase(databaseUrl);
    try {
      return await read(opened);
    } finally {
      await opened.database.close();
    }
  }

  const held = undo.move();
  return {
    sender:
      mode === 'http'
        ? createHttpSender(ports.map((port) => `http://localhost:${port}/slack/events`))
        : createSocketSender(socket, () => processes[0]?.ended ?? Promise.resolve()),
    proxy,
    processes,
    start(replica) {
      const process = startBotProcess({
        SLACK_API_URL: proxy.apiUrl,
        SLACK_BOT_TOKEN: LOCAL_APP.botToken,
        DATABASE_URL: databaseUrl,
        FAST_TIME: JSON.stringify(time),
        SLACK_TIMEOUT_MS: String(SLACK_TIMEOUT_MS),
        ...(mode === 'socket'
          ? { SLACK_APP_TOKEN: LOCAL_APP.appToken }
          : { SLACK_SIGNING_SECRET: LOCAL_APP.signingSecret, PORT: String(ports[replica]) }),
      });
      processes[replica] = process;
      return process;
    },
    async kill(replica) {
      await processes[replica]!.kill();
      // Its jobs are waited for until it has been silent for ten seconds. A restart that is sooner finds them over here.
      if (postgres !== undefined && replicas === 1) await endJobs(databaseUrl);
    },
    restartDatabase: async () => postgres?.restart(),
    now,
    setSpeed: (speed) => {
      time = { realStart: Date.now(), start: now(), speed };
    },
    storedNotes: () =>
      reading(async ({ database: { conferences, notes } }) => {
        const [conference] = await conferences.ofTeam(TEAM);
        return notes.ofConference(conference!.id);
      }),
    outbox: () =>
      reading(async ({ database: { conferences, publications } }) => {
        const [conference] = await conferences.ofTeam(TEAM);
        return { conference: conference!, publications: await publications.withPrefix('') };
      }),
    posted: async () =>
      (await slack.control.messages(TALKS)).filter(({ blocks }) =>
        /^(?:note|thread|digest|recap):/.test(blocks?.[0]?.block_id ?? ''),
      ),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function endJobs(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query("delete from pgboss.job where state = 'active'");
  } catch (error) {
    // It died before the queue was created.
    if ((error as { code?: string }).code !== '42P01' && (error as { code?: string }).code !== '3F000') throw error;
  } finally {
    await client.end();
  }
}
