import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runLocalSlack } from '#demo/local-slack/run.ts';
import { typeCommand } from '#demo/replay-conversation.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { ANN, ROOM, testWorkspace } from '#test/slack/stand-in.ts';
import { noLocalSlack } from './no-local-slack.ts';
import { until } from './until.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
/** What the machine may take of the five minutes: the rest is the person's, who clicks, copies and types. */
const MOST_MS = 60_000;

test('from recap setup to the first note, the machine takes seconds', {
  skip: await noLocalSlack(),
}, async () => {
  const slack = await runLocalSlack(testWorkspace());
  const cwd = await mkdtemp(join(tmpdir(), 'first-note-'));
  const begun = performance.now();
  const child = spawn(process.execPath, [MAIN, 'setup'], {
    cwd,
    env: { PATH: process.env.PATH, SLACK_API_URL: slack.apiUrl },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  try {
    let shown = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
    });
    child.stdin.write('xoxb-first\nxapp-1-A0RECAP01-first\ny\n');
    await until('the bot to start', () => /^recap is ready/m.test(shown));
    const type = async (text: string) => {
      const answer = await typeCommand(slack.control, { channel: ROOM, user: ANN, command: '/recap', text });
      return blocksToText(answer.blocks ?? []);
    };
    const today = new Date().toISOString().slice(0, 10);
    assert.match(await type(`start "First Conference" ${today}`), /First Conference is set up/);
    assert.match(await type('add Kromhout: containers will not fix your broken culture'), /^Saved to /);
    assert(performance.now() - begun < MOST_MS);
  } finally {
    child.kill('SIGTERM');
    await ended;
    await slack.stop();
    await rm(cwd, { recursive: true, force: true });
  }
});
