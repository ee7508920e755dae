import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { within } from '#shared/within.ts';
import { answerError } from '#slack/replies/message-builders.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { ListenerDependencies } from './dependencies.ts';

type Logging = Pick<ListenerDependencies, 'log'>;

/** Slack takes five answers to one response_url; one is kept for what comes after. */
const MOST_RESPONSES = 4;

const QUIET = { unfurl_links: false, unfurl_media: false } as const;

/** Types a message for Slack's methods. */
export function toSlackMessage({ text, blocks }: OutgoingMessage): { text: string; blocks: never[] } {
  return { text, blocks: blocks as never[] };
}

/** Returns what `act` returns, or the sentence about what failed; our own faults are logged. */
export async function toMessageOrError(
  { log }: Logging,
  act: () => Promise<OutgoingMessage>,
): Promise<OutgoingMessage> {
  try {
    return await act();
  } catch (error) {
    logUnexpectedError({ log }, error);
    return answerError(error);
  }
}

/** People's mistakes aren't logged; what can't be saved is. */
export function logUnexpectedError({ log }: Logging, error: unknown): void {
  if (!(error instanceof AppError) || error.code === 'failed') log.error(errorLogFields(error), 'a request failed');
}

/** Where an answer can go. */
export interface Place {
  client: WebClient;
  actor: Actor;
  respond?: RespondFn | undefined;
}

/**
 * Shows messages to one person, in their order: by the request's own address, and where that fails in the channel or
 * in their conversation with the app. What can't be shown is logged: nothing waits for it.
 */
export async function deliver(
  { log }: Logging,
  place: Place,
  messages: readonly OutgoingMessage[],
  threadTs?: string,
): Promise<void> {
  let { respond } = place;
  for (const [index, message] of messages.entries()) {
    if (respond !== undefined && index < MOST_RESPONSES) {
      try {
        await respond({ response_type: 'ephemeral', replace_original: false, ...QUIET, ...toSlackMessage(message) });
        continue;
      } catch (error) {
        log.warn(errorLogFields(error), 'an answer did not arrive by its response_url');
        respond = undefined;
      }
    }
    try {
      await postTo(place, message, threadTs);
    } catch (error) {
      log.warn(errorLogFields(error), 'an answer could not be shown');
      return;
    }
  }
}

async function postTo({ client, actor }: Place, message: OutgoingMessage, threadTs?: string): Promise<void> {
  const { userId, channel } = actor;
  const content = { ...QUIET, ...toSlackMessage(message) };
  if (channel === undefined) {
    await client.chat.postMessage({ channel: userId, ...content });
    return;
  }
  try {
    await client.chat.postEphemeral({
      channel,
      user: userId,
      ...omitUndefined({ thread_ts: threadTs }),
      ...toSlackMessage(message),
    });
  } catch {
    // The app is no member of that channel.
    await client.chat.postMessage({ channel: userId, ...content });
  }
}

/** Slack waits three seconds; a person notices after one that nothing happens. */
const ACK_WITHIN_MS = 1_000;

/** Returns undefined if `working` takes longer than a request may wait for its acknowledgment. */
export function withinAckDeadline<Result>(working: Promise<Result>): Promise<Result | undefined> {
  return within(ACK_WITHIN_MS, working);
}

/**
 * Waits until a note is stored, and lets what follows go on: names are looked up and the note is placed. Throws what
 * failed before; what fails afterwards is logged.
 */
export async function untilStored(
  { log, inFlight }: Pick<ListenerDependencies, 'log' | 'inFlight'>,
  act: (onStored: () => void) => Promise<unknown>,
): Promise<void> {
  const { promise: stored, resolve } = Promise.withResolvers<void>();
  const acting = inFlight.track(act(resolve));
  await Promise.race([stored, acting]);
  acting.catch((error) => log.error(errorLogFields(error), 'a stored note could not be placed'));
}

/** Opens a modal; a request's `trigger_id` lives for three seconds. @throws AppError */
export async function openModal(client: WebClient, triggerId: string, view: ModalView): Promise<void> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
  } catch (cause) {
    throw new AppError('unreachable', 'Slack did not open the form. Try again, or type it in one line.', {
      cause,
    });
  }
}
