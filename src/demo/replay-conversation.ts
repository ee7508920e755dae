import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalMessage, LocalSlackControl } from '#demo/local-slack/control-api.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { DemoClock } from './demo-clock.ts';
import type { SampleMessage } from './sample-conference.ts';

interface Replay {
  control: LocalSlackControl;
  clock: DemoClock;
  advanceTime(at: number): Promise<void>;
  settle(): Promise<void>;
  signal: AbortSignal;
}

/**
 * Replays the team's conversation in local Slack, each message at its original time.
 *
 * @throws AppError `failed` if the bot doesn't do what it should
 */
export async function replayConversation(
  script: { utterance: SampleMessage; gesture: Gesture }[],
  replay: Replay,
): Promise<void> {
  const written = new Map<string, string>();
  for (const { utterance, gesture } of script) {
    replay.signal.throwIfAborted();
    await replay.advanceTime(utterance.at);
    replay.clock.travelTo(utterance.at);
    if (gesture.way === 'command') {
      await typeCommand(replay.control, {
        channel: utterance.channel,
        user: utterance.userId,
        command: '/recap',
        text: `add ${utterance.text}`,
      });
      // People reply in the talk's thread, so the note must be there.
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

async function write(utterance: SampleMessage, root: string | undefined, control: LocalSlackControl): Promise<string> {
  const { channel, userId: user, text, photos, isEdited } = utterance;
  const place = { channel, user, ...omitUndefined({ thread_ts: root }) };
  if (photos.length > 0) {
    const files = await Promise.all(photos.map(async ({ name, path }) => ({ name, bytes: await readFile(path) })));
    return (await control.upload({ ...place, text, files })).ts;
  }
  // The export holds only the final text; the first version is its first sentence.
  const { ts } = await control.say({ ...place, text: isEdited ? text.split(/(?<=\.)\s/)[0]! : text });
  if (isEdited) await control.edit({ channel, user, ts, text });
  return ts;
}

async function addReactions(
  { channel, reactions }: SampleMessage,
  ts: string,
  control: LocalSlackControl,
): Promise<void> {
  for (const { name, userId } of reactions) await control.react({ channel, ts, user: userId, name });
}

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

/** How a message is replayed: the team wrote plain messages, the demo shows every way to take a note. */
type Gesture = { way: 'message' } | { way: 'command' } | { way: 'talk-thread'; talk: string };

type Listed = Pick<Talk, 'title' | 'startsAt' | 'endsAt'> & { speakers: { name: string }[] };

/**
 * Chooses a gesture for each message: one that starts with a speaker's name becomes a command, and its author continues
 * in the talk's thread. Messages with replies, photos or reactions stay messages.
 */
export function chooseGestures(conversation: SampleMessage[], talks: Listed[], channel: string): Gesture[] {
  const follows = new Map<string, Listed>();
  return conversation.map((utterance) => {
    const { at, userId, text, threadTs, isRoot, photos, reactions } = utterance;
    if (utterance.channel !== channel || threadTs !== undefined || isRoot) return { way: 'message' };
    const named = talks.find(({ speakers }) => speakers.some(({ name }) => text.includes(name)));
    if (named !== undefined && photos.length === 0 && reactions.length === 0) {
      follows.set(userId, named);
      return { way: 'command' };
    }
    const talk = follows.get(userId);
    return talk !== undefined && at < Date.parse(talk.endsAt)
      ? { way: 'talk-thread', talk: talk.title }
      : { way: 'message' };
  });
}

const ANSWER_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 10;

/** The bot's first answer to slow commands. */
const NOT_YET = 'Working on it…';

/**
 * Types a command and waits for the bot's ephemeral answer.
 *
 * @throws AppError `failed` if none comes
 */
export async function typeCommand(
  control: LocalSlackControl,
  typed: { channel: string; user: string; command: string; text: string },
): Promise<LocalMessage> {
  const seen = new Set((await control.messages(typed.channel)).map(({ ts }) => ts));
  await control.command(typed);
  return waitFor(`an answer to ${typed.command} ${typed.text}`, async () =>
    (await control.messages(typed.channel)).find(
      ({ ts, ephemeral_to, text }) => ephemeral_to === typed.user && !seen.has(ts) && text !== NOT_YET,
    ),
  );
}

export async function waitFor<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const deadline = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) {
      throw new AppError('failed', `The bot was too slow: ${what} didn't arrive within ${ANSWER_WITHIN_MS / 1000} s.`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
