import type { RichText } from './rich-text.ts';
import type { Talk, TalkId } from './talk.ts';
import { termsOf } from './terms.ts';
import { fold, wordsOf } from './words.ts';

/** A place in a text where a talk is named, by its title or by one of its speakers. */
export interface TalkName {
  talkId: TalkId;
  kind: 'speaker' | 'family-name' | 'given-name' | 'title' | 'title-words' | 'hashtag';
  /** UTF-16 offsets, `end` exclusive. */
  start: number;
  end: number;
  /** How surely these words mean the talk or its speaker, 0 to 1, the words alone considered. */
  weight: number;
}

interface SpeakerName {
  /** All parts, folded: `jan`, `de`, `vries`. */
  parts: string[];
  talkIds: TalkId[];
}

interface TitleName {
  talkId: TalkId;
  /** Distinct terms and how much each tells (inverse document frequency among the titles). */
  terms: Map<string, number>;
  total: number;
  /** Words in the title, function words included: a mention is about as long. */
  length: number;
  /** Has a word that no other title has and that is no everyday word by its form. */
  whole: boolean;
}

/** What {@link findTalkNames} looks up: build it once for a conference. */
export interface TalkNameIndex {
  families: Map<string, SpeakerName[]>;
  givens: Map<string, SpeakerName[]>;
  titles: Map<string, TitleName[]>;
  talks: number;
}

