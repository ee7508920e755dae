import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitEmpty } from '#shared/omit-undefined.ts';
import { classifyFailure } from '#slack/api/slack-errors.ts';
import { UsageError } from '#slack/commands/command.ts';
import { parseQuestion } from '#slack/commands/notes.ts';
import { cleanTyped } from '#slack/commands/typed-text.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { answerTo, LONGEST_ANSWER, markdownText, sourcesBelow, understoodQuestion } from '#slack/replies/answer.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { answerQuestion } from '#usecases/recap/answer-question.ts';
import type { AnswerListener } from '#usecases/recap/ask-notes.ts';
import type { EventArgs, ListenerDependencies } from './payload.ts';
import { parseEventActor, textAt } from './payload.ts';
import { explainError, toSlackMessage, withinAckDeadline } from './send-reply.ts';

/**
 * A direct message to the app is a question about the notes. If a model takes longer than Slack waits, the question is
 * acknowledged before it is answered: Slack would resend it, and it would be answered twice.
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
  answering.catch((error) => deps.log.warn(errorLogFields(error), 'failed to send a reply'));
  await withinAckDeadline(answering);

  async function answerIt(): Promise<void> {
    const streamed = createStreamedAnswer(args, { channel: channel!, ts, threadTs: threadTs || ts });
    for (const message of await askAndStream(deps, alone, {
      text: understoodQuestion(textAt(event, 'text')),
      streamed,
    })) {
      await client.chat.postMessage({
        channel: channel!,
        ...omitEmpty({ thread_ts: threadTs }),
        unfurl_links: false,
        unfurl_media: false,
        ...toSlackMessage(message),
      });
    }
  }
}

/** Returns the messages that are still to be shown; none if the answer was streamed, or nothing was asked. */
async function askAndStream(
  deps: ListenerDependencies,
  actor: Actor,
  { text, streamed }: { text: string; streamed: StreamedAnswer },
): Promise<OutgoingMessage[]> {
  const request = parseQuestion(cleanTyped(text));
  if (request instanceof UsageError) return [];
  const { messages, below } = await answerQuestion(deps, actor, { ...request, listener: streamed }).then(
    (answer) => ({
      messages: answerTo(answer),
      below: answer.kind === 'notes' ? sourcesBelow(answer.asked) : undefined,
    }),
    (error: unknown) => ({ messages: [explainError(deps, error)], below: undefined }),
  );
  return (await streamed.finish(messages[0]!, below)) ? [] : messages;
}

/** An answer that grows in the question's thread, sentence by sentence, if Slack supports that there. */
interface StreamedAnswer extends AnswerListener {
  /**
   * Ends it: adds `below` to its sentences, or replaces them with `message` if `below` is missing or the stream broke
   * off. Returns false if nothing was streamed, so that `message` must still be shown. Never throws.
   */
  finish(message: OutgoingMessage, below: KnownBlock | undefined): Promise<boolean>;
}

interface Question {
  channel: string;
  ts: string;
  /** The thread that it is in; its own ts if it starts one. */
  threadTs: string;
}

function createStreamedAnswer(
  { client, context, sayStream, setStatus }: EventArgs,
  question: Question,
): StreamedAnswer {
  const { channel } = question;
  // By default Bolt collects 256 characters before it sends any.
  const stream = sayStream?.({ buffer_size: 1 });
  let goingOn = Promise.resolve();
  let hasStatus = false;
  /** `lost`: a message may have been started, but it is unknown which; `stopped`: by the person. */
  let state: 'grows' | 'broken' | 'lost' | 'stopped' = 'grows';
  let left = LONGEST_ANSWER;

  /** One call after another, so that a status never comes after the answer. */
  const next = (act: () => Promise<void>) => {
    goingOn = goingOn.then(act);
  };

  async function append(piece: string): Promise<void> {
    if (state !== 'grows' || stream === undefined) return;
    try {
      await stream.append({ markdown_text: piece });
      if (stream.ts === undefined) throw new Error('Slack named no message');
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.kind === 'no-answer' && stream.ts === undefined) state = 'lost';
      else state = failure.kind === 'refused' && failure.code === 'stopped_by_user' ? 'stopped' : 'broken';
    }
  }

  async function replace(ts: string, message: OutgoingMessage): Promise<boolean> {
    // A stream must end before it can be updated; usually Slack has ended it itself.
    await client.chat.stopStream({ channel, ts }).catch(() => undefined);
    try {
      await client.chat.update({ channel, ts, ...toSlackMessage(message) });
      return true;
    } catch {
      await client.chat.delete({ channel, ts }).catch(() => undefined);
      return false;
    }
  }

  return {
    onAsked: () =>
      next(async () => {
        // A workspace without agents has no status.
        hasStatus = (await setStatus?.(t('reading-notes')).catch(() => undefined))?.ok === true;
      }),
    onSentence(sentence) {
      const piece = left > 0 ? markdownText(sentence, left) : '';
      left -= sentence.length + 1;
      // Slack may drop white space at the start of a piece.
      if (piece !== '') next(() => append(`${piece} `));
    },
    async finish(message, below) {
      await goingOn;
      const begun = state === 'lost' ? await findBegun(client, question, context.botUserId) : undefined;
      const ts = stream?.ts ?? begun;
      if (ts === undefined) {
        if (hasStatus) await setStatus?.('').catch(() => undefined);
        return false;
      }
      if (below !== undefined && (state === 'grows' || state === 'stopped')) {
        // Not through Bolt's stream, which would resend what was refused.
        const ended = await client.chat.stopStream({ channel, ts, blocks: [below] }).catch(() => undefined);
        // If the person stopped it, Slack may have closed it already, and they don't want the rest.
        if (ended?.ok === true || state === 'stopped') return true;
      }
      return replace(ts, message);
    },
  };
}

/** Returns our message in the thread since the question; undefined unless there is exactly one. */
async function findBegun(
  client: EventArgs['client'],
  { channel, ts, threadTs }: Question,
  botUserId: string | undefined,
): Promise<string | undefined> {
  const { messages = [] } = await client.conversations
    .replies({ channel, ts: threadTs, oldest: ts, limit: 20 })
    .catch(() => ({ messages: [] }));
  const own = messages.filter(({ user, ts: at }) => user === botUserId && Number(at) > Number(ts));
  return own.length === 1 ? own[0]!.ts : undefined;
}
