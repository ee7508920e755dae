import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSingleClient } from '#slack/connection/web-clients.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';

const QUERY = { teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false };
const IDENTITY = { ok: true, bot_id: 'B1', user_id: 'U1', url: 'https://acme.slack.example/' };

test('requests after a restart don’t wait for Slack to say who the bot is, unless that is new', async (t) => {
  const { keyValue } = createMemoryDatabase();
  const start = (answer: () => Promise<Response>, token = 'xoxb-1') =>
    createSingleClient(token, { retryConfig: { retries: 0 }, fetch: answer }, keyValue);
  const authorized = { botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' };
  assert.deepEqual(await start(async () => Response.json(IDENTITY)).authorize(QUERY), authorized);

  t.mock.timers.enable({ apis: ['setTimeout'] });
  const authorizing = start(() => new Promise(() => {})).authorize(QUERY);
  t.mock.timers.tick(300);
  assert.deepEqual(await authorizing, authorized);
  const unreachable = async () => new Response('', { status: 503 });
  assert.deepEqual(await start(unreachable).authorize(QUERY), authorized);
  await assert.rejects(start(unreachable, 'xoxb-2').authorize(QUERY));
  await assert.rejects(start(async () => Response.json({ ok: false, error: 'token_revoked' })).authorize(QUERY));
});
