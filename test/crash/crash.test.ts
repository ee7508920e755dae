import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { whyNoPostgres } from '#test/fakes/postgres.ts';
import { runCrashes } from './run-crashes.ts';

const skip = await noLocalSlack();

for (const settings of [
  { mode: 'socket', database: 'sqlite', replicas: 1, hasFaults: false, seed: 1 },
  { mode: 'http', database: 'postgres', replicas: 1, hasFaults: true, seed: 2 },
] as const) {
  const { mode, database, replicas, hasFaults } = settings;
  const how = `${mode}, ${database}, ${replicas} replicas${hasFaults ? ', with faults' : ''}`;
  test(`nothing is lost, posted twice or missed if the bot is killed (${how})`, {
    skip: skip || (database === 'postgres' && whyNoPostgres()),
  }, async () => {
    const { kills, acknowledged, digestsDue, lost, twice, missed, unsettled } = await runCrashes({
      ...settings,
      kills: 3,
    });
    assert.deepEqual({ lost, twice, missed, unsettled }, { lost: [], twice: [], missed: [], unsettled: [] });
    assert.ok(kills >= 3, `only ${kills} kills`);
    assert.ok(acknowledged >= 10, `only ${acknowledged} notes were acknowledged`);
    assert.ok(digestsDue > 0, 'no digest was due');
  });
}
