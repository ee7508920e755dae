import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { KnownBlock } from '@slack/types';
import { LocalizedError } from '#errors.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { webClientOptions } from '#slack/connection/web-clients.ts';
import { checkMessage } from '#test/render/slack/check-blocks.ts';
import { BOT_USER, createTestSlack, event, type TestSlack } from '#test/slack/listeners/slack-for-test.ts';
import { type StreamFault, type StreamingSlack, startStreamingSlack } from '#test/slack/listeners/streaming-slack.ts';
import { rememberingLog } from '#test/slack/stand-in.ts';
import { ADA, type Followed, followConference } from '#test/usecases/followed-conference.ts';

const ASKED = '1464285000.000100';
const QUESTION = {
  type: 'message',
  channel: 'D1',
  channel_type: 'im',
  user: 'U1',
  text: 'How many sources of burnout?',
  ts: ASKED,
};
const SENTENCES = ['There are six sources.', 'Workload is one of them.', 'Control is another.'];
const WHOLE = SENTENCES.join(' ');
const STREAMING = ['chat.startStream', 'chat.appendStream', 'chat.stopStream'];

describe('an answer in the conversation with the app', () => {
  let streaming: StreamingSlack;
  let slack: TestSlack;
  let followed: Followed;
  beforeEach(async () => {
    streaming = await startStreamingSlack(BOT_USER);
    followed = await followConference();
    const said = { channel: 'C1', ts: '1464272000.000100', authorId: 'U2', source: 'There are six sources of burnout' };
    const message = followed.test.workspace.say(said);
    await followed.bot.captureMessage(ADA, { message, way: 'shortcut' });
    slack = createTestSlack({
      test: followed.test,
      client: webClientOptions({ apiUrl: streaming.apiUrl }, rememberingLog()),
    });
  });
  afterEach(() => streaming.stop());

  /** A model words the answer in these sentences; `between` is done after each. */
  function answerWith(sentences: readonly string[], between?: (sentence: string) => Promise<void>): void {
    followed.test.deps.answerer = {
      async answer(_question, sources, onSentence) {
        const noteIds = sources.map(({ note }) => note.id);
        for (const text of sentences) {
          onSentence?.(text);
          await between?.(text);
        }
        return { sentences: sentences.map((text) => ({ text, noteIds })) };
      },
    };
  }
  const ask = (more = {}) => slack.send(event({ ...QUESTION, ...more }));
  const methods = () => streaming.calls.map(({ method }) => method);
  const shown = ({ text, blocks }: { text: string; blocks: unknown[] }) => {
    checkMessage({ text, blocks });
    return blocksToText(blocks as KnownBlock[]);
  };

  /** Checks that the whole answer is in one message, and that there is no other. */
  function assertWholeOnce(): void {
    const [message, ...others] = streaming.standing();
    assert.deepEqual(others, []);
    assert.equal(message!.isStreaming, false);
    assert.deepEqual(message!.pieces, []);
    assert.equal(shown(message!), `${WHOLE}\n\n• Grace, in Sources of burnout ↗`);
  }

  it('appears sentence by sentence while the model writes, and ends with its sources', async () => {
    answerWith(SENTENCES, (sentence) => streaming.seen(sentence));
    assert.equal((await ask()).error, undefined);
    assert.deepEqual(methods(), [
      'assistant.threads.setStatus',
      'chat.startStream',
      'chat.appendStream',
      'chat.appendStream',
      'chat.stopStream',
    ]);
    const [message, ...others] = streaming.standing();
    assert.deepEqual([others, message!.threadTs, message!.isStreaming], [[], ASKED, false]);
    assert.deepEqual(
      message!.pieces,
      SENTENCES.map((sentence) => `${sentence} `),
    );
    assert.equal(blocksToText(message!.blocks as KnownBlock[]), '• Grace, in Sources of burnout ↗');
    const [status, start] = streaming.calls.map(({ fields }) => fields);
    assert.deepEqual([status!.status, status!.thread_ts], ['is reading the notes…', ASKED]);
    assert.deepEqual([start!.recipient_team_id, start!.recipient_user_id], ['T1', 'U1']);
  });

  it('grows in the thread that it was asked for in', async () => {
    answerWith(SENTENCES);
    await ask({ thread_ts: '1464280000.000100' });
    assert.equal(streaming.standing()[0]!.threadTs, '1464280000.000100');
  });

  it('is one message, without a status, if there is no model', async () => {
    await ask();
    assert.deepEqual(methods(), ['chat.postMessage']);
    assert.match(shown(streaming.standing()[0]!), /six sources of burnout — Grace/);
  });

  it('is one message, and the status is cleared, if the model has no answer', async () => {
    answerWith([]);
    await ask();
    assert.deepEqual(methods(), ['assistant.threads.setStatus', 'assistant.threads.setStatus', 'chat.postMessage']);
    assert.equal(streaming.calls[1]!.fields.status, '');
  });

  for (const fault of [
    { error: 'unknown_method' },
    { error: 'missing_scope' },
    { error: 'channel_type_not_supported' },
    'too many',
    'drop before',
  ] as StreamFault[]) {
    const what = typeof fault === 'object' ? fault.error : fault;
    it(`is one message where Slack doesn’t stream (${what})`, async () => {
      streaming.failAlways(fault, ...STREAMING, 'assistant.threads.setStatus');
      answerWith(SENTENCES);
      assert.equal((await ask()).error, undefined);
      assertWholeOnce();
      assert.equal(methods().filter((method) => STREAMING.includes(method)).length, 1);
      assert.equal(streaming.standing()[0]!.threadTs, '', 'it is outside of the thread');
    });
  }

  it('is not shown twice if a stream was started and Slack’s answer was lost', async () => {
    streaming.failNext('chat.startStream', 'drop after');
    answerWith(SENTENCES);
    await ask();
    assertWholeOnce();
    assert.ok(!methods().includes('chat.postMessage'));
  });

  for (const [method, faults] of [
    ['chat.appendStream', [{ error: 'message_not_in_streaming_state' }, 'too many', 'drop before', 'drop after']],
    ['chat.stopStream', [{ error: 'invalid_blocks' }, 'drop before', 'drop after']],
  ] as [string, StreamFault[]][]) {
    for (const fault of faults) {
      it(`is made whole in its place where ${method} fails (${typeof fault === 'object' ? fault.error : fault})`, async () => {
        streaming.failNext(method, fault);
        answerWith(SENTENCES);
        assert.equal((await ask()).error, undefined);
        assertWholeOnce();
        assert.ok(methods().includes('chat.update'));
        assert.ok(!methods().includes('chat.postMessage'));
      });
    }
  }

  it('is posted whole again if what was begun can’t be changed', async () => {
    streaming.failNext('chat.appendStream', { error: 'message_not_in_streaming_state' });
    streaming.failAlways({ error: 'streaming_state_conflict' }, 'chat.update');
    answerWith(SENTENCES);
    assert.equal((await ask()).error, undefined);
    assertWholeOnce();
    assert.deepEqual(methods().slice(-2), ['chat.delete', 'chat.postMessage']);
  });

  it('stays as it is, with its sources, if the person stops it', async () => {
    streaming.failNext('chat.appendStream', { error: 'stopped_by_user' });
    answerWith(SENTENCES);
    await ask();
    const [message, ...others] = streaming.standing();
    assert.deepEqual([others, message!.pieces, message!.isStreaming], [[], [`${SENTENCES[0]} `], false]);
    assert.equal(blocksToText(message!.blocks as KnownBlock[]), '• Grace, in Sources of burnout ↗');
    assert.equal(methods().filter((method) => method === 'chat.appendStream').length, 1);
  });

  it('also stays as it is if Slack has closed what the person stopped', async () => {
    streaming.failNext('chat.appendStream', { error: 'stopped_by_user' });
    streaming.failAlways({ error: 'message_not_in_streaming_state' }, 'chat.stopStream');
    answerWith(SENTENCES);
    await ask();
    const [message, ...others] = streaming.standing();
    assert.deepEqual([others, message!.pieces], [[], [`${SENTENCES[0]} `]]);
    assert.equal(methods().at(-1), 'chat.stopStream');
  });

  it('gives way to what went wrong', async () => {
    followed.test.deps.answerer = {
      async answer(_question, _sources, onSentence) {
        onSentence!(SENTENCES[0]!);
        throw new LocalizedError('refused', 'conference-none', { place: 'here' });
      },
    };
    await ask();
    const [message, ...others] = streaming.standing();
    assert.deepEqual([others, shown(message!)], [[], 'No conference is set up here. To set one up, type /recap start']);
  });

  it('is only text', async () => {
    const hostile = '<!channel> <@U1> @here *bold* [x](https://evil.example) `code`';
    answerWith([hostile, '# Title', '\u0000', SENTENCES[0]!]);
    await ask();
    const [message] = streaming.standing();
    assert.deepEqual(message!.pieces, [
      '&lt;!channel&gt; &lt;@U1&gt; @\u2060here \\*bold\\* \\[x]\\(https:\u2060//evil.example) \\`code\\` ',
      '\\# Title ',
      'There are six sources. ',
    ]);
  });

  it('is no longer than one message may be', async () => {
    answerWith(Array.from({ length: 5 }, () => 'six '.repeat(400)));
    await ask();
    const text = streaming.standing()[0]!.pieces.join('');
    assert.ok(text.length > 2_000 && text.length <= 2_510, `${text.length}`);
    assert.match(text, /… $/);
  });
});
