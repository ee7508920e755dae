import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { contentTerms, contentTermsOf } from '#domain/language/stem.ts';
import { fold, tokenize, type Word } from '#domain/language/tokenize.ts';

/** A place in a text where a talk is named, by its title or by one of its speakers. */
export interface TalkName {
  talkId: TalkId;
  /**
   * `speaker` is a full name; `given-name` a first name that leads the text ("Ada: …"); `title` most of a title,
   * `title-words` a good part of it or a title of one word; `hashtag` a `#word` of either.
   */
  kind: 'speaker' | 'family-name' | 'given-name' | 'title' | 'title-words' | 'hashtag';
  /** UTF-16 offsets, `end` exclusive. */
  start: number;
  end: number;
  /** How surely these words mean just this talk or its speaker, 0 to 1, the words alone considered. */
  weight: number;
}

/** A title, or its part before the subtitle, as the terms that it is known by. */
interface TitleName {
  talkId: TalkId;
  /** Distinct terms, and how much each tells: the rarer among the titles, the more. */
  terms: Map<string, number>;
  total: number;
}

/** A title of words so common that only all of them in order mean it ("How to be here"). */
interface PlainTitle {
  talkId: TalkId;
  words: string[];
}

export interface TitleIndex {
  byTerm: Map<string, TitleName[]>;
  byFirstWord: Map<string, PlainTitle[]>;
  talks: number;
}

/** Words that are in more titles than this, and in more than a quarter of them, don't lead to a title. */
const MANY_TITLES = 12;
const LEAST_SHARE = 0.5;
const MOST_OF_TITLE = 0.75;
/** A title of a single term, such as "Waterboy", may be just a word. */
const SINGLE_TERM = 0.5;
const LEAST_HASHTAG = 0.7;
/** Places in a long text at which a title is looked for. */
const MOST_PLACES = 20;
/** Words of others between those of a title. */
const MOST_BETWEEN = 2;

/** A title up to its subtitle. */
function mainTitle(title: string): string {
  return title.split(/:\s|\s[-–—|]+\s|\s\(|[;?!]\s/, 1)[0]!;
}

export function createTitleIndex(talks: Talk[]): TitleIndex {
  const index: TitleIndex = { byTerm: new Map(), byFirstWord: new Map(), talks: talks.length };
  const frequency = new Map<string, number>();
  for (const { title } of talks) {
    for (const term of new Set(contentTerms(title))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  for (const { id: talkId, title } of talks) {
    for (const part of new Set([title, mainTitle(title)])) {
      const terms = new Map<string, number>();
      let total = 0;
      for (const term of contentTerms(part)) {
        if (terms.has(term)) continue;
        const weight = Math.log(1 + talks.length / frequency.get(term)!);
        terms.set(term, weight);
        total += weight;
      }
      const name = { talkId, terms, total };
      for (const term of terms.keys()) addTo(index.byTerm, term, name);
      const words = tokenize(part).map((word) => fold(word.text));
      if (terms.size < 2 && words.length > 2) addTo(index.byFirstWord, words[0]!, { talkId, words });
    }
  }
  return index;
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

export function findTitles(text: string, words: Word[], index: TitleIndex): TalkName[] {
  const offsets: number[] = [];
  const terms = contentTermsOf(words, offsets);
  const hits = new Map<TitleName, number[]>();
  for (const [at, term] of terms.entries()) {
    const titles = index.byTerm.get(term);
    if (titles === undefined || titles.length > Math.max(MANY_TITLES, index.talks / 4)) continue;
    for (const title of titles) addTo(hits, title, at);
  }
  const names = new Map<TalkId, TalkName>();
  const keep = (name: TalkName | undefined): void => {
    if (name === undefined) return;
    const known = names.get(name.talkId);
    if (known === undefined || known.weight < name.weight) names.set(name.talkId, name);
  };
  for (const [title, places] of hits) {
    // One word of several means nothing, unless it is a hashtag.
    if (places.length === 1 && title.terms.size > 1 && text[offsets[2 * places[0]!]! - 1] !== '#') continue;
    keep(matchTitle(title, terms, offsets, places, text));
  }
  for (const name of findPlainTitles(words, index)) keep(name);
  if (names.size === 0) return [];
  // "Open space" names all open spaces alike: the words don't say which.
  const alike = new Map<string, number>();
  const placeOf = ({ start, end }: TalkName): string => `${start} ${end}`;
  for (const name of names.values()) alike.set(placeOf(name), (alike.get(placeOf(name)) ?? 0) + 1);
  return [...names.values()].map((name) => ({
    ...name,
    weight: name.weight / Math.sqrt(alike.get(placeOf(name))!),
  }));
}

/** The stretch of the text that holds most of a title, within about the title's length. */
function matchTitle(
  { talkId, terms: wanted, total }: TitleName,
  terms: string[],
  offsets: number[],
  places: number[],
  text: string,
): TalkName | undefined {
  let best = { share: 0, from: 0, to: 0, size: 0 };
  for (const from of places.slice(0, MOST_PLACES)) {
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
  const end = offsets[2 * to + 1]!;
  if (text[start - 1] === '#') {
    const kind = size > 1 && share >= MOST_OF_TITLE ? 'title' : 'hashtag';
    return { talkId, kind, start, end, weight: Math.max(LEAST_HASHTAG, share) };
  }
  if (wanted.size === 1) return { talkId, kind: 'title-words', start, end, weight: SINGLE_TERM };
  if (size < 2 || share < LEAST_SHARE) return undefined;
  // The rarer its words, the less likely they meet by chance.
  const firmness = 1 - 0.8 ** (total * share);
  return {
    talkId,
    kind: share >= MOST_OF_TITLE ? 'title' : 'title-words',
    start,
    end,
    weight: share * firmness,
  };
}

function findPlainTitles(words: Word[], { byFirstWord }: TitleIndex): TalkName[] {
  if (byFirstWord.size === 0) return [];
  const folded = words.map((word) => fold(word.text));
  const names: TalkName[] = [];
  for (const [at, word] of folded.entries()) {
    for (const { talkId, words: wanted } of byFirstWord.get(word) ?? []) {
      if (!wanted.every((each, offset) => folded[at + offset] === each)) continue;
      const end = words[at + wanted.length - 1]!.end;
      names.push({ talkId, kind: 'title', start: words[at]!.start, end, weight: 1 - 0.8 ** wanted.length });
    }
  }
  return names;
}
