import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { continueRequest } from '#slack/listeners/continue-request.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseEventActor, parseMessageKey, textAt } from '#slack/listeners/parse-actor.ts';
import { deliver } from '#slack/listeners/send-reply.ts';
import { answerThreadTaken } from '#slack/replies/note.ts';
import { answerError } from '#slack/replies/usage-errors.ts';
import type { EventArgs } from './event-args.ts';
import { isPassing } from './is-retryable.ts';

/** `@recap`: takes the thread in; outside of threads it shows what can be typed. */
export async function onMention(
  { event, body, client, context }: EventArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const actor = parseEventActor(body, event, context);
  if (actor === undefined || textAt(event, 'bot_id') !== '') return;
  const threadTs = textAt(event, 'thread_ts');
  const root = parseMessageKey(actor.teamId, actor.channel ?? '', threadTs);
  const answer = async (): Promise<OutgoingMessage> => {
    if (root !== undefined) return answerThreadTaken(await deps.bot.captureThread(actor, root));
    const outcome = await continueRequest(deps, actor, { kind: 'state' });
    if ('view' in outcome) throw new Error('a state is no dialog');
    return outcome.message;
  };
  const message = await answer().catch((error) => {
    if (!(error instanceof AppError) || isPassing(error)) throw error;
    return answerError(error);
  });
  await deliver(deps, { client, actor }, [message], root?.ts);
}
