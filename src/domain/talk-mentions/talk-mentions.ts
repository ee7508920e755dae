import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { contentTerms, contentTermsOf } from '#domain/language/stem.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, foldedWords, tokenize, type Word } from '#domain/language/tokenize.ts';
import type { RichText } from '#domain/notes/note.ts';
import { creditOf, isTitleLabel } from './attribution.ts';
import { titleParts } from './talk-titles.ts';

/** A range of a text that refers to a talk by its title or one of its speakers. */
export interface TalkMention {
  talkId: TalkId;
  /**
   * `speaker` is a full name; `given-name` a first name that the text credits ("Ada: …", "Ada's talk"); `title` most of
   * a title; `title-words` a good part of a title, or a title of one word; `hashtag` a `#word` from a name or title.
   */
  kind: 'speaker' | 'family-name' | 'given-name' | 'title' | 'title-words' | 'hashtag';
  /** The text says that it comes from this talk: "Kromhout: …", "Notes from Bridget's talk", "… (Willis)". */
  isCredited: boolean;
  /** UTF-16 offsets, `end` exclusive. */
  start: number;
  end: number;
  /** Probability, 0 to 1, that these words alone mean this talk or its speaker. */
  weight: number;
}

interface SpeakerName {
  /** All parts, folded: `jan`, `de`, `vries`. */
  parts: string[];
  talkIds: TalkId[];
}

/** A title, or the part before its subtitle, as terms. */
interface TitleTerms {
  talkId: TalkId;
  /** Distinct terms with their weight: the rarer among the titles, the higher. */
  terms: Map<string, number>;
  total: number;
}

/** A title of very common words, which counts as mentioned only if all of them appear in order ("How to be here"). */
interface PlainTitle {
  talkId: TalkId;
  words: string[];
}

/** Look-up tables for {@link findTalkMentions}; built once per conference. */
export interface TalkIndex {
  talks: number;
  /** Speakers by the last part of their names, and by the others without particles. */
  byFamilyName: Map<string, SpeakerName[]>;
  byOtherName: Map<string, SpeakerName[]>;
  byTerm: Map<string, TitleTerms[]>;
  byFirstWord: Map<string, PlainTitle[]>;
}

export function createTalkIndex(talks: readonly Talk[]): TalkIndex {
  const index: TalkIndex = {
    talks: talks.length,
    byFamilyName: new Map(),
    byOtherName: new Map(),
    byTerm: new Map(),
    byFirstWord: new Map(),
  };
  addSpeakers(talks, index);
  addTitles(talks, index);
  return index;
}

function addSpeakers(talks: readonly Talk[], index: TalkIndex): void {
  const speakers = new Map<string, SpeakerName>();
  for (const talk of talks) {
    for (const { name } of talk.speakers) {
      const parts = foldNames(tokenize(name));
      if (parts.length === 0) continue;
      const key = parts.join(' ');
      const known = speakers.get(key);
      if (known !== undefined) {
        if (!known.talkIds.includes(talk.id)) known.talkIds.push(talk.id);
        continue;
      }
      const speaker = { parts, talkIds: [talk.id] };
      speakers.set(key, speaker);
      append(index.byFamilyName, parts.at(-1)!, speaker);
      // Any other part names the speaker if the text credits it: "García: …" for María José García Ortega.
      const others = parts.slice(0, -1).filter((part, at) => at === 0 || (part.length > 2 && !isFunctionWord(part)));
      for (const part of new Set(others)) append(index.byOtherName, part, speaker);
    }
  }
}

