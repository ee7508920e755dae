import { foldAddress } from '#domain/notes/find-urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { groupByWork } from './group-same-works.ts';
import type { ReadingItem, Recommendation, WorkKind, WorkMention } from './work.ts';
import { normaliseTitle } from './work-title.ts';

/** Who wrote a note, and in which talk it was taken. */
export type Credit = Pick<Recommendation, 'author' | 'talkId'>;

/** Where notes give one work different kinds, the one that says most. */
const KINDS: readonly WorkKind[] = ['book', 'repository', 'slides', 'video', 'article', 'link'];

/**
 * One entry per work, however the notes write it, credited once to every person in every talk that recommended it.
 * `mentions` come in the order in which they were written; those of notes that `creditOf` doesn't know are left
 * out, and an agreement with what nobody recommended is too. Books come first, then what most people recommended,
 * then what was mentioned first.
 */
export function mergeWorks(
  mentions: readonly WorkMention[],
  creditOf: (noteId: NoteId) => Credit | undefined,
): ReadingItem[] {
  const credited = mentions.filter(({ noteId }) => creditOf(noteId) !== undefined);
  return groupByWork(credited)
    .filter((group) => group.some(({ role }) => role === 'recommendation'))
    .map((group) => composeItem(group, creditOf))
    .map((item, index) => ({ item, index, people: countPeople(item) }))
    .sort(
      (a, b) =>
        Number(b.item.kind === 'book') - Number(a.item.kind === 'book') || b.people - a.people || a.index - b.index,
    )
    .map(({ item }) => item);
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
    title: fullestTitle(recommended),
    authors: fullestAuthors(recommended),
    ...omitUndefined({ year, isbn13, url }),
    recommendedBy: credit(group, creditOf),
  };
}

/** The title with most words; among those the spelling that most mentions have, then the first. */
function fullestTitle(mentions: readonly WorkMention[]): string {
  const spellings = Map.groupBy(mentions, ({ title }) => normaliseTitle(title));
  const ranked = [...spellings].map(([normalised, same]) => ({
    title: same[0]!.title,
    isAddress: same.every(({ title, url }) => title === url),
    words: normalised.split(' ').length,
    count: same.length,
  }));
  ranked.sort((a, b) => Number(a.isAddress) - Number(b.isAddress) || b.words - a.words || b.count - a.count);
  return ranked[0]!.title;
}

/** The longest list of authors, and of equally long ones that with the fullest names. */
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

/** Names a work of a list, also when more people recommend it or a look-up completes it. */
export function workKey({ title, url, kind }: Pick<ReadingItem, 'title' | 'url' | 'kind'>): string {
  return kind === 'book' || url === undefined ? normaliseTitle(title) : foldAddress(url);
}
