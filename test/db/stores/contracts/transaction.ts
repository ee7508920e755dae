import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeConference } from '#test/fakes/make-conference.ts';
import { HOSTILE, makeCapturedNote, makeTalk, makeWish } from './records.ts';
import { openFor, openWithConference, type StoresUnderTest } from './test-stores.ts';

export function transactionContract(stores: StoresUnderTest): void {
  test('does all of the work and answers its result; it is there after a restart', async (t) => {
    const opened = await openWithConference(t, stores);
    const result = await opened.database.runTransaction(async (inside) => {
      await inside.notes.save(makeCapturedNote());
      await inside.publications.want(makeWish());
      await inside.talks.save('conf', [makeTalk()]);
      await inside.conferences.save(makeConference({ name: 'Renamed' }));
      await inside.optOuts.add('T1', 'U1');
      await inside.removedWorks.add('conf', 'a');
      // It sees its own work.
      return (await inside.notes.ofConference('conf')).length;
    });
    assert.equal(result, 1);
    await opened.reopen();
    const { notes, publications, talks, conferences, optOuts, removedWorks } = opened.database;
    assert.equal((await notes.ofConference('conf')).length, 1);
    assert.equal((await publications.dueChannels(0)).length, 1);
    assert.equal((await talks.ofConference('conf')).length, 1);
    assert.equal((await conferences.find('conf'))?.name, 'Renamed');
    assert.equal(await optOuts.has('T1', 'U1'), true);
    assert.deepEqual(await removedWorks.ofConference('conf'), ['a']);
  });

  test('undoes everything when the work throws, and throws the same', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.notes.save(makeCapturedNote());
    const problem = new Error('no');
    await assert.rejects(
      database.runTransaction(async (inside) => {
        await inside.conferences.remove('conf');
        await inside.conferences.save(makeConference({ id: 'new', name: HOSTILE }));
        await inside.notes.save(makeCapturedNote({ conferenceId: 'new', source: 'changed' }));
        await inside.optOuts.add('T1', 'U1');
        throw problem;
      }),
      problem,
    );
    assert.equal(await database.conferences.find('new'), undefined);
    assert.deepEqual(await database.notes.ofConference('conf'), [makeCapturedNote()]);
    assert.deepEqual(await database.optOuts.ofTeam('T1'), []);
    // And goes on working.
    await database.runTransaction((inside) => inside.optOuts.add('T1', 'U2'));
    assert.deepEqual(await database.optOuts.ofTeam('T1'), ['U2']);
  });

  test('of several at once those that throw are undone, and the others done', async (t) => {
    const { database } = await openWithConference(t, stores);
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, nth) =>
        database.runTransaction(async ({ optOuts }) => {
          await optOuts.add('T1', `U${nth}`);
          if (nth % 3 === 0) throw new Error(`no ${nth}`);
          return nth;
        }),
      ),
    );
    for (const [nth, result] of results.entries()) {
      if (nth % 3 === 0) assert.equal(result.status === 'rejected' && result.reason.message, `no ${nth}`);
      else assert.equal(result.status === 'fulfilled' && result.value, nth);
    }
    assert.equal((await database.optOuts.ofTeam('T1')).length, 26);
  });

  test('of ten that add one to the same at once none is lost', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.publications.want(makeWish());
    await Promise.all(
      Array.from({ length: 10 }, () =>
        database.runTransaction(async ({ publications }) => {
          const { attempts } = (await publications.find(makeWish().key))!;
          await publications.record(makeWish().key, { attempts: attempts + 1 });
        }),
      ),
    );
    assert.equal((await database.publications.find(makeWish().key))?.attempts, 10);
  });

  test('of two that take the last place only one gets it', async (t) => {
    const { database } = await openFor(t, stores);
    const join = (user: string) =>
      database.runTransaction(async ({ optOuts }) => {
        if ((await optOuts.ofTeam('T1')).length > 0) return false;
        await optOuts.add('T1', user);
        return true;
      });
    const got = await Promise.all([join('U1'), join('U2')]);
    assert.deepEqual(got.sort(), [false, true]);
    assert.equal((await database.optOuts.ofTeam('T1')).length, 1);
  });

  test('what others do meanwhile is neither undone nor seen half done', async (t) => {
    const { database, keyValue } = await openWithConference(t, stores);
    const begun = Promise.withResolvers<void>();
    const continueRequest = Promise.withResolvers<void>();
    const work = database.runTransaction(async (inside) => {
      await inside.notes.save(makeCapturedNote());
      begun.resolve();
      await continueRequest.promise;
      throw new Error('no');
    });
    await begun.promise;
    const others = Promise.all([
      database.optOuts.add('T1', 'U1'),
      keyValue.set('a', 1, 60_000),
      database.notes.find(makeCapturedNote()),
      database.runTransaction((inside) => inside.optOuts.add('T1', 'U2')),
    ]);
    continueRequest.resolve();
    await assert.rejects(work);
    const [, , seen] = await others;
    assert.equal(seen, undefined);
    assert.deepEqual(await database.optOuts.ofTeam('T1'), ['U1', 'U2']);
    assert.equal(await keyValue.get('a'), 1);
  });

  test('answers a ping, and closes after what is under way', async () => {
    const { database } = await stores.open();
    await database.ping();
    const work = database.runTransaction(async (inside) => {
      await inside.optOuts.add('T1', 'U1');
      return inside.optOuts.ofTeam('T1');
    });
    const closed = database.close();
    assert.deepEqual(await work, ['U1']);
    await closed;
    await assert.rejects(database.ping());
    await assert.rejects(database.optOuts.ofTeam('T1'));
  });
}
