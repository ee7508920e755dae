import { readFile } from 'node:fs/promises';
import type { LocalSlackControl } from '#demo/local-slack/control-api.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Gesture } from './choose-gestures.ts';
import type { DemoClock } from './demo-clock.ts';
import type { Utterance } from './sample-conversation.ts';
import { typeCommand, waitFor } from './type-command.ts';

export interface Replay {
  control: LocalSlackControl;
  clock: DemoClock;
  /** Time passes until `at`: whatever the bot has to do before then is done. */
  passTime(at: number): Promise<void>;
  /** Everything stands in Slack that should. */
  settle(): Promise<void>;
  signal: AbortSignal;
}

/**
 * Has the team write its conversation again in local Slack, each at the time at which it was written.
 *
 * @throws AppError `failed` where the bot does not do what it should
 */
export async function replayConversation(
  script: { utterance: Utterance; gesture: Gesture }[],
  replay: Replay,
): Promise<void> {
  /** The time stamps of now by the originals'. */
  const written = new Map<string, string>();
  for (const { utterance, gesture } of script) {
    replay.signal.throwIfAborted();
    await replay.passTime(utterance.at);
    replay.clock.travelTo(utterance.at);
    if (gesture.way === 'command') {
      await typeCommand(replay.control, {
        channel: utterance.channel,
        user: utterance.userId,
        command: '/recap',
        text: `add ${utterance.text}`,
      });
      // Whoever replies in the talk's thread has seen the note there.
      await replay.settle();
      continue;
    }
    const root =
      gesture.way === 'talk-thread'
        ? await findTalkThread(gesture.talk, utterance.channel, replay.control)
        : utterance.threadTs && written.get(utterance.threadTs);
    const ts = await write(utterance, root, replay.control);
    written.set(utterance.ts, ts);
    replay.clock.remember(ts, utterance.at);
    await addReactions(utterance, ts, replay.control);
  }
}

async function write(utterance: Utterance, root: string | undefined, control: LocalSlackControl): Promise<string> {
  const { channel, userId: user, text, photos, isEdited } = utterance;
  const place = { channel, user, ...omitUndefined({ thread_ts: root }) };
  if (photos.length > 0) {
    const files = await Promise.all(photos.map(async ({ name, path }) => ({ name, bytes: await readFile(path) })));
    return (await control.upload({ ...place, text, files })).ts;
  }
  // The export holds only what it said in the end; the first version is its first sentence.
  const { ts } = await control.say({ ...place, text: isEdited ? text.split(/(?<=\.)\s/)[0]! : text });
  if (isEdited) await control.edit({ channel, user, ts, text });
  return ts;
}

async function addReactions({ channel, reactions }: Utterance, ts: string, control: LocalSlackControl): Promise<void> {
  for (const { name, userId } of reactions) await control.react({ channel, ts, user: userId, name });
}

/** The thread that the bot opened for a talk. */
function findTalkThread(title: string, channel: string, control: LocalSlackControl): Promise<string> {
  return waitFor(`the thread of “${title}”`, async () => {
    const messages = await control.messages(channel);
    return messages.find(
      ({ bot_id, thread_ts, subtype, blocks, text }) =>
        bot_id !== undefined &&
        thread_ts === undefined &&
        subtype === undefined &&
        `${text} ${JSON.stringify(blocks)}`.includes(title),
    )?.ts;
  });
}
