import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Publication } from '#domain/publishing/publication.ts';
import type { Lease, PublicationStore } from '#usecases/ports/stores.ts';
import { HOSTILE, makeWish, UNSTORABLE, UNSTORABLE_STORED } from './records.ts';
import { openWithConference, type StoresUnderTest } from './test-stores.ts';

const KEY = makeWish().key;
const CHANNEL = { teamId: 'T1', channel: 'C1' };
const keys = (publications: Pick<Publication, 'key'>[]) => publications.map(({ key }) => key);

/** Returns the keys of what is due, in the order in which it is claimed, and leaves it as it was. */
async function claimAll(publications: PublicationStore, now: number): Promise<string[]> {
  const lease = { owner: 'test', leaseMs: 10_000 };
  const claimed: Publication[] = [];
  for (const channel of await publications.dueChannels(now)) {
    for (;;) {
      const next = await publications.claim(channel, now, lease);
      if (next === undefined) break;
      claimed.push(next);
      await publications.record(next.key, { retryAt: now + 1 }, lease.owner);
    }
  }
  for (const { key, retryAt } of claimed) await publications.record(key, { retryAt });
  return keys(claimed);
}

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
    await publications.record(KEY, { ...known, failure: 'archived', attempts: 3, retryAt: 9000 });
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
    await publications.record(KEY, { failure: 'archived', attempts: 3, retryAt: 9000 });
    const before = await publications.find(KEY);
    await publications.want(makeWish({ wanted: { text: 'not looked at', blocks: [] } }));
    assert.deepEqual(await publications.find(KEY), before);
    assert.deepEqual(await claimAll(publications, 8999), []);
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
      outcome: Parameters<typeof publications.record>[1],
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
      await publications.record(key, outcome);
    }
    const expected = cases.filter(([, , , due]) => due).map(([key]) => key);
    assert.deepEqual(await claimAll(publications, 1000), expected);
  });

  test('what is due comes in the order in which it was first wanted', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    for (const key of ['z', 'a', 'm']) await publications.want(makeWish({ key }));
    await publications.want(makeWish({ key: 'z', wantedHash: 'hash-2' }));
    await publications.record('a', { retryAt: 500 });
    assert.deepEqual(await claimAll(publications, 1000), ['z', 'a', 'm']);
    await publications.remove('z');
    await publications.want(makeWish({ key: 'z' }));
    assert.deepEqual(await claimAll(publications, 1000), ['a', 'm', 'z']);
  });

  test('replies wait until their parent is posted, and take no turn from others', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish({ key: 'main' }));
    await publications.want(makeWish({ key: 'reply', parentKey: 'main' }));
    await publications.want(makeWish({ key: 'other' }));
    assert.deepEqual(await claimAll(publications, 1000), ['main', 'other']);
    await publications.record('main', { failure: 'invalid_blocks' });
    assert.deepEqual(await claimAll(publications, 1000), ['other']);
    await publications.record('main', { ts: '1.0' });
    assert.deepEqual(await claimAll(publications, 1000), ['reply', 'other']);
  });

  test('a digest goes ahead of threads, and threads ahead of notes', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    for (const key of ['note:C1:1.0:x', 'thread:conf:talk:1', 'digest:conf:2016-05-26:main']) {
      await publications.want(makeWish({ key }));
    }
    assert.deepEqual(await claimAll(publications, 1000), [
      'digest:conf:2016-05-26:main',
      'thread:conf:talk:1',
      'note:C1:1.0:x',
    ]);
  });

  test('a claimed publication keeps its channel for one worker until its lease ends', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    for (const key of ['a', 'b']) await publications.want(makeWish({ key }));
    const [one, other] = ['one', 'other'].map((owner) => ({ owner, leaseMs: 10_000 })) as [Lease, Lease];
    const claims = await Promise.all([
      publications.claim(CHANNEL, 1000, one),
      publications.claim(CHANNEL, 1000, other),
    ]);
    assert.equal(claims.filter((claim) => claim?.key === 'a').length, 1);
    const [owner, late] = claims[0] === undefined ? [other, one] : [one, other];
    assert.deepEqual(await publications.dueChannels(1000), []);
    // A replica whose clock is behind sees a lease that ends later than its own would.
    assert.equal(await publications.claim(CHANNEL, 1000, { owner: 'behind', leaseMs: 5_000 }), undefined);
    assert.ok((await publications.nextRetryAt(1000))! > 1000);
    assert.equal(await publications.renew('a', owner), true);
    assert.equal(await publications.renew('a', late), false);
    await publications.record('a', { ts: 'not mine' }, late.owner);
    assert.equal((await publications.find('a'))?.ts, undefined);
    await publications.record('a', { ts: '1.0', postedHash: 'hash-1' }, owner.owner);
    assert.equal((await publications.claim(CHANNEL, 1000, late))?.key, 'b');
  });

  test('a lease that has ended, or was given by a clock far ahead, can be taken over', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish());
    await publications.claim(CHANNEL, 1000, { owner: 'dead', leaseMs: 0 });
    const taken = await publications.claim(CHANNEL, 1000, { owner: 'ahead', leaseMs: 24 * 3_600_000 });
    assert.equal(taken?.key, KEY);
    assert.equal((await publications.claim(CHANNEL, 1000, { owner: 'next', leaseMs: 10_000 }))?.key, KEY);
    assert.equal(await publications.renew(KEY, { owner: 'dead', leaseMs: 10_000 }), false);
  });

  test('postpones all of a channel, and what a wrong clock postponed too far is due', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    for (const key of ['a', 'b']) await publications.want(makeWish({ key }));
    await publications.want(makeWish({ key: 'c', channel: 'C2' }));
    await publications.record('b', { retryAt: 9000 });
    await publications.postpone(CHANNEL, 5000);
    assert.deepEqual(await claimAll(publications, 4999), ['c']);
    assert.equal(await publications.nextRetryAt(1000), 5000);
    assert.deepEqual(await claimAll(publications, 5000), ['a', 'c']);
    await publications.record('a', { retryAt: 5000 + 24 * 3_600_000 });
    assert.deepEqual(await claimAll(publications, 5000), ['a', 'c']);
  });

  test('what was refused is due again from its time on, unless its conference ended long ago', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish());
    assert.equal(await publications.retryRefused(9000, '2016-01-01'), false);
    await publications.record(KEY, { failure: 'archived', retryAt: 1000 });
    assert.equal(await publications.retryRefused(999, '2016-01-01'), false);
    assert.equal(await publications.retryRefused(1000, '2999-01-01'), false);
    assert.equal(await publications.retryRefused(1000, '2016-01-01'), true);
    await publications.record(KEY, { failure: 'archived', retryAt: 1000 + 24 * 3_600_000 });
    assert.equal(await publications.retryRefused(1000, '2016-01-01'), true, 'a clock was a day ahead');
    await publications.record(KEY, { retryAt: 1000 });
    assert.deepEqual(await claimAll(publications, 1000), [KEY]);
    assert.equal((await publications.find(KEY))?.failure, undefined);
  });

  test('with a worker’s id, removes only what is leased to it and still unwanted', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish({ wanted: null }));
    await publications.record(KEY, { ts: '1.0' });
    await publications.claim(CHANNEL, 1000, { owner: 'mine', leaseMs: 10_000 });
    assert.equal(await publications.remove(KEY, 'other'), false);
    await publications.want(makeWish({ wantedHash: 'hash-2' }));
    assert.equal(await publications.remove(KEY, 'mine'), false);
    await publications.want(makeWish({ wanted: null, wantedHash: 'hash-3' }));
    assert.equal(await publications.remove(KEY, 'mine'), true);
    assert.equal(await publications.find(KEY), undefined);
  });

  test('records only the fields of an outcome, and undefined clears a field', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish());
    await publications.record(KEY, { startedAt: 500, attempts: 1 });
    await publications.record(KEY, { startedAt: undefined, ts: '1.0', postedHash: 'hash-1' });
    await publications.record(KEY, {});
    assert.deepEqual(await publications.find(KEY), {
      ...makeWish(),
      ts: '1.0',
      postedHash: 'hash-1',
      attempts: 1,
      retryAt: 0,
    });
    await publications.record(KEY, { ts: undefined, postedHash: undefined, failure: UNSTORABLE, retryAt: 7 });
    assert.deepEqual(await publications.find(KEY), {
      ...makeWish(),
      failure: UNSTORABLE_STORED,
      attempts: 1,
      retryAt: 7,
    });
    await publications.record('never-there', { ts: '1.0' });
    assert.equal(await publications.find('never-there'), undefined);
  });

  test('finds what stands at a place', async (t) => {
    const { database } = await openWithConference(t, stores);
    const { publications } = database;
    await publications.want(makeWish({ key: 'a' }));
    await publications.want(makeWish({ key: 'b', channel: 'C2' }));
    await publications.record('a', { ts: '1.0' });
    await publications.record('b', { ts: '1.0' });
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
