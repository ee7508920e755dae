import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError, LocalizedError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import { answerError } from '#slack/replies/message-builders.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { ListenerDependencies } from './payload.ts';

type Logging = Pick<ListenerDependencies, 'log'>;

/** Slack accepts five answers to one response_url; one is kept for later. */
const MOST_RESPONSES = 4;

const QUIET = { unfurl_links: false, unfurl_media: false } as const;

/** Casts a message to the types of Slack's methods. */
export function toSlackMessage({ text, blocks }: OutgoingMessage): { text: string; blocks: never[] } {
  return { text, blocks: blocks as never[] };
}

/** Logs an error that isn't a person's mistake, and returns what to tell them. */
export function explainError({ log }: Logging, error: unknown): OutgoingMessage {
  logUnexpectedError({ log }, error);
  return answerError(error);
}

/** People's mistakes are not logged. */
export function logUnexpectedError({ log }: Logging, error: unknown): void {
  if (!(error instanceof AppError)) log.error(errorLogFields(error), 'a request failed');
}

/** Lets work continue after its acknowledgment; logs how it fails. */
export function inBackground(deps: Pick<ListenerDependencies, 'log' | 'inFlight'>, work: () => Promise<unknown>): void {
  deps.inFlight.track(work().catch((error: unknown) => logUnexpectedError(deps, error)));
}

/** Where an answer can go. */
interface Destination {
  client: WebClient;
  actor: Actor;
  respond?: RespondFn | undefined;
}

/**
 * Shows messages to one person in order: at the request's response_url, or if that fails in the channel or in their
 * conversation with the app. Only logs what can't be shown, as nothing waits for it.
 */
export async function deliver(
  { log }: Logging,
  destination: Destination,
  { messages, threadTs }: { messages: readonly OutgoingMessage[]; threadTs?: string | undefined },
): Promise<void> {
  let { respond } = destination;
  for (const [index, message] of messages.entries()) {
    if (respond !== undefined && index < MOST_RESPONSES) {
      try {
        await respond({ response_type: 'ephemeral', replace_original: false, ...QUIET, ...toSlackMessage(message) });
        continue;
      } catch (error) {
        log.warn(errorLogFields(error), 'failed to send a reply to the response_url');
        respond = undefined;
      }
    }
    try {
      await postTo(destination, message, threadTs);
    } catch (error) {
      log.warn(errorLogFields(error), 'failed to send a reply');
      return;
    }
  }
}

async function postTo({ client, actor }: Destination, message: OutgoingMessage, threadTs?: string): Promise<void> {
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
    // The app isn't a member of that channel.
    await client.chat.postMessage({ channel: userId, ...content });
  }
}

/** Slack waits three seconds, but after one a person notices that nothing happens. */
const ACK_WITHIN_MS = 1_000;

/** Returns undefined if `working` takes longer than a request may wait for its acknowledgment. */
export function withinAckDeadline<Result>(working: Promise<Result>): Promise<Result | undefined> {
  return withTimeout(ACK_WITHIN_MS, working);
}

/**
 * Waits until a note is stored, and lets the lookup of names and the placement continue. Throws if storing fails; logs
 * what fails afterwards.
 */
export async function untilStored(
  { log, inFlight }: Pick<ListenerDependencies, 'log' | 'inFlight'>,
  act: (onStored: () => void) => Promise<unknown>,
): Promise<void> {
  const { promise: stored, resolve } = Promise.withResolvers<void>();
  const acting = inFlight.track(act(resolve));
  await Promise.race([stored, acting]);
  acting.catch((error) => log.error(errorLogFields(error), 'failed to assign a saved note to a talk'));
}

/** Opens a modal and returns its id; a request's `trigger_id` lives for three seconds. @throws AppError */
export async function openModal(client: WebClient, triggerId: string, view: ModalView): Promise<string | undefined> {
  try {
    return (await client.views.open({ trigger_id: triggerId, view })).view?.id;
  } catch (cause) {
    throw new LocalizedError('unreachable', 'form-not-opened', {}, { cause });
  }
}
