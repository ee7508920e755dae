import { contentTerms } from '#domain/language/stem.ts';
import { fold } from '#domain/language/tokenize.ts';
import type { Note } from '#domain/notes/note.ts';
import type { TalkMention } from '#domain/talk-mentions/talk-mentions.ts';
import { createTalkIndex, findTalkMentions } from '#domain/talk-mentions/talk-mentions.ts';
import type { Conference } from './conference.ts';
import { conferenceDay } from './conference-day.ts';
import type { Talk } from './talk.ts';

/** A channel, whether it was picked, and the reason to show. */
export interface ChannelChoice<C> {
  channel: C;
  taken: boolean;
  reason: string;
}

/** What is known about the conference beforehand. */
export type KnownConference = Partial<Conference> & Pick<Conference, 'timezone'>;

/** How many messages of a channel are read: enough to estimate a share of a few percent. */
const SAMPLE = 3000;

/** Smallest share of a channel's messages that must mention talks; below it, the channel is about something else. */
const LEAST_SHARE = 0.02;

/** Share of the best channel's number of mentioned talks below which a channel isn't about the conference. */
const LEAST_OF_BEST = 0.25;

/** Minimum weight of a mention that points to a single talk rather than to several or none. */
const SURE = 0.3;
/** Minimum weight of a family name that labels a note ("Kromhout: …"). One that is merely capitalized weighs less. */
const LABEL = 0.8;

interface Evidence<C> {
  channel: C;
  likeness: number;
  messages: number;
  naming: number;
  talks: number;
  /** Messages with words of the talks' titles, which may also mean something else. */
  hinting: number;
  titleWords: number;
}

/**
 * Picks the channels that are about the conference: those with a similar name, and those whose messages on the
 * conference days mention its talks and speakers. If there are none, picks channels that use words of the talks'
 * titles; without a schedule, all channels with messages on those days. A single channel is picked without reading it.
 */
export async function pickChannels<C extends { name: string }>(
  channels: C[],
  read: (channel: C) => AsyncIterable<Note>,
  { conference, talks }: { conference: KnownConference; talks: Talk[] },
): Promise<ChannelChoice<C>[]> {
  if (channels.length <= 1) {
    return channels.map((channel) => ({ channel, taken: true, reason: 'the only channel' }));
  }
  const index = createTalkIndex(talks);
  const titleWords = new Set(talks.flatMap(({ title }) => contentTerms(title)));
  const evidence: Evidence<C>[] = [];
  for (const channel of channels) {
    const likeness = conference.name === undefined ? 0 : channelNameScore(channel.name, conference.name);
    const named = new Set<string>();
    const hinted = new Set<string>();
    let messages = 0;
    let naming = 0;
    let hinting = 0;
    for await (const note of read(channel)) {
      if (!isOnItsDays(note, conference)) continue;
      const found = findTalkMentions(note, index).filter(isOutright);
      for (const { talkId } of found) named.add(talkId);
      if (found.length > 0) naming++;
      const words = contentTerms(note.text).filter((term) => titleWords.has(term));
      for (const word of words) hinted.add(word);
      if (words.length > 0) hinting++;
      if (++messages === SAMPLE) break;
    }
    evidence.push({ channel, likeness, messages, naming, talks: named.size, hinting, titleWords: hinted.size });
  }
  return judge(evidence, talks.length > 0);
}

/** Returns whether a mention is a full name, a title, or a family name as a label ("Kromhout: …"), of one talk. */
function isOutright({ kind, weight }: TalkMention): boolean {
  if (kind === 'family-name') return weight >= LABEL;
  return (kind === 'speaker' || kind === 'title') && weight >= SURE;
}