export function createTalkNameIndex(talks: Talk[]): TalkNameIndex {
  const index: TalkNameIndex = {
    families: new Map(),
    givens: new Map(),
    titles: new Map(),
    talks: talks.length,
  };
  const speakers = new Map<string, SpeakerName>();
  for (const talk of talks) {
    for (const { name } of talk.speakers) {
      const parts = wordsOf(name)
        .map((word) => fold(word.text).replace(/\.$/, ''))
        .filter((part) => part !== '');
      if (parts.length === 0) continue;
      const key = parts.join(' ');
      const known = speakers.get(key);
      if (known !== undefined) {
        if (!known.talkIds.includes(talk.id)) known.talkIds.push(talk.id);
        continue;
      }
      const speaker = { parts, talkIds: [talk.id] };
      speakers.set(key, speaker);
      addTo(index.families, parts.at(-1)!, speaker);
      if (parts.length > 1) addTo(index.givens, parts[0]!, speaker);
    }
  }
  indexTitles(talks, index);
  return index;
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** A title up to its subtitle, when the first part can stand alone. */
function mainTitle(title: string): string {
  return title.split(/:\s|\s[-–—|]+\s|\s\(|[;?!]\s/, 1)[0]!;
}

function indexTitles(talks: Talk[], index: TalkNameIndex): void {
  const frequency = new Map<string, number>();
  for (const talk of talks) {
    for (const term of new Set(termsOf(talk.title))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  for (const talk of talks) {
    const main = mainTitle(talk.title);
    for (const part of main === talk.title ? [main] : [talk.title, main]) {
      const terms = new Map<string, number>();
      let total = 0;
      for (const term of termsOf(part)) {
        if (terms.has(term)) continue;
        const weight = Math.log(1 + talks.length / frequency.get(term)!);
        terms.set(term, weight);
        total += weight;
      }
      if (terms.size === 0) continue;
      const title = {
        talkId: talk.id,
        terms,
        total,
        length: wordsOf(part).length,
        whole: part === talk.title,
      };
      for (const term of terms.keys()) addTo(index.titles, term, title);
    }
  }
}

/**
 * Where a text names talks of a conference: speakers by full, family or leading given name, titles whole or in
 * good part, `#word` of either. The same words may name several talks (a speaker with two; "open space").
 * Takes time in proportion to the text.
 */
export function findTalkNames({ text }: Pick<RichText, 'text'>, index: TalkNameIndex): TalkName[] {
  return [...findSpeakers(text, index), ...findTitles(text, index)];
}

function findSpeakers(text: string, index: TalkNameIndex): TalkName[] {
  const names: TalkName[] = [];
  const words = wordsOf(text);
  const folded = words.map((word) => fold(word.text).replace(/'s$/, ''));
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    for (const speaker of index.families.get(folded[at]!) ?? []) {
      const first = fullNameFrom(speaker.parts, folded, at);
      const full = first !== undefined && speaker.parts.length > 1;
      const hash = text[word.start - 1] === '#';
      if (!full && !hash && !looksLikeName(word.text, text, word.start, word.end)) continue;
      for (const talkId of speaker.talkIds) {
        names.push({
          talkId,
          kind: full ? 'speaker' : hash ? 'hashtag' : 'family-name',
          start: words[first ?? at]!.start,
          end: Math.max(word.end, words[first ?? at]!.end),
          weight: (full ? 1 : hash ? 0.9 : 0.6) / speaker.talkIds.length ** 0.5,
        });
      }
    }
    if (at === 0 && /^\s*:\s/.test(text.slice(word.end, word.end + 3))) {
      const speakers = index.givens.get(folded[0]!) ?? [];
      for (const speaker of speakers) {
        for (const talkId of speaker.talkIds) {
          const weight = 0.6 / (speakers.length * speaker.talkIds.length) ** 0.5;
          names.push({ talkId, kind: 'given-name', start: word.start, end: word.end, weight });
        }
      }
    }
  }
  return names;
}

/**
 * The first word of a full name whose last part stands at `at`, also as "Family Given" and without middle parts;
 * undefined where the given name isn't beside it.
 */
function fullNameFrom(parts: string[], words: string[], at: number): number | undefined {
  const given = parts[0]!;
  for (let back = 1; back <= Math.max(2, parts.length - 1); back++) {
    if (words[at - back] === given) return at - back;
  }
  return undefined;
}

/** Written as a name is: with a capital (in scripts that have them), or as `name:` at the very start. */
function looksLikeName(word: string, text: string, start: number, end: number): boolean {
  if (start === 0 && /^\s*:/.test(text.slice(end, end + 2))) return true;
  const first = word[0]!;
  return first !== first.toLowerCase() || first.toLowerCase() === first.toUpperCase();
}

function findTitles(text: string, index: TalkNameIndex): TalkName[] {
  const offsets: number[] = [];
  const terms = termsOf(text, offsets);
  const hits = new Map<TitleName, number[]>();
  for (let at = 0; at < terms.length; at++) {
    const titles = index.titles.get(terms[at]!);
    if (titles === undefined || titles.length > Math.max(12, index.talks / 4)) continue;
    for (const title of titles) addTo(hits, title, at);
  }
  const names = new Map<TalkId, TalkName>();
  for (const [title, places] of hits) {
    const name = matchTitle(title, terms, offsets, places, text);
    if (name === undefined) continue;
    const known = names.get(name.talkId);
    if (known === undefined || known.weight < name.weight) names.set(name.talkId, name);
  }
  // "Open space" names all open spaces alike: what says when is not in the words.
  const alike = new Map<string, number>();
  for (const { start, end } of names.values())
    alike.set(`${start} ${end}`, (alike.get(`${start} ${end}`) ?? 0) + 1);
  return [...names.values()].map((name) => ({
    ...name,
    weight: name.weight / alike.get(`${name.start} ${name.end}`)! ** 0.5,
  }));
}

/** The stretch of the text that holds most of a title, within about the title's length. */
function matchTitle(
  title: TitleName,
  terms: string[],
  offsets: number[],
  places: number[],
  text: string,
): TalkName | undefined {
  let best: { share: number; from: number; to: number; size: number } | undefined;
  const window = title.terms.size + 2;
  for (const from of places.slice(0, 20)) {
    const seen = new Set<string>();
    let weight = 0;
    let to = from;
    for (let at = from; at < terms.length && at < from + window; at++) {
      const term = terms[at]!;
      const gain = title.terms.get(term);
      if (gain === undefined || seen.has(term)) continue;
      seen.add(term);
      weight += gain;
      to = at;
    }
    const share = weight / title.total;
    if (best === undefined || share > best.share) best = { share, from, to, size: seen.size };
  }
  if (best === undefined) return undefined;
  const start = offsets[2 * best.from]!;
  const end = offsets[2 * best.to + 1]!;
  const hash = text[start - 1] === '#';
  const enough = best.size >= 2 ? best.share >= 0.5 : best.share >= 0.99 && title.terms.size === 1;
  if (!enough && !hash) return undefined;
  const kind =
    hash && best.size === 1 ? 'hashtag' : best.share >= 0.75 && best.size >= 2 ? 'title' : 'title-words';
  const firmness = title.terms.size === 1 ? 0.5 : 1 - 0.8 ** (title.total * best.share);
  return {
    talkId: title.talkId,
    kind,
    start,
    end,
    weight: hash ? Math.max(0.7, best.share) : best.share * firmness,
  };
}
