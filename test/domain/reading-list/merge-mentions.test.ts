import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mergeWorks } from '#domain/reading-list/merge-mentions.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';

let count = 0;

/** A mention in a note of its own, by `author`, in `talk`. */
function mention(title: string, rest: Partial<WorkMention> & { author?: string; talk?: string } = {}): WorkMention {
  const { author = 'amara', talk = '', ...given } = rest;
  count++;
  const noteId = `${author}/${talk}/${count}`;
  return { kind: 'book', title, authors: [], role: 'recommendation', ...given, noteId };
}

function creditOf(noteId: string): { author: string; talkId?: string } {
  const [author, talkId] = noteId.split('/');
  return { author: author!, ...(talkId === '' ? {} : { talkId: talkId! }) };
}

function merge(...mentions: WorkMention[]) {
  return mergeWorks(mentions, creditOf).map(({ item }) => item);
}

function titles(...mentions: WorkMention[]): string[] {
  return merge(...mentions).map(({ title }) => title);
}

test('merges spellings of a work into one entry, credited to each person in each talk', () => {
  const [item, ...others] = merge(
    mention('Release It!', { authors: ['Michael Nygard'], author: 'amara', talk: 't1' }),
    mention('release it', { author: 'sam', talk: 't1' }),
    mention('“Release It!”', { authors: ['Nygard'], author: 'amara', talk: 't2', comment: 'again' }),
    mention('Release It!', { author: 'amara', talk: 't1', comment: 'excellent' }),
  );
  assert.deepEqual(others, []);
  assert.equal(item!.title, 'Release It!');
  assert.deepEqual(item!.authors, ['Michael Nygard']);
  assert.deepEqual(
    item!.recommendedBy.map(({ author, talkId, comment }) => [author, talkId, comment]),
    [
      ['amara', 't1', 'excellent'],
      ['sam', 't1', undefined],
      ['amara', 't2', 'again'],
    ],
  );
});

test('merges a title with its author typed behind it', () => {
  const [item, ...others] = merge(
    mention('Designing Quiet Systems', { authors: ['Jane Doe'] }),
    mention('designing quiet systems doe', { author: 'sam' }),
  );
  assert.deepEqual(others, []);
  assert.equal(item!.title, 'Designing Quiet Systems');
  assert.deepEqual(
    item!.recommendedBy.map(({ author }) => author),
    ['amara', 'sam'],
  );
});

test('keeps the fullest title and authors', () => {
  const [item] = merge(
    mention('Accelerate', { authors: ['Forsgren'] }),
    mention('Accelerate: The Science of Lean Software and DevOps', {
      authors: ['Nicole Forsgren', 'Jez Humble', 'Gene Kim'],
      year: 2018,
    }),
  );
  assert.equal(item!.title, 'Accelerate: The Science of Lean Software and DevOps');
  assert.deepEqual(item!.authors, ['Nicole Forsgren', 'Jez Humble', 'Gene Kim']);
  assert.equal(item!.year, 2018);
});

test('merges by ISBN or address alone', () => {
  assert.equal(
    merge(
      mention('Quiet', { isbn13: '9780307352156' }),
      mention('The power of introverts', { isbn13: '9780307352156' }),
    ).length,
    1,
  );
  assert.equal(
    merge(
      mention('https://x.org/a', { kind: 'link', url: 'https://x.org/a?utm_source=slack' }),
      mention('A paper', { kind: 'article', url: 'http://www.x.org/a/' }),
    ).length,
    1,
  );
});

test('keeps works with the same title but different authors apart', () => {
  const list = merge(
    mention('Drive', { authors: ['Daniel Pink'] }),
    mention('Drive', { authors: ['Kelley Armstrong'], author: 'sam' }),
    mention('Drive', { author: 'noor' }),
  );
  assert.equal(list.length, 3);
});

test('keeps works with different subtitles apart if nobody names an author', () => {
  const list = titles(
    mention('Accelerate: Building Strategic Agility'),
    mention('Accelerate: The Science of DevOps'),
    mention('Accelerate'),
  );
  assert.equal(list.length, 3);
  assert.equal(merge(mention('Accelerate: The Science of DevOps'), mention('Accelerate')).length, 1);
});

