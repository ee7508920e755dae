import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { classifyFailure } from '#slack/api/slack-errors.ts';
import { LONGEST_ANSWER, markdownText } from '#slack/replies/answer.ts';
import type { AnswerListener } from '#usecases/recap/ask-notes.ts';
import type { EventArgs } from './payload.ts';
import { toSlackMessage } from './send-reply.ts';

/** Slack says it after the app's name while nothing stands yet. */
const STATUS = 'is reading the notes …';

/** An answer that grows in the question's thread, sentence by sentence, where Slack can do that. */
export interface StreamedAnswer extends AnswerListener {
  /**
   * Ends it: with `below` under its sentences; where there is none, or it broke off, with `message` in its place.
   * False where nothing stands, and `message` is still to be shown. Never throws.
   */
  finish(message: OutgoingMessage, below: KnownBlock | undefined): Promise<boolean>;
}

/** The question that is answered. */
export interface Question {
  channel: string;
  ts: string;
  /** Of the thread that it is written in; its own where it begins one. */
  threadTs: string;
}

export function createStreamedAnswer(
  { client, context, sayStream, setStatus }: EventArgs,
  question: Question,
): StreamedAnswer {
  const { channel } = question;
  // Bolt would collect 256 characters before any are seen.
  const stream = sayStream?.({ buffer_size: 1 });
  let goingOn = Promise.resolve();
  let hasStatus = false;
  /** `lost`: a message may have been begun, and which is not known; `enough`: the person has stopped it. */
  let state: 'grows' | 'broken' | 'lost' | 'enough' = 'grows';
  let left = LONGEST_ANSWER;

  /** One call after the other, so that a status never comes after the answer that it announces. */
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
      else state = failure.kind === 'refused' && failure.code === 'stopped_by_user' ? 'enough' : 'broken';
    }
  }

  async function replace(ts: string, message: OutgoingMessage): Promise<boolean> {
    // What still grows can't be changed; mostly Slack has ended it itself.
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
        // Where there are no agents, there is no status.
        hasStatus = (await setStatus?.(STATUS).catch(() => undefined))?.ok === true;
      }),
    onSentence(sentence) {
      const piece = left > 0 ? markdownText(sentence, left) : '';
      left -= sentence.length + 1;
      // Slack may drop white space that a piece begins with.
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
      if (below !== undefined && (state === 'grows' || state === 'enough')) {
        // Not by Bolt's stream: it would send once more what was refused.
        const ended = await client.chat.stopStream({ channel, ts, blocks: [below] }).catch(() => undefined);
        // What the person stopped Slack may have closed already: the rest isn't wanted.
        if (ended?.ok === true || state === 'enough') return true;
      }
      return replace(ts, message);
    },
  };
}

/** The one message of ours that has come into the thread since the question; undefined where that is not plain. */
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
