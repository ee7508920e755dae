import { lookup } from 'node:dns/promises';
import type { RequestListener } from 'node:http';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import { type Finding, fix, note, ok } from '#usecases/ports/doctor-finding.ts';

/** The health of the bot, part by part. */
export interface Health {
  ok: boolean;
  slack: { ok: boolean; connected: boolean; secondsSinceAnswer?: number };
  /** `problem` says in plain words why it isn't OK. */
  store: { ok: boolean; problem?: string };
  scheduler: { ok: boolean; secondsSinceTick?: number };
}

/** All instants are milliseconds since the epoch. */
interface Signs {
  /** Whether the socket is open, or the bot listens for Slack, and when Slack last answered a call. */
  slack(): { isConnected: boolean; lastAnswerAt?: number };
  /** Throws, or takes longer than a second, if the store can't be reached. */
  pingStore(): Promise<void>;
  lastTickAt(): number | undefined;
  now(): number;
}

/** Ticks, which look for due jobs, come every 30 seconds. A slow database may delay them. */
const LONGEST_WITHOUT_TICK_MS = 5 * 60_000;
const PING_WITHIN_MS = 1_000;

/** Checks all parts within a second. Never throws. */
export async function checkHealth(signs: Signs, startedAt: number): Promise<Health> {
  const now = signs.now();
  const secondsSince = (at: number | undefined) =>
    at === undefined ? undefined : Math.max(0, Math.round((now - at) / 1000));
  const { isConnected, lastAnswerAt } = signs.slack();
  const lastTickAt = signs.lastTickAt();
  const slack = {
    ok: isConnected,
    connected: isConnected,
    ...omitUndefined({ secondsSinceAnswer: secondsSince(lastAnswerAt) }),
  };
  const store = await pingStore(signs.pingStore);
  const scheduler = {
    // The first tick may still be running.
    ok: now - (lastTickAt ?? startedAt) <= LONGEST_WITHOUT_TICK_MS,
    ...omitUndefined({ secondsSinceTick: secondsSince(lastTickAt) }),
  };
  return { ok: slack.ok && store.ok && scheduler.ok, slack, store, scheduler };
}

/** Answers `GET /health` with 200 if everything works, otherwise 503, and the details as JSON. */
export function createHealthRoute(signs: Signs): RequestListener {
  const startedAt = signs.now();
  return async (_request, response) => {
    const health = await checkHealth(signs, startedAt);
    response.writeHead(health.ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify(health)}\n`);
  };
}

async function pingStore(ping: () => Promise<void>): Promise<Health['store']> {
  try {
    const isThere = await withTimeout(
      PING_WITHIN_MS,
      ping().then(() => true),
    );
    return isThere === true ? { ok: true } : { ok: false, problem: "It doesn't answer." };
  } catch (error) {
    return { ok: false, problem: error instanceof AppError ? error.message : 'It fails.' };
  }
}

const ANSWER_WITHIN_MS = 5_000;

/**
 * Requests the bot's `/health` at its public URL. The bot may not be running yet, so a missing answer is only a note.
 */
export async function checkPublicUrl(publicUrl: string): Promise<Finding> {
  const about = 'PUBLIC_URL';
  const { hostname } = new URL(publicUrl);
  try {
    await lookup(hostname.replace(/^\[|\]$/g, ''));
  } catch {
    return fix(about, `names the host ${hostname}, which doesn't exist. Add it to your DNS, or correct PUBLIC_URL.`);
  }
  const response = await fetch(`${publicUrl}/health`, {
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    redirect: 'manual',
  }).catch(() => undefined);
  if (response === undefined)
    return note(about, `is ${publicUrl}, which nothing answers at yet. Check again while the bot is running.`);
  if (response.status === 502 || response.status === 504)
    return note(
      about,
      `is ${publicUrl}, where a server answers but can't reach the bot. Check again while the bot is running.`,
    );
  return (await isHealth(response))
    ? ok(about, `is ${publicUrl}, where the bot answers`)
    : fix(
        about,
        `is ${publicUrl}, where something other than the bot answers at /health. Forward that address to the bot.`,
      );
}

/** Returns whether this is the bot's own answer, healthy or not. */
async function isHealth(response: Response): Promise<boolean> {
  const body = (await response.json().catch(() => null)) as Partial<Health> | null;
  return (response.status === 200 || response.status === 503) && typeof body?.scheduler === 'object';
}
