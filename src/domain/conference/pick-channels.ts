import type { Note } from '#domain/notes/note.ts';
import { createTalkNameIndex, findTalkNames, type TalkName } from '#domain/talk-mentions/talk-mentions.ts';
import type { Conference } from './calendar-types.ts';
import { nameLikeness } from './channel-similarity.ts';
import { conferenceDay } from './conference-day.ts';
import type { Talk } from './talk.ts';

/** A channel, whether its notes are about the conference, and why in plain words. */
export interface ChannelChoice<C> {
  channel: C;
  taken: boolean;
  reason: string;
}

/** What is known of the conference beforehand. */
export type KnownConference = Partial<Conference> & Pick<Conference, 'timezone'>;

/** Messages of a channel that are looked at: enough to tell a share of some percent. */
const SAMPLE = 3000;

/** A channel in which fewer messages name a talk is about something else, in which the conference comes up. */
const LEAST_SHARE = 0.02;

/** The share of the most talks that any channel names; a channel with less only talks about the conference. */
const LEAST_OF_BEST = 0.25;

/** Words that mean their talk rather than several or none. */
const SURE = 0.3;

interface Evidence<C> {
  channel: C;
  likeness: number;
  messages: number;
  naming: number;
  talks: number;
}

/**
 * Which of these channels carry the conference: those named like it, and those whose messages on its days name its
 * talks and speakers. Where neither tells, all in which something was written on those days are taken. A single
 * channel is taken unread.
 */
export async function chooseChannels<C extends { name: string }>(
  channels: C[],
  read: (channel: C) => AsyncIterable<Note>,
  conference: KnownConference,
  talks: Talk[],
): Promise<ChannelChoice<C>[]> {
  if (channels.length <= 1) {
    return channels.map((channel) => ({ channel, taken: true, reason: 'the only channel' }));
  }
  const index = createTalkNameIndex(talks);
  const evidence: Evidence<C>[] = [];
  for (const channel of channels) {
    const likeness = conference.name === undefined ? 0 : nameLikeness(channel.name, conference.name);
    const named = new Set<string>();
    let messages = 0;
    let naming = 0;
    for await (const note of read(channel)) {
      if (!isOnItsDays(note, conference)) continue;
      const found = findTalkNames(note, index).filter(isOutright);
      for (const { talkId } of found) named.add(talkId);
      if (found.length > 0) naming++;
      if (++messages === SAMPLE) break;
    }
    evidence.push({ channel, likeness, messages, naming, talks: named.size });
  }
  return judge(evidence);
}

/** A full name or a title, and not the words of several. */
function isOutright({ kind, weight }: TalkName): boolean {
  return (kind === 'speaker' || kind === 'title') && weight >= SURE;
}

function isOnItsDays({ at }: Note, { from, to, timezone }: KnownConference): boolean {
  if (from === undefined && to === undefined) return true;
  const day = conferenceDay(at, timezone);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

function judge<C>(evidence: Evidence<C>[]): ChannelChoice<C>[] {
  const mostTalks = evidence.reduce((most, { talks }) => Math.max(most, talks), 0);
  const isNamedLike = ({ likeness, talks }: Evidence<C>) =>
    likeness >= 1 || (likeness > 0 && (mostTalks === 0 || talks > 0));
  const carriesTalks = ({ talks, naming, messages }: Evidence<C>) =>
    talks > 0 && talks >= mostTalks * LEAST_OF_BEST && naming >= messages * LEAST_SHARE;
  const tells = evidence.some((each) => each.messages > 0 && (isNamedLike(each) || carriesTalks(each)));
  const isSilent = evidence.every(({ messages }) => messages === 0);
  return evidence.map((each) => {
    const { channel, messages, talks } = each;
    // All of them, so that whoever reads them on can say which days their messages are of.
    if (isSilent) return { channel, taken: true, reason: 'no channel has messages of the conference days' };
    if (messages === 0) return { channel, taken: false, reason: 'nothing written during the conference' };
    if (!tells) return { channel, taken: true, reason: 'no channel is plainly about the conference' };
    const reasons = [
      ...(isNamedLike(each) ? ['named like the conference'] : []),
      ...(carriesTalks(each) ? [`names ${talks} ${talks === 1 ? 'talk' : 'talks'}`] : []),
    ];
    return reasons.length > 0
      ? { channel, taken: true, reason: reasons.join(', ') }
      : { channel, taken: false, reason: 'not about the conference' };
  });
}
