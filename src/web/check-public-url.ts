import { lookup } from 'node:dns/promises';
import { type Finding, mend, note, ok } from '#usecases/ports/doctor-finding.ts';

const WITHIN_MS = 5_000;

/** Asks for the bot's health where browsers are to reach it. It may not run yet: then nobody answering is no fault. */
export async function examinePublicUrl(publicUrl: string): Promise<Finding> {
  const about = 'PUBLIC_URL';
  const { hostname } = new URL(publicUrl);
  try {
    await lookup(hostname.replace(/^\[|\]$/g, ''));
  } catch {
    return mend(about, `there is no host ${hostname}. Add it to your DNS, or mend PUBLIC_URL.`);
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
    : mend(about, `something else than the bot answers at ${publicUrl}/health. Pass that address on to the bot.`);
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
