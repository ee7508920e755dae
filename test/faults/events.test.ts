import assert from 'node:assert/strict';
import { BOB, TALKS, TEAM } from '#test/e2e/sample-team.ts';
import { type FaultyWorkspace, underFaults } from './start-faulty.ts';

const second = Math.floor(Date.now() / 1000);
const ts = (number: number) => `${second}.${String(number).padStart(6, '0')}`;

const said = (number: number, text: string) => ({
  type: 'message',
  channel: TALKS,
  user: BOB,
  ts: ts(number),
  text,
});
const edited = (number: number, version: number, text: string) => ({
  type: 'message',
  subtype: 'message_changed',
  channel: TALKS,
  ts: ts(500_000 + version),
  message: { ...said(number, text), edited: { user: BOB, ts: ts(500_000 + version) } },
  previous_message: said(number, 'something else'),
});
const deleted = (number: number) => ({
  type: 'message',
  subtype: 'message_deleted',
  channel: TALKS,
  ts: ts(900_000),
  deleted_ts: ts(number),
});

let events = 0;

/** Sends events one after another; each must be acknowledged. */
async function send({ sendEvent }: FaultyWorkspace, ...sent: object[]): Promise<void> {
  for (const event of sent) {
    const { status } = await sendEvent(`Ev${++events}`, event);
    assert.equal(status, 200);
  }
}

/** How many notes there are, and what the day's digest says. */
async function notesAndDigest({ bot, setTime, pass, posted }: FaultyWorkspace): Promise<[number, string]> {
  const state = await bot.getConferenceState({ teamId: TEAM, userId: BOB, channel: TALKS });
  assert.ok('conference' in state);
  setTime('2026-05-26T18:30');
  await pass(3);
  const parts = await posted('digest:');
  return [state.notes, parts.map(({ shown }) => shown).join('\n')];
}

const FLOAT = 'Hopper: boats float because wood is lighter than the water that it pushes away';

/** Checks how many notes the events in a listening channel become, and which words are in the digest. */
function eventTest(
  name: string,
  happens: (workspace: FaultyWorkspace) => Promise<void>,
  notes: number,
  words: RegExp,
  but?: RegExp,
): void {
  underFaults(name, async (workspace) => {
    await workspace.type('/recap listen on');
    await happens(workspace);
    const [count, digest] = await notesAndDigest(workspace);
    assert.equal(count, notes);
    assert.match(digest, words);
    if (but !== undefined) assert.doesNotMatch(digest, but);
  });
}

eventTest(
  'an event that Slack retries is one note',
  async ({ sendEvent }) => {
    for (const headers of [
      {},
      { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' },
      { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'connection_failed' },
      { 'x-slack-retry-num': '3', 'x-slack-retry-reason': 'http_error' },
    ]) {
      assert.equal((await sendEvent('EvAgain', said(1, FLOAT), headers)).status, 200);
    }
  },
  1,
  /wood is lighter/,
);

eventTest(
  'an event that is delivered several times at once is one note',
  async ({ sendEvent }) => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => sendEvent(`EvBoth${n}`, said(1, FLOAT))));
  },
  1,
  /wood is lighter/,
);

eventTest(
  'messages that arrive out of order are notes in the right order',
  (workspace) =>
    send(workspace, said(3, 'Hopper: three, the hull displaces the water'), said(2, 'Hopper: two'), said(1, FLOAT)),
  3,
  /wood is lighter[\s\S]*three, the hull/i,
);

eventTest(
  'an edit that arrives before its message wins',
  (workspace) =>
    send(workspace, edited(1, 1, 'Hopper: boats float as they weigh less than the water pushed away'), said(1, FLOAT)),
  1,
  /weigh less than the water/,
  /wood is lighter/,
);

eventTest(
  'the later of two edits wins, even if it arrives first',
  (workspace) =>
    send(
      workspace,
      said(1, FLOAT),
      edited(1, 2, 'Hopper: boats float as they weigh less than the water pushed away'),
      edited(1, 1, 'Hopper: boats float by magic, as everybody who has seen one knows'),
    ),
  1,
  /weigh less than the water/,
  /magic/,
);

eventTest(
  'a message whose deletion arrives first is not a note',
  (workspace) =>
    send(
      workspace,
      deleted(1),
      said(1, FLOAT),
      edited(1, 1, FLOAT),
      said(2, 'Hopper: hulls are hollow, and most of what a ship consists of is air'),
    ),
  1,
  /hulls are hollow/i,
  /wood is lighter/,
);

underFaults('an event that arrives hours late updates the posted digest', async (workspace) => {
  const { type, setTime, pass, posted, clock } = workspace;
  await type('/recap listen on');
  await send(workspace, said(1, FLOAT));
  setTime('2026-05-26T18:30');
  await pass(2);
  const [before] = await posted('digest:');
  setTime('2026-05-26T23:30');
  const late = 'Hopper: even boats of concrete float as long as they are hollow';
  clock.remember(ts(2), Date.parse('2026-05-26T10:20:00+02:00'));
  await send(workspace, said(2, late));
  await pass(3);
  const parts = await posted('digest:');
  assert.equal(parts[0]!.ts, before!.ts);
  assert.match(parts.map(({ shown }) => shown).join('\n'), /boats of concrete/);
  assert.match(parts.map(({ shown }) => shown).join('\n'), /Updated 23:3\d/);
});