test('merges titles with one typo, but not different authors', () => {
  const [item, ...others] = merge(
    mention('The Phoenix Project', { authors: ['Gene Kim'] }),
    mention('pheonix project', { author: 'sam' }),
    mention('The Phoenix Project', { author: 'noor' }),
  );
  assert.equal(others.length, 0);
  assert.equal(item!.title, 'The Phoenix Project');
  assert.equal(
    merge(mention('Phoenix Projects', { authors: ['Jane Doe'] }), mention('Phoenix Project', { authors: ['Gene Kim'] }))
      .length,
    2,
  );
});

test('recognizes subtitles after other marks if the author is the same', () => {
  const authors = ['Susan Cain'];
  assert.equal(
    merge(mention('Quiet. The power of introverts', { authors }), mention('Quiet', { authors, author: 'sam' })).length,
    1,
  );
  assert.equal(
    merge(mention('Quiet. The power of introverts', { authors }), mention('Quiet Power', { authors })).length,
    2,
  );
});

test('keeps two links with the same label apart', () => {
  assert.equal(
    merge(
      mention('Slides', { kind: 'slides', url: 'https://a.org/1' }),
      mention('Slides', { kind: 'slides', url: 'https://a.org/2' }),
    ).length,
    2,
  );
});

test('credits agreement, but makes no entry from agreement alone', () => {
  const second = mention('Effective DevOps', { author: 'sam', role: 'agreement', comment: 'we used it' });
  const [item] = merge(mention('Effective DevOps', { authors: ['Jennifer Davis'] }), second);
  assert.deepEqual(
    item!.recommendedBy.map(({ author }) => author),
    ['amara', 'sam'],
  );
  assert.deepEqual(merge(second), []);
});

test('sorts books first, then by number of people, then by time', () => {
  assert.deepEqual(
    titles(
      mention('A link', { kind: 'link', url: 'https://a.org', author: 'a' }),
      mention('A link', { kind: 'link', url: 'https://a.org', author: 'b' }),
      mention('First book'),
      mention('Second book', { author: 'a', talk: 't1' }),
      mention('Second book', { author: 'a', talk: 't2' }),
      mention('Third book', { author: 'a' }),
      mention('Third book', { author: 'b' }),
    ),
    ['Third book', 'First book', 'Second book', 'A link'],
  );
});

test('leaves out mentions of unknown notes', () => {
  assert.deepEqual(
    mergeWorks([mention('Gone')], () => undefined),
    [],
  );
});

const anyMention = fc
  .record({
    title: fc.constantFrom(
      'The Goal',
      'the goal',
      'Goal',
      'The Goal: A Process',
      'Antifragile',
      'Antifragille',
      'Drive',
    ),
    authors: fc.constantFrom([], ['Eliyahu Goldratt'], ['Goldratt'], ['Jane Doe']),
    author: fc.constantFrom('amara', 'sam', 'noor'),
    talk: fc.constantFrom('', 't1', 't2'),
    role: fc.constantFrom('recommendation' as const, 'recommendation' as const, 'agreement' as const),
  })
  .map(({ title, authors, ...rest }) => mention(title, { ...rest, authors: [...authors] }));

test('loses no recommendation, credits nobody twice for one talk, and merges deterministically', () => {
  fc.assert(
    fc.property(fc.array(anyMention, { maxLength: 12 }), (mentions) => {
      const list = merge(...mentions);
      assert.deepEqual(merge(...mentions), list);
      const credited = list.flatMap((item) =>
        item.recommendedBy.map(({ author, talkId }) => `${author}/${talkId ?? ''}`),
      );
      for (const { noteId, role } of mentions) {
        if (role === 'recommendation') assert.ok(credited.includes(noteId.split('/').slice(0, 2).join('/')));
      }
      for (const { recommendedBy } of list) {
        const keys = recommendedBy.map(({ author, talkId }) => `${author} ${talkId}`);
        assert.equal(new Set(keys).size, keys.length);
      }
    }),
  );
});

test('merges five thousand mentions quickly', () => {
  const mentions = Array.from({ length: 5_000 }, (_, index) =>
    mention(`A Title About Things ${index % 1250}`, {
      authors: index % 3 === 0 ? [`Jane Number${index % 1250}`] : [],
    }),
  );
  const start = performance.now();
  assert.equal(merge(...mentions).length, 1250);
  assert.ok(performance.now() - start < 4000);
});
