import { familyKey } from '#domain/language/person-names.ts';
import { normalizeUrl } from '#domain/language/urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { ReadingItem, Recommendation, WorkKind, WorkMention } from './work.ts';
import { findSpellings, mainTitle, normalizeTitle, shortTitle, subtitle } from './work-title.ts';

/** Author and talk of a note. */
export type Credit = Pick<Recommendation, 'author' | 'talkId'>;

/** Kinds in order of precedence, for works that notes describe as different kinds. */
const KINDS: readonly WorkKind[] = ['book', 'repository', 'slides', 'video', 'article', 'link'];

/** An entry of the reading list and the mentions it was merged from. */
export interface MergedWork {
  item: ReadingItem;
  mentions: WorkMention[];
}

/**
 * Merges mentions (in order of time) into one entry per work, credited once to each person in each talk. Leaves out
 * mentions in notes that `creditOf` doesn't know, and works that people only agreed with but nobody recommended. Sorts
 * books first, then by number of people, then by first mention.
 */
export function mergeWorks(
  mentions: readonly WorkMention[],
  creditOf: (noteId: NoteId) => Credit | undefined,
): MergedWork[] {
  const credited = mentions.filter(({ noteId }) => creditOf(noteId) !== undefined);
  const merged = groupByWork(credited)
    .filter((group) => group.some(({ role }) => role === 'recommendation'))
    .map((group) => ({ item: composeItem(group, creditOf), mentions: group }));
  const isBook = ({ item }: MergedWork) => Number(item.kind === 'book');
  return merged.sort((a, b) => isBook(b) - isBook(a) || countPeople(b.item) - countPeople(a.item));
}

function countPeople({ recommendedBy }: ReadingItem): number {
  return new Set(recommendedBy.map(({ author }) => author)).size;
}

function composeItem(group: readonly WorkMention[], creditOf: (noteId: NoteId) => Credit | undefined): ReadingItem {
  const recommended = group.filter(({ role }) => role === 'recommendation');
  const year = recommended.find((mention) => mention.year !== undefined)?.year;
  const isbn13 = recommended.find((mention) => mention.isbn13 !== undefined)?.isbn13;
  const url = recommended.find((mention) => mention.url !== undefined)?.url;
  return {
    kind: KINDS.find((kind) => recommended.some((mention) => mention.kind === kind))!,
    title: fullestTitle(recommended, new Set(recommended.flatMap(({ authors }) => authors.map(familyKey)))),
    authors: fullestAuthors(recommended),
    ...omitUndefined({ year, isbn13, url }),
    recommendedBy: credit(group, creditOf),
  };
}

/**
 * Returns the title with the most words; among those the most common spelling, then the first. A title that ends with an
 * author's name comes last.
 */
function fullestTitle(mentions: readonly WorkMention[], families: ReadonlySet<string>): string {
  const spellings = Map.groupBy(mentions, ({ title }) => normalizeTitle(title));
  const ranked = [...spellings].map(([normalised, same]) => ({
    title: same[0]!.title,
    isPoor: same.every(({ title, url }) => title === url) || families.has(normalised.split(' ').at(-1)!),
    words: normalised.split(' ').length,
    count: same.length,
  }));
  ranked.sort((a, b) => Number(a.isPoor) - Number(b.isPoor) || b.words - a.words || b.count - a.count);
  return ranked[0]!.title;
}

/** Returns the longest list of authors; if several are equally long, the one with the fullest names. */
function fullestAuthors(mentions: readonly WorkMention[]): string[] {
  return mentions.reduce<string[]>((best, { authors }) => {
    const more = authors.length - best.length || authors.join().length - best.join().length;
    return more > 0 ? authors : best;
  }, []);
}

function credit(group: readonly WorkMention[], creditOf: (noteId: NoteId) => Credit | undefined): Recommendation[] {
  const byPersonAndTalk = Map.groupBy(group, ({ noteId }) => {
    const { author, talkId } = creditOf(noteId)!;
    return JSON.stringify([author, talkId]);
  });
  return [...byPersonAndTalk.values()].map((mentions) => {
    const { noteId, comment } = mentions.find((mention) => mention.comment !== undefined) ?? mentions[0]!;
    const { author, talkId } = creditOf(noteId)!;
    return {
      author,
      noteId,
      ...omitUndefined({ talkId, comment }),
    };
  });
}

/** Maximum length of a key, so that it fits in the value of a Slack button. */
const LONGEST_KEY = 500;

/** Returns a key for a work that stays the same when more people recommend it or a look-up fills in details. */
export function workKey({ title, url, kind }: Pick<ReadingItem, 'title' | 'url' | 'kind'>): string {
  return (kind === 'book' || url === undefined ? normalizeTitle(title) : normalizeUrl(url)).slice(0, LONGEST_KEY);
}

/**
 * Groups mentions by work, in order of first mention: by ISBN, by URL, then by title if they share an author. A mention
 * without an author joins the only work with its title. If there are several such works, or the subtitle differs, it
 * stays on its own, because a title alone isn't enough.
 */
function groupByWork(mentions: readonly WorkMention[]): WorkMention[][] {
  const sets = createUnionFind(mentions.length);
  joinEqual(sets, mentions, ({ isbn13 }) => isbn13);
  joinEqual(sets, mentions, ({ url }) => (url === undefined ? undefined : addressKey(url)));
  joinByTitle(sets, profilesOf(sets, mentions));
  const groups = Map.groupBy(mentions.keys(), (index) => sets.find(index));
  return [...groups.values()].map((indexes) => indexes.map((index) => mentions[index]!));
}