function addTitles(talks: readonly Talk[], index: TalkIndex): void {
  const frequency = new Map<string, number>();
  for (const { title } of talks) {
    for (const term of new Set(contentTerms(title))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  for (const { id: talkId, title } of talks) {
    for (const part of new Set([title, titleParts(title)[0]!])) {
      const terms = new Map<string, number>();
      let total = 0;
      for (const term of contentTerms(part)) {
        if (terms.has(term)) continue;
        const weight = Math.log(1 + talks.length / frequency.get(term)!);
        terms.set(term, weight);
        total += weight;
      }
      const entry = { talkId, terms, total };
      for (const term of terms.keys()) append(index.byTerm, term, entry);
      const words = foldedWords(part);
      if (terms.size < 2 && words.length > 2) append(index.byFirstWord, words[0]!, { talkId, words });
    }
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

function foldNames(words: Word[]): string[] {
  return words.map(({ text }) => fold(text).replace(/'s?$/, ''));
}

/**
 * Finds where a text refers to talks: by a speaker's full or family name or a credited given name, by all or a good
 * part of a title, or by a `#word` from either. If the same words refer to several talks (a speaker with two; "open
 * space"), each weighs less. Ignores accents, case and English endings. Takes linear time. Pass `words` if the text is
 * already tokenized.
 */
export function findTalkMentions(
  { text }: Pick<RichText, 'text'>,
  index: TalkIndex,
  words: Word[] = tokenize(text),
): TalkMention[] {
  return [...findSpeakers(text, words, index), ...findTitles(text, words, index)];
}

const FULL_NAME = 1;
const SPEAKER_HASHTAG = 0.9;
const CREDITED_FAMILY_NAME = 0.9;
const CREDITED_GIVEN_NAME = 0.8;
const CAPITALIZED = 0.6;
/** At the start of a sentence, a capital means nothing: "Young people", "Place it on top". */
const AT_SENTENCE_START = 0.35;
/** Maximum number of middle names between given and family name: "Bridget A. Kromhout". */
const MOST_MIDDLE_NAMES = 1;

function findSpeakers(text: string, words: Word[], index: TalkIndex): TalkMention[] {
  const mentions: TalkMention[] = [];
  const folded = foldNames(words);
  const add = (talkIds: TalkId[], mention: Omit<TalkMention, 'talkId'>, speakers = 1) => {
    const weight = mention.weight / Math.sqrt(speakers * talkIds.length);
    for (const talkId of talkIds) mentions.push({ ...mention, talkId, weight });
  };
  for (const [at, word] of words.entries()) {
    for (const { parts, talkIds } of index.byFamilyName.get(folded[at]!) ?? []) {
      const given = givenNameNextTo(parts, folded, at);
      const other = words[given ?? at]!;
      const range = { start: Math.min(word.start, other.start), end: Math.max(word.end, other.end) };
      const isCredited = creditOf(text, range) !== undefined;
      const { kind, weight } =
        given === undefined ? scoreFamilyName(text, word, isCredited) : { kind: 'speaker' as const, weight: FULL_NAME };
      if (weight > 0) add(talkIds, { kind, isCredited, ...range, weight });
    }
    const speakers = index.byOtherName.get(folded[at]!);
    if (speakers === undefined) continue;
    const { start, end } = word;
    const credit = creditOf(text, word);
    if (credit === undefined || credit === 'remark') continue;
    const mention = { kind: 'given-name' as const, isCredited: true, start, end, weight: CREDITED_GIVEN_NAME };
    for (const { talkIds } of speakers) add(talkIds, mention, speakers.length);
  }
  return mentions;
}

/** Finds the given name that belongs to the family name at `at`: before it, or right after it ("Tanaka Yuki"). */
function givenNameNextTo(parts: string[], words: string[], at: number): number | undefined {
  if (parts.length < 2) return undefined;
  const given = parts[0]!;
  const most = parts.length - 1 + MOST_MIDDLE_NAMES;
  for (let back = 1; back <= most; back++) if (words[at - back] === given) return at - back;
  return words[at + 1] === given ? at + 1 : undefined;
}

/** Scores how likely a word is meant as a family name: by its capital, in scripts that have them; 0 if it isn't. */
function scoreFamilyName(text: string, word: Word, isCredited: boolean): Pick<TalkMention, 'kind' | 'weight'> {
  if (text[word.start - 1] === '#') return { kind: 'hashtag', weight: SPEAKER_HASHTAG };
  const kind = 'family-name';
  const initial = word.text[0]!;
  const hasCase = initial.toLowerCase() !== initial.toUpperCase();
  if (isCredited) return { kind, weight: CREDITED_FAMILY_NAME };
  if (hasCase && initial === initial.toLowerCase()) return { kind, weight: 0 };
  const starts = /(?:^|[.!?\n•])[^\p{L}\p{N}]*$/u.test(text.slice(Math.max(0, word.start - 6), word.start));
  const isStart = starts && (word.start > 6 || text.length > word.end + 1);
  return { kind, weight: isStart ? AT_SENTENCE_START : CAPITALIZED };
}

/** A word that occurs in more titles than this, and in more than a quarter of them, is not looked up. */
const MANY_TITLES = 12;
const LEAST_SHARE = 0.5;
const MOST_OF_TITLE = 0.75;
/** Weight of a title with a single term, such as "Waterboy", which may be just a word. */
const SINGLE_TERM = 0.5;
const LEAST_TITLE_HASHTAG = 0.7;
const CREDITED_TITLE = 0.95;
const CREDITED_PART = 0.7;
/** Maximum number of offsets in a long text at which a title is looked for. */
const MOST_OFFSETS = 20;
/** Maximum number of other words between the words of a title. */
const MOST_BETWEEN = 2;

function findTitles(text: string, words: Word[], index: TalkIndex): TalkMention[] {
  const offsets: number[] = [];
  const terms = contentTermsOf(words, offsets);
  const hits = new Map<TitleTerms, number[]>();
  for (const [at, term] of terms.entries()) {
    const titles = index.byTerm.get(term);
    if (titles === undefined || titles.length > Math.max(MANY_TITLES, index.talks / 4)) continue;
    for (const title of titles) append(hits, title, at);
  }
  const mentions = new Map<TalkId, TalkMention>();
  const keep = (mention: TalkMention | undefined): void => {
    if (mention === undefined) return;
    const known = mentions.get(mention.talkId);
    if (known === undefined || known.weight < mention.weight) mentions.set(mention.talkId, mention);
  };
  for (const [title, starts] of hits) {
    // A single word of a longer title means nothing, unless it is a hashtag.
    if (starts.length === 1 && title.terms.size > 1 && text[offsets[2 * starts[0]!]! - 1] !== '#') continue;
    keep(matchTitle(title, { terms, offsets, starts, text }));
  }
  for (const mention of findPlainTitles(text, words, index)) keep(mention);
  // "Open space" may refer to any of the open spaces.
  const alike = Map.groupBy(mentions.values(), ({ start, end }) => `${start} ${end}`);
  return [...mentions.values()].map((mention) => ({
    ...mention,
    weight: mention.weight / Math.sqrt(alike.get(`${mention.start} ${mention.end}`)!.length),
  }));
}

/** Finds the range, about as long as the title, that has most of its terms. */
function matchTitle(
  { talkId, terms: wanted, total }: TitleTerms,
  { terms, offsets, starts, text }: { terms: string[]; offsets: number[]; starts: number[]; text: string },
): TalkMention | undefined {
  let best = { share: 0, from: 0, to: 0, size: 0 };
  for (const from of starts.slice(0, MOST_OFFSETS)) {
    const seen = new Set<string>();
    let weight = 0;
    let to = from;
    for (let at = from; at < Math.min(terms.length, from + wanted.size + MOST_BETWEEN); at++) {
      const gain = wanted.get(terms[at]!);
      if (gain === undefined || seen.has(terms[at]!)) continue;
      seen.add(terms[at]!);
      weight += gain;
      to = at;
    }
    if (weight / total > best.share) best = { share: weight / total, from, to, size: seen.size };
  }
  const { share, from, to, size } = best;
  const start = offsets[2 * from]!;
  const range = { start, end: offsets[2 * to + 1]! };
  // "See you at the talk" is none with the title "See".
  const isLabel = size > 1 ? isTitleLabel(text, range) : creditOf(text, range) === 'label';
  const isCredited = isLabel && size >= MOST_OF_TITLE * (to - from + 1);
  const mention = { talkId, isCredited, ...range };
  const isWhole = share >= MOST_OF_TITLE;
  // "The first steps" refers to a talk only if it is written like a title.
  const isTitle = isWhole && (isCredited || size > 2 || isCapitalized(text.slice(start, range.end)));
  const kind = isTitle && wanted.size > 1 ? 'title' : 'title-words';
  if (text[start - 1] === '#') {
    const isHashtag = size === 1 || !isWhole;
    return { ...mention, kind: isHashtag ? 'hashtag' : 'title', weight: Math.max(LEAST_TITLE_HASHTAG, share) };
  }
  if (isWhole && isCredited) return { ...mention, kind, weight: CREDITED_TITLE };
  if (wanted.size === 1) return { ...mention, kind, weight: SINGLE_TERM };
  if (size < 2 || share < LEAST_SHARE) return undefined;
  // The rarer its words, the less likely they occur together by chance.
  const weight = share * (1 - 0.8 ** (total * share));
  return { ...mention, kind, weight: isCredited ? Math.max(CREDITED_PART, weight) : weight };
}

/** Returns whether all long words start with a capital, or with a letter of a script without case. */
function isCapitalized(text: string): boolean {
  return tokenize(text).every(({ text: word }) => word.length < 4 || !/^\p{Ll}/u.test(word));
}

function findPlainTitles(text: string, words: Word[], { byFirstWord }: TalkIndex): TalkMention[] {
  if (byFirstWord.size === 0) return [];
  const folded = words.map((word) => fold(word.text));
  return folded.flatMap((word, at) =>
    (byFirstWord.get(word) ?? []).flatMap(({ talkId, words: wanted }): TalkMention[] => {
      if (!wanted.every((each, offset) => folded[at + offset] === each)) return [];
      const { start } = words[at]!;
      const { end } = words[at + wanted.length - 1]!;
      const isCredited = isTitleLabel(text, { start, end });
      const weight = isCredited ? CREDITED_TITLE : 1 - 0.8 ** wanted.length;
      return [{ talkId, kind: 'title', isCredited, start, end, weight }];
    }),
  );
}
