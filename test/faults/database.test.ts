import assert from 'node:assert/strict';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { Client } from 'pg';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { BOB, TALKS, TEAM } from '#test/e2e/sample-team.ts';
import { startWorkspace, type TestWorkspace } from '#test/e2e/start-workspace.ts';
import { startPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';

const skip = await noLocalSlack();
const NOTE = '/recap add Hopper: boats float because wood is lighter than the water that it pushes away';

/** A workspace whose bot keeps its store in a file. */
function onFile(name: string, run: (workspace: TestWorkspace, path: string) => Promise<void>): void {
  test(name, { skip }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recap-faults-'));
    const path = join(folder, 'recap.sqlite');
    const workspace = await startWorkspace('http', { databaseUrl: `sqlite:${path}`, runsJobs: false });
    try {
      await workspace.startConference();
      await run(workspace, path);
    } finally {
      await workspace.stop();
      await rm(folder, { recursive: true });
    }
  });
}

async function countNotes({ bot }: TestWorkspace): Promise<number> {
  const state = await bot.getConferenceState({ teamId: TEAM, userId: BOB, channel: TALKS });
  assert.ok('conference' in state);
  return state.notes;
}

async function health({ requestUrl }: TestWorkspace): Promise<{ status: number; problem?: string }> {
  const response = await fetch(new URL('/health', requestUrl));
  const { store } = (await response.json()) as { store: { problem?: string } };
  return { status: response.status, ...store };
}

onFile('a note is not acknowledged if the store’s file was deleted, and health says so', async (workspace, path) => {
  await rename(path, `${path}.away`);
  const { text } = await workspace.type(NOTE);
  assert.match(text, /Nothing can be saved because the database file was deleted .* Tell the person who runs the app/);
  const { status, problem } = await health(workspace);
  assert.equal(status, 503);
  assert.match(problem ?? '', /database file was deleted/);
  await rename(`${path}.away`, path);
  await workspace.type(NOTE);
  assert.equal(await countNotes(workspace), 1);
});

onFile('a note is refused in time while the store is locked, and is not saved later', async (workspace, path) => {
  const other = new DatabaseSync(path);
  other.exec('begin immediate');
  const began = performance.now();
  const { text } = await workspace.type(NOTE);
  assert.ok(performance.now() - began < 2_900, 'Slack waits three seconds');
  assert.match(text, /Nothing was saved because another program has the database locked\. Try again/);
  assert.match((await health(workspace)).problem ?? '', /has the database locked/);
  other.exec('commit');
  other.close();
  assert.equal(await countNotes(workspace), 0);
  await workspace.type(NOTE);
  assert.equal(await countNotes(workspace), 1);
});

test('a note is not acknowledged while Postgres is away, locked or read-only, and the answer and health say which', {
  skip: skip || (whyNoPostgres() ?? false),
}, async () => {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const workspace = await startWorkspace('http', { databaseUrl, runsJobs: false });
  const refuses = async (words: RegExp) => {
    assert.match((await workspace.type(NOTE)).text, words);
    const { status, problem } = await health(workspace);
    assert.equal(status, 503);
    return problem ?? '';
  };
  try {
    await workspace.startConference();
    await postgres.restart(async () => {
      assert.match(await refuses(/The database isn’t responding right now\. Try again/), /database isn’t responding/);
    });
    const other = new Client(databaseUrl);
    await other.connect();
    await other.query('begin; lock table notes');
    await refuses(/The database is too busy\. Try again/);
    await other.end();
    assert.equal(await countNotes(workspace), 0);
    await setReadOnly(databaseUrl, true);
    await refuses(/Nothing can be saved because the database can’t be written to\. Tell the person who runs the app/);
    await setReadOnly(databaseUrl, false);
    assert.equal(await countNotes(workspace), 0);
    await workspace.type(NOTE);
    assert.equal(await countNotes(workspace), 1);
  } finally {
    await workspace.stop();
    await postgres.stop();
  }
});

/** As on a server that has become a standby, or whose administrator has stopped all writing. */
async function setReadOnly(databaseUrl: string, isOn: boolean): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query('set default_transaction_read_only = off');
  await client.query(`alter system set default_transaction_read_only = ${isOn ? 'on' : 'off'}`);
  await client.query('select pg_reload_conf()');
  await client.end();
}
