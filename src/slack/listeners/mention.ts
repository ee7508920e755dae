import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { UsageError } from '#slack/commands/command.ts';
import { parseCommand } from '#slack/commands/command-list.ts';
import { answerError } from '#slack/replies/message-builders.ts';
import { answerThreadTaken } from '#slack/replies/note.ts';
import { captureThread } from '#usecases/notes/capture-message.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { type EventArgs, isRetryable, parseEventActor, parseMessageKey, staleActionError, textAt } from './payload.ts';
import { runCommand } from './run-command.ts';
import { deliver, logUnexpectedError, withinAckDeadline } from './send-reply.ts';

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
    if (root !== undefined) return answerThreadTaken(await captureThread(deps, actor, root));
    const parsed = parseCommand('/recap', 'help');
    if (parsed instanceof UsageError) throw new Error('help takes nothing');
    const typed = { requestId: '', channelName: '' };
    const reply = await runCommand(parsed, { deps, actor, ...typed }, { slash: '/recap', text: 'help' });
    return 'messages' in reply ? reply.messages[0]! : answerError(staleActionError());
  };
  const reply = async () => {
    const message = await answer().catch((error) => {
      if (!(error instanceof AppError) || isRetryable(error)) throw error;
      return answerError(error);
    });
    await deliver(deps, { client, actor }, [message], root?.ts);
  };
  // Slack sends a mention again that isn't acknowledged in three seconds, and it would be answered twice.
  const replying = deps.inFlight.track(reply());
  await withinAckDeadline(replying);
  replying.catch((error) => logUnexpectedError(deps, error));
}
