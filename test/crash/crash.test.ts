import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { whyNoPostgres } from '#test/fakes/postgres.ts';
import { runCrashes } from './run-crashes.ts';

const skip = await noLocalSlack();

for (const { mode, database, seed } of [
  { mode: 'socket', database: 'sqlite', seed: 1 },
  { mode: 'http', database: 'postgres', seed: 2 },
] as const) {
  test(`nothing is lost or twice when the bot is killed (${mode}, ${database})`, {
    skip: skip || (database === 'postgres' && whyNoPostgres()),
  }, async () => {
    const { kills, acknowledged, digestsDue, lost, twice, missed, unsettled } = await runCrashes({
      mode,
      database,
      seed,
      kills: 6,
    });
    assert.deepEqual({ lost, twice, missed, unsettled }, { lost: [], twice: [], missed: [], unsettled: [] });
    assert.equal(kills, 6);
    assert.ok(acknowledged > 20, `only ${acknowledged} notes were acknowledged`);
    assert.ok(digestsDue > 0, 'no digest was due');
  });
}
