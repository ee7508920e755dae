import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { AppError } from '#errors.ts';
import { createLog } from '#log.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import {
  blockAction,
  command,
  createTestSlack,
  event,
  homeAction,
  viewSubmission,
} from '#test/slack/listeners/slack-for-test.ts';

/** What no log may hold: in everything that anybody writes, names or types here. */
const WORD = 'zebra';
const NAME = 'Zebulon';
const SECRET = 'xoxb-1-zebrasecret';

/** A log at its most talkative, and all that it wrote. */
function talkativeLog() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: { ...createLog('debug', stream), lines: [] }, written: () => lines.join('') };
}

async function runEverything(isBroken: boolean): Promise<string> {
  const { log, written } = talkativeLog();
  const given = createTestBot();
  for (const [id, isAdmin] of [
    ['U1', true],
    ['U2', false],
  ] as const) {
    given.workspace.addPerson({ id, name: `${NAME} ${id}`, isAdmin, timezone: 'America/Toronto' });
  }
  given.workspace.addChannel({ id: 'C1', name: `${WORD}-room` });
  given.schedules.set('https://x.example/s', `{"schedule": {"conference": "${WORD}" `);
  const slack = createTestSlack({ test: given, log });
  const bot = bindUseCases(given.deps);
  const type = (text: string, name = '/recap') => slack.send(command(name, text));
  await type(`start "The ${WORD} conference" 2016-05-26 2016-05-27 America/Toronto`);
  const [conference] = await given.deps.database.conferences.ofTeam('T1');
  const { id } = conference!;
  if (isBroken) {
    for (const method of ['respond', 'chat.postEphemeral', 'chat.postMessage', 'views.open', 'views.publish']) {
      slack.broken.add(method);
    }
    const fail = async (): Promise<never> => JSON.parse(`${WORD} is no JSON`) as never;
    given.deps.database.notes.save = fail;
    given.deps.forms.digest = () => {
      throw new RangeError(`${WORD} is out of range`, { cause: new Error(`${NAME} said ${WORD}`) });
    };
    given.publisher.failNext({ kind: 'refused', reason: { key: 'slack-refused', values: { code: WORD } } });
  }
  for (const text of [
    'help',
    `talk "A ${WORD} in production" by ${NAME} Lee`,
    `add ${NAME}: the ${WORD} is down`,
    'add',
    'talks',
    'schedule https://x.example/s',
    `schedule https://${WORD}.example/s`,
    'listen on',
    'preview',
    'publish',
    'publish all',
    `ask where is the ${WORD}?`,
    'export json',
    'settings',
    `nonsense ${WORD}`,
    'delete',
    'opt out',
    'opt in',
    'forget me',
  ]) {
    await type(text);
  }
  for (const text of [`add "${WORD}" by ${NAME} — read the ${WORD}`, '', 'remove 1', 'export csv']) {
    await type(text, '/readinglist');
  }
  const said = {
    type: 'message',
    channel: 'C1',
    user: 'U2',
    text: `the ${WORD} is back`,
    ts: '1464272100.000100',
  };
  given.workspace.say({ channel: 'C1', ts: said.ts, authorId: 'U2', source: said.text });
  const { ts } = said;
  for (const sent of [
    event(said),
    event({
      ...said,
      subtype: 'message_changed',
      message: { ...said, text: WORD, edited: { ts } },
      previous_message: said,
    }),
    event({
      type: 'reaction_added',
      user: 'U2',
      reaction: 'memo',
      item: { type: 'message', channel: 'C1', ts },
    }),
    event({
      type: 'reaction_removed',
      user: 'U2',
      reaction: 'memo',
      item: { type: 'message', channel: 'C1', ts },
    }),
    event({
      type: 'app_mention',
      channel: 'C1',
      user: 'U1',
      text: `<@UBOT> ${WORD}`,
      ts: '1464272101.000100',
      thread_ts: ts,
    }),
    event({ type: 'app_home_opened', user: 'U1', tab: 'home' }),
    event({ ...said, subtype: 'message_deleted', deleted_ts: ts }),
    blockAction({ action_id: 'undo_note', value: `${WORD} ${WORD}` }),
    blockAction({ action_id: 'publish_now', value: `${id} all` }),
    homeAction({ action_id: 'open_settings', value: WORD }),
    viewSubmission('add_note', { text: { text: { type: 'plain_text_input', value: WORD } } }, WORD),
  ]) {
    await slack.send(sent);
  }
  given.setTime('2016-05-27T19:31:00-04:00');
  await bot.runDueWork();
  await bot.flushOutbox();
  given.workspace.isDown = true;
  await bot.runDueWork();
  await type('talks');
  log.info({}, 'the end');
  return written();
}

for (const isBroken of [false, true]) {
  test(`logs hold ids and no words of people’s, where ${isBroken ? 'all' : 'nothing'} fails`, async () => {
    const written = await runEverything(isBroken);
    assert.match(written, /the end/);
    if (isBroken) assert.match(written, /"level":50/);
    assert.doesNotMatch(written, new RegExp(`${WORD}|${NAME}`, 'i'));
    assert.doesNotMatch(written, /xox[a-z]-|hooks\.slack/);
  });
}

test('an error’s log fields hold no secret, and its message only if it is about programs', () => {
  const withCode = Object.assign(new Error(`401 for ${SECRET} at https://hooks.slack.com/commands/1/2`), {
    code: 'slack_webapi_http_error',
  });
  const facts = JSON.stringify(errorLogFields(new Error(WORD, { cause: withCode })));
  assert.match(facts, /slack_webapi_http_error.*401 for \[secret\] at \[secret\]/);
  assert.doesNotMatch(facts, /zebra|commands/);
  for (const error of [
    new SyntaxError(WORD),
    new RangeError(WORD),
    new AppError('refused', WORD),
    new AggregateError([new Error(WORD)], WORD),
    WORD,
    { message: WORD },
  ]) {
    assert.doesNotMatch(JSON.stringify(errorLogFields(error)), /zebra/);
  }
  assert.match(JSON.stringify(errorLogFields(new TypeError('x is undefined'))), /x is undefined/);
});
