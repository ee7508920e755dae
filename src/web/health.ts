import { lookup } from 'node:dns/promises';
import type { RequestListener } from 'node:http';
import { type Finding, fix, note, ok } from '#usecases/ports/doctor-finding.ts';

/** Whether the bot does its work, part by part. */
export interface Health {
  ok: boolean;
  slack: { ok: boolean; connected: boolean; secondsSinceAnswer?: number };
  store: { ok: boolean };
  scheduler: { ok: boolean; secondsSinceTick?: number };
}

interface Signs {
  /** Is the socket open, or does the bot listen for Slack? And when Slack last answered a call. */
  slack(): { isConnected: boolean; lastAnswerAt?: number };
  /** Throws, or takes longer than a second, where the store is away. */
  pingStore(): Promise<void>;
  lastTickAt(): number | undefined;
  now(): number;
}

/** Ticks come every half a minute; one may take long where many messages are posted. */
const LONGEST_WITHOUT_TICK_MS = 5 * 60_000;
const PING_WITHIN_MS = 1_000;

/** Looks at all parts; answers within a second. Never throws. */
export async function checkHealth(signs: Signs, startedAt: number): Promise<Health> {
  const now = signs.now();
  const { isConnected, lastAnswerAt } = signs.slack();
  const lastTickAt = signs.lastTickAt();
  const slack = {
    ok: isConnected,
    connected: isConnected,
    ...(lastAnswerAt !== undefined && { secondsSinceAnswer: secondsBetween(lastAnswerAt, now) }),
  };
  const store = { ok: await answers(signs.pingStore) };
  const scheduler = {
    // The first tick may still be under way.
    ok: now - (lastTickAt ?? startedAt) <= LONGEST_WITHOUT_TICK_MS,
    ...(lastTickAt !== undefined && { secondsSinceTick: secondsBetween(lastTickAt, now) }),
  };
  return { ok: slack.ok && store.ok && scheduler.ok, slack, store, scheduler };
}

/** Answers `GET /health`: 200 where all is well, else 503, and why as JSON. */
export function createHealthRoute(signs: Signs): RequestListener {
  const startedAt = signs.now();
  return async (_request, response) => {
    const health = await checkHealth(signs, startedAt);
    response.writeHead(health.ok ? 200 : 503, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(`${JSON.stringify(health)}\n`);
  };
}

async function answers(ping: () => Promise<void>): Promise<boolean> {
  const { promise: tooLong, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PING_WITHIN_MS);
  try {
    return await Promise.race([ping().then(() => true), tooLong]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000));
}

const WITHIN_MS = 5_000;

/** Asks for the bot's health where browsers are to reach it. It may not run yet: then nobody answering is no fault. */
export async function examinePublicUrl(publicUrl: string): Promise<Finding> {
  const about = 'PUBLIC_URL';
  const { hostname } = new URL(publicUrl);
  try {
    await lookup(hostname.replace(/^\[|\]$/g, ''));
  } catch {
    return fix(about, `there is no host ${hostname}. Add it to your DNS, or correct PUBLIC_URL.`);
  }
  let response: Response;
  try {
    response = await fetch(`${publicUrl}/health`, {
      signal: AbortSignal.timeout(WITHIN_MS),
      redirect: 'manual',
    });
  } catch {
    return note(about, `${hostname} is there, and nobody answers. Look again when the bot runs (recap start).`);
  }
  if (response.status === 502 || response.status === 504)
    return note(about, `${hostname} has nobody to pass requests on to. Look again when the bot runs (recap start).`);
  return (await isHealth(response))
    ? ok(about, `the bot answers at ${publicUrl}`)
    : fix(about, `something else than the bot answers at ${publicUrl}/health. Pass that address on to the bot.`);
}

/** The bot's own answer, whether it is well or not. */
async function isHealth(response: Response): Promise<boolean> {
  try {
    const body = (await response.json()) as { scheduler?: unknown } | null;
    return (response.status === 200 || response.status === 503) && typeof body?.scheduler === 'object';
  } catch {
    return false;
  }
}
