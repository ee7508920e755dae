import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { ada, alan, eve, grace, startDevOpsDays, store } from '#test/usecases/conference-tests.ts';
import { getConferenceState } from '#usecases/conference/get-conference-state.ts';
import { flushOutbox } from '#usecases/publishing/flush-outbox.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';

describe('getConferenceState', () => {
  it('shows the state of the channel’s conference', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    await store(bot, conference);
    const state = await getConferenceState(bot.deps, grace);
    assert.ok('phase' in state);
    assert.deepEqual(
      [state.phase, state.talks, state.notes, state.isOrganizer, state.posted, state.troubles],
      ['during', 1, 1, false, [], []],
    );
    assert.deepEqual(
      state.onNow.map(({ title }) => title),
      ['Keynote'],
    );
    assert.equal(state.nextDigestAt, Date.parse('2016-05-26T18:30:00-04:00'));
    const after = await getConferenceState(bot.deps, { ...alan, channel: 'C1' });
    assert.ok('phase' in after && after.isOrganizer);
  });
  it('tells what was posted, newest first, and what could not be', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const wish = { teamId: 'T1', conferenceId: id, channel: 'C1', wantedHash: 'hash' };
    const wanted = { text: 'It', blocks: [{ type: 'divider' }] };
    const { publications } = bot.deps.database;
    for (const key of [`digest:${id}:2016-05-26:main`, `digest:${id}:2016-05-27:main`, `recap:${id}:main`]) {
      await publications.want({ ...wish, key, wanted });
    }
    await publications.want({
      ...{ ...wish, key: `digest:${id}:2016-05-26:talks`, wanted, parentKey: `digest:${id}:2016-05-26:main` },
    });
    await flushOutbox(bot.deps);
    bot.workspace.addChannel({ id: 'C1', isMember: false });
    await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    await flushOutbox(bot.deps);
    const state = await getConferenceState(bot.deps, ada);
    assert.ok('phase' in state);
    assert.deepEqual(
      state.posted.map(({ day }) => day),
      ['all', '2016-05-27', '2016-05-26'],
    );
    assert.match(state.posted[0]!.permalink!, /^https:\/\/example\.slack\.com\/archives\/C1\/p/);
    assert.deepEqual(state.troubles, [{ key: 'trouble-thread', values: { reason: { key: 'slack-not-in-channel' } } }]);
  });
  it('returns the choices if it isn’t clear which one is meant', async () => {
    const bot = createTestBot();
    assert.deepEqual(await getConferenceState(bot.deps, eve), { kind: 'which-conference', choices: [] });
  });
});
