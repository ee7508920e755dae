import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Publication } from '#domain/publishing/publication.ts';
import { HOSTILE, makeWish, UNSTORABLE, UNSTORABLE_STORED } from './records.ts';
import { openWithConference, type StoresUnderTest } from './test-stores.ts';

const KEY = makeWish().key;
const keys = (publications: Pick<Publication, 'key'>[]) => publications.map(({ key }) => key);

export function publicationStoreContract(stores: StoresUnderTest): void {
  test('keeps what is wanted, after a restart too', async (t) => {
    const opened = await openWithConference(t, stores);
    const wish = makeWish({
      parentKey: 'thread:conf:talk:1',
      wanted: { text: HOSTILE, blocks: [{ text: UNSTORABLE }, { text: HOSTILE.repeat(500) }] },
    });
    await opened.database.publications.want(wish);
    await opened.reopen();
    assert.deepEqual(await opened.database.publications.find(KEY), { ...wish, attempts: 0, retryAt: 0 });
    assert.equal(await opened.database.publications.find('digest'), undefined);
  });

  test('another wish changes what is wanted and lets it be tried again; what stands there stays known', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish());
    const known = { ts: '1.0', postedHash: 'hash-0', startedAt: 500 };
    await publications.note(KEY, { ...known, failure: 'archived', attempts: 3, retryAt: 9000 });
    const wanted = { text: 'New', blocks: [] };
    await publications.want(makeWish({ wanted, wantedHash: 'hash-2', channel: 'C9', teamId: 'T9', parentKey: 'p' }));
    const { failure, ...found } = (await publications.find(KEY))!;
    assert.equal(failure, undefined);
    assert.deepEqual(found, {
      ...makeWish(),
      wanted,
      wantedHash: 'hash-2',
      ...known,
      attempts: 0,
      retryAt: 0,
    });
  });

  test('the same wish again changes nothing', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish());
    await publications.note(KEY, { failure: 'archived', attempts: 3, retryAt: 9000 });
    const before = await publications.find(KEY);
    await publications.want(makeWish({ wanted: { text: 'not looked at', blocks: [] } }));
    assert.deepEqual(await publications.find(KEY), before);
    assert.deepEqual(await publications.due(9999, 9), []);
  });

  test('wishes for one key at the same time leave one', async (t) => {
    const { database } = await openWithConference(t, stores);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => database.publications.want(makeWish({ wantedHash: `${i}` }))),
    );
    assert.equal((await database.publications.withPrefix('')).length, 1);
  });

  test('what is due is what does not stand as wanted, or nobody knows', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    type Case = [
      key: string,
      wanted: Publication['wanted'],
      outcome: Parameters<typeof publications.note>[1],
      due: boolean,
    ];
    const some = { text: 'x', blocks: [] };
    const cases: Case[] = [
      ['never posted', some, {}, true],
      ['posted', some, { ts: '1.0', postedHash: 'hash-1' }, false],
      ['posted, outdated', some, { ts: '2.0', postedHash: 'hash-0' }, true],
      ['posted, of unknown content', some, { ts: '3.0' }, true],
      ['gone again', some, { postedHash: 'hash-1' }, true],
      ['posting begun', some, { startedAt: 5 }, true],
      ['change begun', some, { ts: '4.0', postedHash: 'hash-1', startedAt: 5 }, true],
      ['failed', some, { failure: 'archived' }, false],
      ['failed, begun', some, { failure: 'archived', startedAt: 5 }, false],
      ['retry now', some, { retryAt: 1000 }, true],
      ['retry later', some, { retryAt: 1001 }, false],
      ['unwanted, never posted', null, {}, false],
      ['unwanted, posted', null, { ts: '5.0', postedHash: 'hash-0' }, true],
      ['unwanted, posting begun', null, { startedAt: 5 }, true],
      ['unwanted, failed', null, { ts: '6.0', failure: 'archived' }, false],
      ['unwanted, removed', null, { postedHash: 'hash-0' }, false],
    ];
    for (const [key, wanted, outcome] of cases) {
      await publications.want(makeWish({ key, wanted }));
      await publications.note(key, outcome);
    }
    const expected = cases.filter(([, , , due]) => due).map(([key]) => key);
    assert.deepEqual(keys(await publications.due(1000, 100)), expected);
    assert.deepEqual(keys(await publications.due(1000, 2)), expected.slice(0, 2));
    assert.deepEqual(await publications.due(1000, 0), []);
  });

  test('what is due comes in the order in which it was first wanted', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    for (const key of ['z', 'a', 'm']) await publications.want(makeWish({ key }));
    await publications.want(makeWish({ key: 'z', wantedHash: 'hash-2' }));
    await publications.note('a', { retryAt: 500 });
    assert.deepEqual(keys(await publications.due(1000, 9)), ['z', 'a', 'm']);
    await publications.remove('z');
    await publications.want(makeWish({ key: 'z' }));
    assert.deepEqual(keys(await publications.due(1000, 9)), ['a', 'm', 'z']);
  });

  test('replies to a message that was refused wait, and take no turn from others', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish({ key: 'thread' }));
    await publications.want(makeWish({ key: 'reply', parentKey: 'thread' }));
    await publications.want(makeWish({ key: 'digest' }));
    assert.deepEqual(keys(await publications.due(1000, 2)), ['thread', 'reply']);
    await publications.note('thread', { failure: 'invalid_blocks' });
    assert.deepEqual(keys(await publications.due(1000, 2)), ['digest']);
    await publications.note('thread', { ts: '1.0' });
    assert.deepEqual(keys(await publications.due(1000, 2)), ['reply', 'digest']);
  });

  test('what was refused is due again from its time on', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish());
    assert.equal(await publications.retryRefused('conf', 9000), false);
    await publications.note(KEY, { failure: 'archived', retryAt: 1000 });
    assert.equal(await publications.retryRefused('conf', 999), false);
    assert.equal(await publications.retryRefused('another', 1000), false);
    assert.equal(await publications.retryRefused('conf', 1000), true);
    assert.deepEqual(keys(await publications.due(1000, 9)), [KEY]);
    assert.equal((await publications.find(KEY))?.failure, undefined);
  });

  test('one channel with much to post does not keep the others waiting', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    for (const key of ['a', 'b', 'c', 'd']) await publications.want(makeWish({ key, channel: 'CBUSY' }));
    await publications.want(makeWish({ key: 'e', channel: 'CQUIET' }));
    await publications.want(makeWish({ key: 'f', channel: 'CQUIET', teamId: 'T2' }));
    assert.deepEqual(keys(await publications.due(1000, 2)), ['a', 'b', 'e', 'f']);
  });

  test('notes what is known of a posting: what is named alone, and undefined clears', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish());
    await publications.note(KEY, { startedAt: 500, attempts: 1 });
    await publications.note(KEY, { startedAt: undefined, ts: '1.0', postedHash: 'hash-1' });
    await publications.note(KEY, {});
    assert.deepEqual(await publications.find(KEY), {
      ...makeWish(),
      ts: '1.0',
      postedHash: 'hash-1',
      attempts: 1,
      retryAt: 0,
    });
    await publications.note(KEY, { ts: undefined, postedHash: undefined, failure: UNSTORABLE, retryAt: 7 });
    assert.deepEqual(await publications.find(KEY), {
      ...makeWish(),
      failure: UNSTORABLE_STORED,
      attempts: 1,
      retryAt: 7,
    });
    await publications.note('never-there', { ts: '1.0' });
    assert.equal(await publications.find('never-there'), undefined);
  });

  test('finds what stands at a place', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish({ key: 'a' }));
    await publications.want(makeWish({ key: 'b', channel: 'C2' }));
    await publications.note('a', { ts: '1.0' });
    await publications.note('b', { ts: '1.0' });
    assert.equal((await publications.at({ teamId: 'T1', channel: 'C1', ts: '1.0' }))?.key, 'a');
    assert.equal((await publications.at({ teamId: 'T1', channel: 'C2', ts: '1.0' }))?.key, 'b');
    assert.equal(await publications.at({ teamId: 'T2', channel: 'C1', ts: '1.0' }), undefined);
    assert.equal(await publications.at({ teamId: 'T1', channel: 'C1', ts: '1.00' }), undefined);
    await publications.remove('a');
    assert.equal(await publications.at({ teamId: 'T1', channel: 'C1', ts: '1.0' }), undefined);
  });

  test('lists keys by what they begin with, letter by letter', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    const all = [
      'digest:b:1',
      'digest:a_b:1',
      'digest:a%b:2',
      'digest:axb:1',
      'digest:a',
      'Digest:a',
      'digest:a\u{1F600}',
      'note:C1:1.0',
    ];
    for (const key of all) await publications.want(makeWish({ key }));
    const begin = async (prefix: string) => keys(await publications.withPrefix(prefix));
    assert.deepEqual(await begin('digest:a'), all.slice(1, 5).concat('digest:a\u{1F600}'));
    assert.deepEqual(await begin('digest:a_'), ['digest:a_b:1']);
    assert.deepEqual(await begin('digest:a%'), ['digest:a%b:2']);
    assert.deepEqual(await begin('digest:zzz'), []);
    assert.deepEqual(await begin(''), all);
  });
}
