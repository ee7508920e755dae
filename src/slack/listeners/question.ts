import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { UsageError } from '#slack/commands/command.ts';
import { parseQuestion } from '#slack/commands/notes.ts';
import { cleanTyped } from '#slack/commands/typed-text.ts';
import { answerAsked, sourcesBelow } from '#slack/replies/answer.ts';
import { answerError } from '#slack/replies/message-builders.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { ask } from '#usecases/recap/ask-notes.ts';
import type { ListenerDependencies } from './dependencies.ts';
import type { EventArgs } from './payload.ts';
import { parseEventActor, textAt } from './payload.ts';
import { logUnexpectedError, toSlackMessage, withinAckDeadline } from './send-reply.ts';
import { createStreamedAnswer, type StreamedAnswer } from './streamed-answer.ts';

/**
 * What is written to the app itself is a question to the notes. A model may take longer than Slack waits: then the
 * answer goes on after the acknowledgement, as Slack would send the question again, and it would be answered twice.
 */
export async function onQuestion(args: EventArgs, deps: ListenerDependencies): Promise<void> {
  const { event, body, client, context } = args;
  const actor = parseEventActor(body, event, context);
  const isPersons = textAt(event, 'bot_id') === '' && textAt(event, 'subtype') === '';
  if (actor?.channel === undefined || !isPersons || actor.userId === context.botUserId) return;
  const { channel, ...alone } = actor;
  const ts = textAt(event, 'ts');
  const threadTs = textAt(event, 'thread_ts');
  const answering = deps.inFlight.track(answerIt());
  answering.catch((error) => deps.log.warn(errorLogFields(error), 'an answer could not be shown'));
  await withinAckDeadline(answering);

  async function answerIt(): Promise<void> {
    const streamed = createStreamedAnswer(args, { channel: channel!, ts, threadTs: threadTs || ts });
    const message = await askAndStream(deps, alone, textAt(event, 'text'), streamed);
    if (message === undefined) return;
    await client.chat.postMessage({
      channel: channel!,
      ...(threadTs !== '' && { thread_ts: threadTs }),
      unfurl_links: false,
      unfurl_media: false,
      ...toSlackMessage(message),
    });
  }
}

/** Answers what is still to be shown; undefined where the answer stands already, or nothing was asked. */
async function askAndStream(
  deps: ListenerDependencies,
  actor: Actor,
  text: string,
  streamed: StreamedAnswer,
): Promise<OutgoingMessage | undefined> {
  const request = parseQuestion(cleanTyped(text));
  if (request instanceof UsageError) return undefined;
  const shownAs = await ask(deps, actor, request.question, request.named, streamed).then(
    (asked) => ({ message: answerAsked(asked), below: sourcesBelow(asked) }),
    (error) => {
      logUnexpectedError(deps, error);
      return { message: answerError(error), below: undefined };
    },
  );
  return (await streamed.finish(shownAs.message, shownAs.below)) ? undefined : shownAs.message;
}
