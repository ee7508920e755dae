import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeConference } from '#test/fakes/make-conference.ts';
import { openFor, type StoresUnderTest } from './test-stores.ts';

const DAY = '2016-05-26';

export function digestStateStoreContract(stores: StoresUnderTest): void {
  test('keeps the state whose input was read later, unless that time is in the future', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ id: 'conf' }));
    const { digestStates } = database;
    const save = (madeFrom: string, checkedAt: number) =>
      digestStates.saveUnlessLater('conf', DAY, { publishedAt: 1, madeFrom, checkedAt });
    const made = async () => (await digestStates.find('conf', DAY))?.madeFrom;
    assert.equal(await save('first', 2_000), true);
    assert.equal(await save('read earlier', 1_000), false);
    assert.equal(await made(), 'first');
    assert.equal(await save('read later', 3_000), true);
    assert.equal(await made(), 'read later');
    await digestStates.save('conf', DAY, { publishedAt: 1, madeFrom: 'tomorrow', checkedAt: Date.now() + 86_400_000 });
    assert.equal(await save('after a clock was wrong', 4_000), true);
    assert.equal(await made(), 'after a clock was wrong');
  });

  test('of two processes that save at the same time, the one whose input was read later wins', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ id: 'conf' }));
    const saved = await Promise.all(
      [1, 5, 3, 4, 2].map((checkedAt) =>
        database.runTransaction(
          ({ digestStates }) =>
            digestStates.saveUnlessLater('conf', DAY, { publishedAt: 1, madeFrom: `read ${checkedAt}`, checkedAt }),
          'read committed',
        ),
      ),
    );
    assert.equal(saved[1], true);
    assert.equal((await database.digestStates.find('conf', DAY))?.madeFrom, 'read 5');
  });
}
