import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { publishHome } from '#slack/listeners/publish-home.ts';
import { deliver, logUnexpectedError } from '#slack/listeners/send-reply.ts';
import { answerError } from '#slack/replies/usage-errors.ts';
import { fieldErrors } from './field-errors.ts';
import type { SentView, ViewArgs } from './view-args.ts';

/** Slack waits three seconds for what is wrong; a schedule or a recap may take longer. */
const ERRORS_WITHIN_MS = 2_200;

/**
 * Closes the form when it is done, or says in it what is wrong, at the field `otherwise` where it is about none of the
 * form's; what takes longer is answered in a message.
 */
export async function finish(
  { ack, client }: ViewArgs,
  deps: ListenerDependencies,
  { actor, state }: SentView,
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
