import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { fold, tokenize, type Word } from '#domain/language/tokenize.ts';
import type { TalkName } from './title-mentions.ts';

interface SpeakerName {
  /** All parts, folded: `jan`, `de`, `vries`. */
  parts: string[];
  talkIds: TalkId[];
}

/** Speakers by the last and by the first part of their names. */
export interface SpeakerIndex {
  byFamily: Map<string, SpeakerName[]>;
  byGiven: Map<string, SpeakerName[]>;
}

const FULL_NAME = 1;
const HASHTAG = 0.9;
/** "Kromhout: …" at the very start. */
const LEADING_FAMILY = 0.9;
const LEADING_GIVEN = 0.6;
const CAPITAL = 0.6;
/** At the start of a sentence a capital tells nothing: "Young people", "Place it on top". */
const SENTENCE_START = 0.35;
/** Parts that may stand between given and family name: "Bridget A. Kromhout". */
const MOST_BETWEEN = 1;

export function createSpeakerIndex(talks: Talk[]): SpeakerIndex {
  const index: SpeakerIndex = { byFamily: new Map(), byGiven: new Map() };
  const speakers = new Map<string, SpeakerName>();
  for (const talk of talks) {
    for (const { name } of talk.speakers) {
      const parts = foldedWords(tokenize(name));
      if (parts.length === 0) continue;
      const key = parts.join(' ');
      const known = speakers.get(key);
      if (known !== undefined) {
        if (!known.talkIds.includes(talk.id)) known.talkIds.push(talk.id);
        continue;
      }
      const speaker = { parts, talkIds: [talk.id] };
      speakers.set(key, speaker);
      list(index.byFamily, parts.at(-1)!).push(speaker);
      if (parts.length > 1) list(index.byGiven, parts[0]!).push(speaker);
    }
  }
  return index;
}

function list<V>(map: Map<string, V[]>, key: string): V[] {
  let values = map.get(key);
  if (values === undefined) {
    values = [];
    map.set(key, values);
  }
  return values;
}

function foldedWords(words: Word[]): string[] {
  return words.map(({ text }) => fold(text).replace(/'s?$/, ''));
}

export function findSpeakers(text: string, words: Word[], index: SpeakerIndex): TalkName[] {
  const names: TalkName[] = [];
  const folded = foldedWords(words);
  for (const [at, word] of words.entries()) {
    for (const { parts, talkIds } of index.byFamily.get(folded[at]!) ?? []) {
      const given = givenBeside(parts, folded, at);
      const hash = text[word.start - 1] === '#';
      const [kind, weight]: [TalkName['kind'], number] =
        given !== undefined
          ? ['speaker', FULL_NAME]
          : hash
            ? ['hashtag', HASHTAG]
            : ['family-name', weighFamilyName(text, word)];
      if (weight === 0) continue;
      const beside = words[given ?? at]!;
      for (const talkId of talkIds) {
        names.push({
          talkId,
          kind,
          start: Math.min(word.start, beside.start),
          end: Math.max(word.end, beside.end),
          weight: weight / Math.sqrt(talkIds.length),
        });
      }
    }
  }
  const first = words[0];
  if (first !== undefined && isLabel(text, first)) {
    const speakers = index.byGiven.get(folded[0]!) ?? [];
    for (const { talkIds } of speakers) {
      for (const talkId of talkIds) {
        const weight = LEADING_GIVEN / Math.sqrt(speakers.length * talkIds.length);
        names.push({ talkId, kind: 'given-name', start: first.start, end: first.end, weight });
      }
    }
  }
  return names;
}

/** Where the given name to the family name at `at` stands: before it, or right after ("Tanaka Yuki"). */
function givenBeside(parts: string[], words: string[], at: number): number | undefined {
  if (parts.length < 2) return undefined;
  const given = parts[0]!;
  for (let back = 1; back <= parts.length - 1 + MOST_BETWEEN; back++) if (words[at - back] === given) return at - back;
  return words[at + 1] === given ? at + 1 : undefined;
}

/** Is a word a label at the start of the text, as in "Kromhout: containers will not fix it"? */
function isLabel(text: string, { start, end }: Word): boolean {
  return /^[^\p{L}\p{N}]*$/u.test(text.slice(0, start)) && /^\s?[*_]?\s?[:：]/.test(text.slice(end, end + 4));
}

/** How surely a family name alone is one: by its capital, in scripts that have them. 0 where it's none. */
function weighFamilyName(text: string, word: Word): number {
  if (word.start <= 3 && isLabel(text, word)) return LEADING_FAMILY;
  const initial = word.text[0]!;
  const hasCase = initial.toLowerCase() !== initial.toUpperCase();
  if (hasCase && initial === initial.toLowerCase()) return 0;
  const starts = /(?:^|[.!?\n•])[^\p{L}\p{N}]*$/u.test(text.slice(Math.max(0, word.start - 6), word.start));
  return starts && (word.start > 6 || text.length > word.end + 1) ? SENTENCE_START : CAPITAL;
}
