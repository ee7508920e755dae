import type { Talk } from '#domain/conference/talk.ts';
import type { Utterance } from './sample-conversation.ts';

/** How the replay does what a person wrote: the team wrote plain messages, the demo shows every way of noting. */
export type Gesture =
  | { way: 'message' }
  /** `/recap add`. */
  | { way: 'command' }
  /** A reply in the thread that the bot opened for the talk. */
  | { way: 'talk-thread'; talk: string };

type Listed = Pick<Talk, 'title' | 'startsAt' | 'endsAt'> & { speakers: { name: string }[] };

/**
 * Chooses a gesture for each: who opens with a speaker's name types it as a command, and goes on in the talk's thread
 * while the talk lasts. All else stays a message: what has replies, photos or reactions of its own can't be a command.
 */
export function chooseGestures(conversation: Utterance[], talks: Listed[], channel: string): Gesture[] {
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
