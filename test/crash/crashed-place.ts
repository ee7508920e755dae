import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type RunningBot, startBot } from '#app/start-bot.ts';
import { readConfig } from '#config/config.ts';
import { openDatabase } from '#db/open-database.ts';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { freePort, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import type { TrackedConference } from '#domain/conference/conference.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { Publication } from '#domain/publishing/publication.ts';
import { ADA, sampleTeam, TALKS, TEAM } from '#test/e2e/sample-team.ts';
import { startPostgres } from '#test/fakes/postgres.ts';
import { startSocketSlack } from '#test/slack/connection/socket-slack.ts';
import { startFaultProxy } from '#test/slack/fault-proxy.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { startConference } from '#usecases/conference/start-conference.ts';
import type { Database } from '#usecases/ports/stores.ts';
import { type BotProcess, startBotProcess } from './bot-process-control.ts';
import { createHttpSender, createSocketSender, type DeliverySender } from './deliveries.ts';
import { createFastClock } from './fast-clock.ts';

export interface CrashSettings {
  mode: 'socket' | 'http';
  database: 'sqlite' | 'postgres';
}

/** Slack and a database, which outlive the bot, and the bot's lives. */
export interface CrashedPlace extends AsyncDisposable {
  sender: DeliverySender;
  /** Starts the bot in a process of its own. */
  startBotProcess(): BotProcess;
  /** What time does after a death: another bot, or the next one, may take the dead one's turn. */
  afterDeath(): Promise<void>;
  /** Has Ada start a conference of a month. */
  setUp(): Promise<void>;
  /** Starts the bot in this process, to be told what to do. */
  startHere(): Promise<RunningBot>;
  /** From now on time goes at its own pace, for the bot in this process. */
  slowDown(): void;
  /** It is so many milliseconds later, for the bot in this process. */
  skip(milliseconds: number): void;
  storedNotes(): Promise<CapturedNote[]>;
  outbox(): Promise<{ conference: TrackedConference; now: number; publications: Publication[] }>;
  /** The bot's messages with a key. */
  standing(): Promise<LocalMessage[]>;
}

/** A day takes eight seconds. */
const SPEED = (24 * 60 * 60) / 8;
const START = Date.parse('2026-05-26T08:00:00+02:00');

export async function openPlace({ mode, database }: CrashSettings): Promise<CrashedPlace> {
  await using undo = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'recap-crash-'));
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  const requestUrl = `http://localhost:${await freePort()}/slack/events`;
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

  const time = { realStart: Date.now(), start: START, speed: SPEED };
  const clock = createFastClock(time);
  const env = {
    SLACK_API_URL: proxy.apiUrl,
    SLACK_BOT_TOKEN: LOCAL_APP.botToken,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: LOCAL_APP.appToken }
      : { SLACK_SIGNING_SECRET: LOCAL_APP.signingSecret, PORT: new URL(requestUrl).port }),
  };

  async function reading<Answer>(read: (store: Database) => Promise<Answer>): Promise<Answer> {
    const opened = await openDatabase(databaseUrl);
    try {
      return await read(opened.database);
    } finally {
      await opened.database.close();
    }
  }

  async function startHere(): Promise<RunningBot> {
    return startBot(readConfig(env), { clock, minPostIntervalMs: 1 });
  }

  const held = undo.move();
  return {
    sender: mode === 'http' ? createHttpSender(requestUrl) : createSocketSender(socket),
    startBotProcess: () => startBotProcess({ ...env, FAST_TIME: JSON.stringify(time) }),
    async afterDeath() {
      if (database === 'postgres') await forgetDeadTick(databaseUrl);
    },
    async setUp() {
      const { deps, stop } = await startHere();
      const actor = { teamId: TEAM, userId: ADA, channel: TALKS };
      await startConference(deps, actor, {
        name: 'CrashConf',
        from: '2026-05-26',
        to: '2026-06-24',
        timezone: 'Europe/Berlin',
      });
      await setListening(deps, actor, true);
      await stop();
    },
    startHere,
    slowDown: () => clock.slowDown(),
    skip: (milliseconds) => clock.travelTo(clock.now() + milliseconds),
    storedNotes: () =>
      reading(async ({ conferences, notes }) => {
        const [conference] = await conferences.ofTeam(TEAM);
        return notes.ofConference(conference!.id);
      }),
    outbox: () =>
      reading(async ({ conferences, publications }) => {
        const [conference] = await conferences.ofTeam(TEAM);
        return { conference: conference!, now: clock.now(), publications: await publications.withPrefix('') };
      }),
    standing: async () =>
      (await slack.control.messages(TALKS)).filter(({ blocks }) =>
        /^(?:note|thread|digest|recap):/.test(blocks?.[0]?.block_id ?? ''),
      ),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/**
 * A tick whose bot has died is waited for half a minute, then another bot may do one. Here that half minute is over.
 */
async function forgetDeadTick(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query("delete from pgboss.job where state = 'active'");
  } catch (error) {
    // It died before the queue was there.
    if ((error as { code?: string }).code !== '42P01' && (error as { code?: string }).code !== '3F000') throw error;
  } finally {
    await client.end();
  }
}