function joinEqual(
  sets: UnionFind,
  mentions: readonly WorkMention[],
  keyOf: (mention: WorkMention) => string | undefined,
): void {
  const first = new Map<string, number>();
  for (const [index, mention] of mentions.entries()) {
    const key = keyOf(mention);
    if (key === undefined) continue;
    const other = first.get(key);
    if (other === undefined) first.set(key, index);
    else sets.join(other, index);
  }
}

/** Tracking parameters, which don't change the page. */
const REFERRAL = /^(?:utm_.*|ref|ref_|fbclid|gclid|si|feature|tag|psc|qid|sr|keywords|crid|sprefix)$/i;

function addressKey(address: string): string {
  const url = URL.parse(address);
  if (url === null) return normalizeUrl(address);
  for (const name of [...url.searchParams.keys()]) if (REFERRAL.test(name)) url.searchParams.delete(name);
  url.hash = '';
  url.pathname = url.pathname.replace(/\/ref=[^/]*$/, '');
  return normalizeUrl(url.href);
}

/** What the mentions of one work say together, as far as they are merged already. */
interface Profile {
  root: number;
  isBook: boolean;
  families: Set<string>;
  subtitles: Set<string>;
  isbns: Set<string>;
  urls: Set<string>;
  /** Titles without their subtitles, and shortened titles. A shortened title matches only if an author matches too. */
  titles: Set<string>;
  shortTitles: Set<string>;
}

function profilesOf(sets: UnionFind, mentions: readonly WorkMention[]): Profile[] {
  const profiles = new Map<number, Profile>();
  for (const [index, mention] of mentions.entries()) {
    const root = sets.find(index);
    const profile = profiles.get(root) ?? {
      ...{ root, isBook: mention.kind === 'book', families: new Set(), subtitles: new Set(), isbns: new Set() },
      ...{ urls: new Set(), titles: new Set(), shortTitles: new Set() },
    };
    profiles.set(root, profile);
    for (const author of mention.authors) profile.families.add(familyKey(author));
    const tail = subtitle(mention.title);
    if (tail !== '') profile.subtitles.add(normalizeTitle(tail));
    if (mention.isbn13 !== undefined) profile.isbns.add(mention.isbn13);
    if (mention.url !== undefined) profile.urls.add(addressKey(mention.url));
    profile.titles.add(normalizeTitle(mainTitle(mention.title)));
    profile.shortTitles.add(normalizeTitle(shortTitle(mention.title)));
  }
  return [...profiles.values()];
}

function joinByTitle(sets: UnionFind, profiles: readonly Profile[]): void {
  for (const isBook of [true, false]) {
    const alike = profiles.filter((profile) => profile.isBook === isBook);
    const spellings = isBook ? findSpellings(alike.flatMap(({ titles }) => [...titles])) : new Map<string, string>();
    const spell = (title: string) => spellings.get(title) ?? title;
    const byTitle = new Map<string, Set<Profile>>();
    for (const profile of alike) {
      // "Some Title Doe", typed without a comma, is Doe's "Some Title".
      const withAuthor = [...profile.families].flatMap((name) =>
        [...profile.titles].map((title) => `${title} ${name}`),
      );
      const short = profile.families.size > 0 ? profile.shortTitles : [];
      for (const title of new Set([...profile.titles, ...short, ...withAuthor])) {
        const known = byTitle.get(spell(title));
        if (known === undefined) byTitle.set(spell(title), new Set([profile]));
        else known.add(profile);
      }
    }
    for (const sameTitle of byTitle.values()) if (sameTitle.size > 1) joinSameTitle(sets, [...sameTitle]);
  }
}

function joinSameTitle(sets: UnionFind, profiles: readonly Profile[]): void {
  const authored = profiles.filter(({ families }) => families.size > 0);
  const byFamily = new Map<string, number>();
  for (const { root, families } of authored) {
    for (const family of families) {
      const other = byFamily.get(family);
      if (other === undefined) byFamily.set(family, root);
      else sets.join(other, root);
    }
  }
  if (new Set(authored.map(({ root }) => sets.find(root))).size > 1) return;
  // Mentions with a subtitle come first. One without joins them only if there is a single candidate.
  const leaders: Profile[] = authored.slice(0, 1);
  const authorless = profiles.filter(({ families }) => families.size === 0);
  for (const profile of authorless.filter(({ subtitles }) => subtitles.size > 0)) joinLeader(sets, leaders, profile);
  if (leaders.length > 1 && authored.length === 0) leaders.length = 0;
  for (const profile of authorless.filter(({ subtitles }) => subtitles.size === 0)) joinLeader(sets, leaders, profile);
}

function joinLeader(sets: UnionFind, leaders: Profile[], profile: Profile): void {
  const leader = leaders.find((other) => mayBeOne(other, profile));
  if (leader === undefined) leaders.push(profile);
  else sets.join(leader.root, profile.root);
}

/** Returns whether two profiles may be the same work, ignoring a missing author. */
function mayBeOne(a: Profile, b: Profile): boolean {
  if (differ(a.subtitles, b.subtitles)) return false;
  if (!a.isBook) return !differ(a.urls, b.urls);
  return a.families.size > 0 || !differ(a.isbns, b.isbns);
}

function differ(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && a.isDisjointFrom(b);
}

/** Union-find structure over the numbers from 0 to `size` - 1; a set is known by its smallest number. */
type UnionFind = ReturnType<typeof createUnionFind>;

function createUnionFind(size: number) {
  const parents = Array.from({ length: size }, (_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root]!;
    parents[index] = root;
    return root;
  };
  const join = (a: number, b: number) => {
    const [one, other] = [find(a), find(b)];
    parents[Math.max(one, other)] = Math.min(one, other);
  };
  return { find, join };
}
