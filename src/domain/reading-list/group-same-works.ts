import { foldAddress } from '#domain/notes/find-urls.ts';
import { familyKey } from './person-name.ts';
import { findSpellings } from './title-typos.ts';
import { createUnionFind, type UnionFind } from './union-find.ts';
import type { WorkMention } from './work.ts';
import { mainTitle, normaliseTitle, shortTitle, subtitle } from './work-title.ts';

/**
 * Groups mentions by the work that they name, in the order of first mention: by ISBN, by address, then by title
 * with an author in common. A mention without an author joins the one work that has its title; where several have,
 * or a subtitle says otherwise, it stays by itself (formats, section 4d: never on title alone).
 */
export function groupByWork(mentions: readonly WorkMention[]): WorkMention[][] {
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

/** Parameters that say where a visitor came from, not what the page is. */
const REFERRAL = /^(?:utm_.*|ref|ref_|fbclid|gclid|si|feature|tag|psc|qid|sr|keywords|crid|sprefix)$/i;

function addressKey(address: string): string {
  const url = URL.parse(address);
  if (url === null) return foldAddress(address);
  for (const name of [...url.searchParams.keys()]) if (REFERRAL.test(name)) url.searchParams.delete(name);
  url.hash = '';
  url.pathname = url.pathname.replace(/\/ref=[^/]*$/, '');
  return foldAddress(url.href);
}

/** What the mentions of one work, as far as they are joined, say together. */
interface Profile {
  root: number;
  isBook: boolean;
  families: Set<string>;
  subtitles: Set<string>;
  isbns: Set<string>;
  urls: Set<string>;
  /** Its titles without subtitles, and cut shorter: what those match counts only with an author in common. */
  titles: Set<string>;
  shortTitles: Set<string>;
}

function profilesOf(sets: UnionFind, mentions: readonly WorkMention[]): Profile[] {
  const profiles = new Map<number, Profile>();
  for (const [index, mention] of mentions.entries()) {
    const root = sets.find(index);
    const profile = profiles.get(root) ?? createProfile(root, mention);
    profiles.set(root, profile);
    for (const author of mention.authors) profile.families.add(familyKey(author));
    const tail = subtitle(mention.title);
    if (tail !== '') profile.subtitles.add(normaliseTitle(tail));
    if (mention.isbn13 !== undefined) profile.isbns.add(mention.isbn13);
    if (mention.url !== undefined) profile.urls.add(addressKey(mention.url));
    profile.titles.add(normaliseTitle(mainTitle(mention.title)));
    profile.shortTitles.add(normaliseTitle(shortTitle(mention.title)));
  }
  return [...profiles.values()];
}

function createProfile(root: number, { kind }: WorkMention): Profile {
  const sets = () => new Set<string>();
  return {
    root,
    isBook: kind === 'book',
    families: sets(),
    subtitles: sets(),
    isbns: sets(),
    urls: sets(),
    titles: sets(),
    shortTitles: sets(),
  };
}

function joinByTitle(sets: UnionFind, profiles: readonly Profile[]): void {
  for (const isBook of [true, false]) {
    const alike = profiles.filter((profile) => profile.isBook === isBook);
    const spellings = isBook ? findSpellings(alike.flatMap(({ titles }) => [...titles])) : new Map<string, string>();
    const spell = (title: string) => spellings.get(title) ?? title;
    const byTitle = new Map<string, Set<Profile>>();
    for (const profile of alike) {
      for (const title of new Set([...profile.titles, ...(profile.families.size > 0 ? profile.shortTitles : [])])) {
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
  // Those with a subtitle come first: one without joins them only where there is no choice.
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

/** Does nothing but a missing author speak against one work? */
function mayBeOne(a: Profile, b: Profile): boolean {
  if (differ(a.subtitles, b.subtitles)) return false;
  if (!a.isBook) return !differ(a.urls, b.urls);
  return a.families.size > 0 || !differ(a.isbns, b.isbns);
}

function differ(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && a.isDisjointFrom(b);
}