function isOnItsDays({ at }: Note, { from, to, timezone }: KnownConference): boolean {
  if (from === undefined && to === undefined) return true;
  const day = conferenceDay(at, timezone);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

function judge<C>(evidence: Evidence<C>[], hasTalks: boolean): ChannelChoice<C>[] {
  const mostTalks = evidence.reduce((most, { talks }) => Math.max(most, talks), 0);
  const isNamedLike = ({ likeness, talks }: Evidence<C>) =>
    likeness >= 1 || (likeness > 0 && (mostTalks === 0 || talks > 0));
  const carriesTalks = ({ talks, naming, messages }: Evidence<C>) =>
    talks > 0 && talks >= mostTalks * LEAST_OF_BEST && naming >= messages * LEAST_SHARE;
  const tells = evidence.some((each) => each.messages > 0 && (isNamedLike(each) || carriesTalks(each)));
  const isSilent = evidence.every(({ messages }) => messages === 0);
  const mostWords = evidence.reduce((most, { titleWords }) => Math.max(most, titleWords), 0);
  const hints = ({ titleWords, hinting, messages }: Evidence<C>) =>
    titleWords > 0 && titleWords >= mostWords * LEAST_OF_BEST && hinting >= messages * LEAST_SHARE;
  return evidence.map((each) => {
    const { channel, messages, talks } = each;
    // Picks all channels, so that the caller can say on which days they do have messages.
    if (isSilent) return { channel, taken: true, reason: 'no channel has messages from the conference days' };
    if (messages === 0) return { channel, taken: false, reason: 'nothing written during the conference' };
    if (!tells) {
      const taken = !hasTalks || hints(each);
      const which = hasTalks
        ? `${taken ? 'but this one mentions' : "and this one doesn't mention"} its talks`
        : 'so all are read';
      return { channel, taken, reason: `no channel is clearly about the conference, ${which}` };
    }
    const reasons = [
      ...(isNamedLike(each) ? ['named like the conference'] : []),
      ...(carriesTalks(each) ? [`mentions ${talks} ${talks === 1 ? 'talk' : 'talks'}`] : []),
    ];
    return reasons.length > 0
      ? { channel, taken: true, reason: reasons.join(', ') }
      : { channel, taken: false, reason: 'not about the conference' };
  });
}

/** Only this many words of a name are compared. */
const MAX_WORDS = 12;

/** Share of a name's letters that must match for the two names to be similar. */
const HALF = 0.5;

/**
 * Scores how similar a channel's name is to a conference's name: 1 if it names the conference (`#devopsdays-toronto` or
 * `#dodtoronto16` for "DevOpsDays Toronto 2016"), 0.5 if it only has the first word or the initials, otherwise 0. A
 * different year means a different conference.
 */
export function channelNameScore(channel: string, conference: string): number {
  const words = conferenceWords(conference);
  const years = yearsIn(conference);
  if (years.length > 0 && yearsIn(channel).some((year) => !years.includes(year))) return 0;
  const spoken = tokensOf(channel)
    .filter((token) => !isNumber(token))
    .slice(0, MAX_WORDS);
  const found = new Set<number>();
  let foundLetters = 0;
  const spellings = spellingsOf(words);
  for (let from = 0; from < spoken.length; from++) {
    // Finds the longest run of tokens that spells consecutive words of the conference's name.
    for (let to = spoken.length; to > from; to--) {
      const run = spoken.slice(from, to).join('');
      const spelt = spellings.get(run) ?? spellings.get(run.replace(/\d+$/, ''));
      if (spelt === undefined) continue;
      for (const index of spelt) found.add(index);
      foundLetters += run.length;
      from = to - 1;
      break;
    }
  }
  if (found.size === 0 || foundLetters < spoken.join('').length * HALF) return 0;
  const letters = (indices: Iterable<number>) =>
    [...indices].reduce((sum, index) => sum + words[index]!.text.length, 0);
  if (letters(found) >= letters(words.keys()) * HALF) return 1;
  return found.has(0) ? 0.5 : 0;
}

interface Word {
  text: string;
  /** Initials of the parts of a camel-case word: `dod` for `DevOpsDays`. */
  initials: string;
}

/** Returns the words of a conference's name, without numbers. */
function conferenceWords(name: string): Word[] {
  const words: Word[] = [];
  for (const match of name.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (isNumber(match[0])) continue;
    const parts = match[0].match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}]+|\p{Lu}/gu) ?? [match[0]];
    words.push({ text: fold(match[0]), initials: fold(parts.map((part) => [...part][0]).join('')) });
  }
  return words.slice(0, MAX_WORDS);
}

/** Lists every way to write consecutive words, joined or with one or all as initials, with the words' indexes. */
function spellingsOf(words: Word[]): Map<string, number[]> {
  const spellings = new Map<string, number[]>();
  const add = (spelling: string, places: number[]) => {
    if (spelling.length > 1 && (spellings.get(spelling)?.length ?? 0) < places.length) spellings.set(spelling, places);
  };
  const LEAST_INITIALS = 3;
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) {
      const run = words.slice(from, to);
      const places = run.map((_, index) => from + index);
      add(run.map(({ text }) => text).join(''), places);
      for (const initials of [
        run.map(({ text }) => text.charAt(0)).join(''),
        run.map((word) => word.initials).join(''),
      ]) {
        if (initials.length >= LEAST_INITIALS) add(initials, places);
      }
      // "dodtoronto": the first word abbreviated, the others in full.
      const [first, ...rest] = run;
      if (rest.length > 0 && first!.initials.length >= LEAST_INITIALS) {
        add(first!.initials + rest.map(({ text }) => text).join(''), places);
      }
    }
  }
  return spellings;
}

function tokensOf(name: string): string[] {
  return fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Returns the last two digits of each year in a name: `2016` anywhere, `16` only at the end. */
function yearsIn(name: string): string[] {
  const years = name.matchAll(/(?<!\d)(?:19|20)(\d\d)(?!\d)|(?<!\d)(\d\d)$/g);
  return [...years].map((match) => match[1] ?? match[2]!);
}

function isNumber(token: string): boolean {
  return /^\d+$/.test(token);
}
