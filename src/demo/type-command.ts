import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalMessage, LocalSlackControl } from '#demo/local-slack/control-api.ts';
import { AppError } from '#errors.ts';

/** An answer takes milliseconds; what takes longer than this is broken. */
const ANSWER_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 10;

/** What the bot says first to what takes long (slack/listeners/commands/run-command). */
const NOT_YET = 'Working on it …';

/**
 * Types a command and waits for the bot's answer, which only the person sees.
 *
 * @throws AppError `failed` when none comes
 */
export async function typeCommand(
  control: LocalSlackControl,
  typed: { channel: string; user: string; command: string; text: string },
): Promise<LocalMessage> {
  const seen = new Set((await control.messages(typed.channel)).map(({ ts }) => ts));
  await control.command(typed);
  return waitFor(`an answer to ${typed.command} ${typed.text}`, async () =>
    (await control.messages(typed.channel)).find(
      ({ ts, ephemeral_to, text }) => ephemeral_to === typed.user && !seen.has(ts) && text !== NOT_YET,
    ),
  );
}

/** Looks until something is there. @throws AppError `failed` when it takes too long, naming `what` */
export async function waitFor<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const deadline = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) {
      throw new AppError('failed', `The bot was too slow: ${what} did not come in ${ANSWER_WITHIN_MS / 1000} s.`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
