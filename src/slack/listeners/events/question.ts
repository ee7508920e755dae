import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { readRecap } from '#slack/commands-syntax/recap.ts';
import { withinAckDeadline } from '#slack/listeners/ack-deadline.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseEventActor, textAt } from '#slack/listeners/parse-actor.ts';
import { logUnexpectedError, shown } from '#slack/listeners/send-reply.ts';
import { answerAsked, sourcesBelow } from '#slack/replies/answer.ts';
import { answerError } from '#slack/replies/usage-errors.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { EventArgs } from './event-args.ts';
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
      ...shown(message),
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
  const request = readRecap(`ask ${text}`);
  if (request.kind !== 'ask') return undefined;
  const shownAs = await deps.bot.ask(actor, request.question, request.named, streamed).then(
    (asked) => ({ message: answerAsked(asked), below: sourcesBelow(asked) }),
    (error) => {
      logUnexpectedError(deps, error);
      return { message: answerError(error), below: undefined };
    },
  );
  return (await streamed.finish(shownAs.message, shownAs.below)) ? undefined : shownAs.message;
}
