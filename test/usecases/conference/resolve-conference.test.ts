import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { ada, alan, assertRefused, eve, grace, startDevOpsDays } from '#test/usecases/conference-tests.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import {
  daysOf,
  isWhichConference,
  requireConference,
  resolveConference,
} from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/slack.ts';

const elsewhere: Actor = { teamId: 'T1', userId: 'U1', channel: 'C8' };

describe('resolveConference', () => {
  it('finds the one of the channel, and elsewhere the only one that runs', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    assert.deepEqual(await resolveConference(bot.deps, ada), conference);
    assert.deepEqual(await resolveConference(bot.deps, elsewhere), conference);
    assert.deepEqual(await resolveConference(bot.deps, { teamId: 'T1', userId: 'U1' }), conference);
  });
  it('returns the choices if several are running, except in their channels', async () => {
    const bot = createTestBot();
    const one = await startDevOpsDays(bot);
    const other = await startDevOpsDays(bot, { name: 'Velocity', channels: ['C2'] });
    assert.deepEqual(await resolveConference(bot.deps, { ...ada, channel: 'C2' }), other);
    const found = await resolveConference(bot.deps, elsewhere);
    assert.deepEqual(isWhichConference(found) && found.choices.map(({ name }) => name).sort(), [
      'DevOpsDays',
      'Velocity',
    ]);
    assert.deepEqual(await resolveConference(bot.deps, elsewhere, one.id), one);
    await assertRefused(
      bot,
      () => requireConference(bot.deps, elsewhere),
      /^Several conferences are running: Velocity, DevOpsDays\. Type the command in one of the channels of the conference you mean\.$/,
    );
  });
  it('takes the last of a channel once all are over, and the next as soon as it is followed', async () => {
    const bot = createTestBot();
    const first = await startDevOpsDays(bot);
    bot.setTime('2016-09-01T10:00:00-04:00');
    assert.deepEqual(await resolveConference(bot.deps, ada), first);
    assert.deepEqual(await resolveConference(bot.deps, elsewhere), { kind: 'which-conference', choices: [] });
    const second = await startDevOpsDays(bot, { name: 'Velocity', from: '2016-09-02', to: '2016-09-03' });
    assert.deepEqual(await resolveConference(bot.deps, ada), second);
    bot.setTime('2017-09-01T10:00:00-04:00');
    assert.deepEqual(await resolveConference(bot.deps, ada), second);
    assert.deepEqual(await resolveConference(bot.deps, ada, first.id), first);
  });
  it('finds nothing of another workspace', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    assert.deepEqual(await resolveConference(bot.deps, { ...eve, channel: 'C1' }), {
      kind: 'which-conference',
      choices: [],
    });
    for (const wrong of [id, 'nonsense', '', '\0', 'x'.repeat(10_000)]) {
      await assertRefused(bot, () => resolveConference(bot.deps, eve, wrong), /no longer set up here/);
    }
    await assertRefused(
      bot,
      () => requireConference(bot.deps, eve),
      /^No conference is set up in this channel\. To set one up, type \/recap start$/,
    );
  });
});

describe('daysOf', () => {
  it('returns the days of the conference that a command in the channel is about', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    bot.setTime('2016-09-01T10:00:00-04:00');
    await startDevOpsDays(bot, { name: 'Velocity', from: '2016-09-02', to: '2016-09-03' });
    const days = ['2016-09-02', '2016-09-03'];
    assert.deepEqual(await daysOf(bot.deps, ada), { today: '2016-09-01', days });
    bot.setTime('2017-09-01T10:00:00-04:00');
    assert.deepEqual(await daysOf(bot.deps, ada), { today: '2017-09-01', days });
  });
});

describe('requireOrganizer', () => {
  it('lets organizers and administrators, and tells others whom to ask', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    await requireOrganizer(bot.deps, ada, conference, 'end');
    await requireOrganizer(bot.deps, alan, conference, 'end');
    await assertRefused(
      bot,
      () => requireOrganizer(bot.deps, grace, conference, 'end'),
      /^Only an organizer can end the conference\. Ask Ada or a workspace administrator/,
    );
    const forged = { ...eve, userId: 'U1' };
    await assertRefused(bot, () => requireOrganizer(bot.deps, forged, conference, 'end'), /^Only an/);
  });
});
