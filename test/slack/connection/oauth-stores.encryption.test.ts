import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { LocalizedError } from '#errors.ts';
import { createEncryptedValues } from '#slack/connection/oauth-stores.ts';
import { createWebClients } from '#slack/connection/web-clients.ts';
import { createCanvases } from '#slack/publishing/canvases.ts';
import { createPublisher } from '#slack/publishing/publisher.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';

const OLD = randomBytes(32).toString('base64');
const NEW = randomBytes(32).toString('hex');

function sealedWith(...keys: string[]) {
  const { installations: records } = createMemoryDatabase();
  return { records, sealed: createEncryptedValues(records, keys) };
}

test('an encrypted value can be read, and the store has no plain text of it', async () => {
  const { records, sealed } = sealedWith(NEW);
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      await sealed.set('a', { value, token: 'xoxb-1-secret' });
      assert.deepEqual(await sealed.get('a'), JSON.parse(JSON.stringify({ value, token: 'xoxb-1-secret' })));
      assert.doesNotMatch(String(await records.get('a')), /xoxb|secret|token/);
    }),
    { numRuns: 50 },
  );
  assert.equal(await sealed.get('b'), undefined);
  await sealed.delete('a');
  assert.equal(await sealed.get('a'), undefined);
});

test('the same value is sealed differently each time', async () => {
  const { records, sealed } = sealedWith(NEW);
  await sealed.set('a', 'x');
  const first = await records.get('a');
  await sealed.set('a', 'x');
  assert.notEqual(await records.get('a'), first);
});

test('keys rotate: the first seals, all open, and what is read is encrypted again', async () => {
  const { installations: records } = createMemoryDatabase();
  await createEncryptedValues(records, [OLD]).set('a', 'xoxb-1');
  assert.equal(await createEncryptedValues(records, [NEW, OLD]).get('a'), 'xoxb-1');
  // Now the old one may go.
  assert.equal(await createEncryptedValues(records, [NEW]).get('a'), 'xoxb-1');
  await assert.rejects(createEncryptedValues(records, [OLD]).get('a'), isExplained);
});

test('what was changed, moved to another key or never sealed does not open', async () => {
  const { records, sealed } = sealedWith(NEW);
  await sealed.set('workspace:T1', 'xoxb-1');
  const stored = (await records.get<string>('workspace:T1'))!;
  const bytes = Buffer.from(stored.slice('sealed1:'.length), 'base64');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    await records.set('workspace:T1', `sealed1:${changed.toString('base64')}`);
    await assert.rejects(sealed.get('workspace:T1'), isExplained);
  }
  await records.set('workspace:T2', stored);
  await assert.rejects(sealed.get('workspace:T2'), isExplained);
  for (const wrong of ['', 'sealed1:', 'sealed1:AAAA', 'xoxb-1', { token: 'xoxb-1' }, 7]) {
    await records.set('workspace:T1', wrong);
    await assert.rejects(sealed.get('workspace:T1'), isExplained);
  }
});

test('without a key nothing is kept', () => {
  assert.throws(() => sealedWith(), /Set ENCRYPTION_KEY to a key made with: openssl rand/);
});

test('posting is refused for good without a token that can be read, and tried again if the store is busy', async () => {
  const { installations: records } = createMemoryDatabase();
  await createEncryptedValues(records, [OLD]).set('workspace:T1', 'xoxb-1');
  const store = createEncryptedValues(records, [NEW]);
  const unreadable = async () => ({ botToken: (await store.get<string>('workspace:T1'))! });
  const busy = async () => {
    throw new LocalizedError('failed', 'database-busy');
  };
  for (const [accessFor, expected] of [
    [unreadable, { kind: 'refused', reason: { key: 'slack-token-unreadable', values: {} } }],
    [busy, { kind: 'later', retryAfterMs: 15_000 }],
  ] as const) {
    const publisher = createPublisher(createWebClients(accessFor, {}));
    const message = { text: 'x', blocks: [{ type: 'divider' }] };
    await assert.rejects(publisher.post({ teamId: 'T1', channel: 'C1' }, 'k', message), { problem: expected });
  }
  await assert.rejects(
    createCanvases(createWebClients(unreadable, {})).update({ teamId: 'T1', channel: 'C1', ts: 'F1' }, 'k', {
      text: 'x',
      blocks: [],
    }),
    { problem: { kind: 'refused', reason: { key: 'slack-token-unreadable', values: {} } } },
  );
});

/** Says what to do, and nothing of what is secret. */
function isExplained(error: unknown): boolean {
  assert.ok(error instanceof LocalizedError && error.code === 'refused');
  assert.match(error.message, /ENCRYPTION_KEY/);
  assert.doesNotMatch(error.message, /xoxb|sealed1/);
  return true;
}
