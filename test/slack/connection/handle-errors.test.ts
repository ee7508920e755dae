import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { createLog, withRequestId } from '#log.ts';
import { slackErrorCode } from '#slack/api/slack-errors.ts';
import { requestIdOf, requestProperties } from '#slack/connection/handle-errors.ts';

test('a request is known by its own id, else by its event', () => {
  const known = requestProperties({ headers: { 'x-slack-request-id': 'a1b2-c3' } });
  assert.equal(requestIdOf(known, { event_id: 'Ev1' }), 'a1b2-c3');
  assert.equal(requestIdOf({}, { event_id: 'Ev1' }), 'Ev1');
  assert.equal(requestIdOf({}, { command: '/recap' }), undefined);
  const forged = requestProperties({ headers: { 'x-slack-request-id': 'a\n{"level":50}' } });
  assert.equal(requestIdOf(forged, undefined), undefined);
});

test('each line that is logged during a request carries its id, and no other line does', async () => {
  const lines: { request?: string }[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = createLog('info', sink);
  await Promise.all(
    ['one', 'two'].map((id) =>
      withRequestId(id, async () => {
        await soon();
        log.info({}, id);
      }),
    ),
  );
  log.info({}, 'idle');
  assert.deepEqual(
    lines.map(({ request }) => request),
    ['one', 'two', undefined],
  );
});

test("Slack's error code is read from an answer, which stays readable", async () => {
  const json = (body: string, status = 200) =>
    new Response(body, { status, headers: { 'content-type': 'application/json; charset=utf-8' } });
  const refused = json('{"ok":false,"error":"not_in_channel","needed":"x"}');
  assert.equal(await slackErrorCode(refused), 'not_in_channel');
  assert.deepEqual(await refused.json(), { ok: false, error: 'not_in_channel', needed: 'x' });
  assert.equal(await slackErrorCode(json('{"ok":true,"message":{"error":"said"}}')), undefined);
  assert.equal(await slackErrorCode(json('', 429)), 'ratelimited');
  assert.equal(await slackErrorCode(json('<html>', 503)), 'http_503');
  assert.equal(await slackErrorCode(new Response('"ok":false,"error":"x"')), undefined);
});
