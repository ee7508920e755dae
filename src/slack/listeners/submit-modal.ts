import { setTimeout as sleep } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { FieldErrors } from '#slack/modals/conference-fields.ts';
import { type ModalMetadata, parseMetadata } from '#slack/modals/private-metadata.ts';
import { answerError, errorSentence } from '#slack/replies/message-builders.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { SettingError } from '#usecases/ports/setting-error.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { objectAt, parseInteractionActor, textAt } from './payload.ts';
import { publishHome } from './publish-home.ts';
import { deliver, logUnexpectedError } from './send-reply.ts';

/** Slack waits three seconds for what is wrong; a schedule or a recap may take longer. */
const ERRORS_WITHIN_MS = 2_200;

/**
 * Closes the form when it is done, or says in it what is wrong, at the field `otherwise` where it is about none of the
 * form's; what takes longer is answered in a message.
 */
export async function submitModal(
  { ack, client }: ViewArgs,
  deps: ListenerDependencies,
  { actor, state }: Submission,
  otherwise: string,
  act: () => Promise<OutgoingMessage | OutgoingMessage[]>,
): Promise<void> {
  const work = act().then(
    (messages) => ({ messages: [messages].flat() }),
    (error: unknown) => ({ error }),
  );
  const timer = new AbortController();
  const done = await Promise.race([
    work,
    sleep(ERRORS_WITHIN_MS, undefined, { signal: timer.signal }).catch(() => undefined),
  ]);
  timer.abort();
  if (done !== undefined && 'error' in done) {
    logUnexpectedError(deps, done.error);
    const errors = fieldErrors(done.error, fieldsOf(state), otherwise);
    return ack({ response_action: 'errors', errors });
  }
  await ack();
  const tell = async () => {
    const result = await work;
    if ('error' in result) logUnexpectedError(deps, result.error);
    const messages = 'error' in result ? [answerError(result.error)] : result.messages;
    await deliver(deps, { client, actor }, messages);
    if (actor.channel === undefined)
      await publishHome(deps, client, actor).catch((error) => logUnexpectedError(deps, error));
  };
  deps.inFlight.track(tell());
}

/** Slack refuses errors of fields that are not in the form. */
function fieldsOf(state: unknown): string[] {
  const values = (state as { values?: object } | undefined)?.values;
  return typeof values === 'object' && values !== null ? Object.keys(values) : [];
}

const LONGEST = 300;

/** What went wrong, at the field that it is about, else at `otherwise`; Slack knows no place beside the fields. */
export function fieldErrors(error: unknown, fields: readonly string[], otherwise: string): FieldErrors {
  const about = error instanceof SettingError && fields.includes(error.setting) ? error.setting : otherwise;
  return { [about]: truncate(errorSentence(error), LONGEST) };
}

export type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** A dialog as it was sent. */
export interface Submission {
  actor: Actor;
  metadata: ModalMetadata;
  state: unknown;
  privateMetadata: unknown;
  /** The same when Slack sends the same dialog again. */
  requestId: string;
}

/** Undefined for what was sent by nobody. */
export function parseSubmission({ body, context }: Pick<ViewArgs, 'body' | 'context'>): Submission | undefined {
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return undefined;
  const view = objectAt(body, 'view');
  const metadata = parseMetadata(view.private_metadata);
  return {
    actor: { ...actor, ...omitUndefined({ channel: metadata.channel }) },
    metadata,
    state: view.state,
    privateMetadata: view.private_metadata,
    requestId: `${textAt(view, 'id')} ${textAt(view, 'hash')}`,
  };
}
