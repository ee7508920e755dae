import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { parse } from 'dotenv';
import { parse as parseYaml } from 'yaml';
import { newAppAddress } from '#app/setup-steps.ts';
import { freePort, type LocalSlack, runLocalSlack } from '#demo/local-slack/run.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { until } from '#test/e2e/until.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';
import { testWorkspace } from '#test/slack/stand-in.ts';
import { runRecap } from './run-recap.ts';

const BOT = 'xoxb-sesame-bot';
const APP = 'xapp-1-A0RECAP01-sesame-app';
const MAIN = join(import.meta.dirname, '../../src/main.ts');
/** A terminal for a program that has none, of util-linux. */
const SCRIPT = '/usr/bin/script';

it('the address to create the app at carries the manifest', () => {
  const manifest = new URL(newAppAddress()).searchParams.get('manifest_yaml')!;
  assert.doesNotMatch(manifest, /#.*apps/);
  assert.equal(parseYaml(manifest).features.slash_commands[0].command, '/recap');
  assert.doesNotMatch(newAppAddress(), /[\s']/);
});

describe('recap setup', { skip: await noLocalSlack() }, () => {
  let slack: LocalSlack;
  let proxy: FaultProxy;
  let folder: string;
  before(async () => {
    slack = await runLocalSlack(testWorkspace());
    proxy = await startFaultProxy(slack.apiUrl);
  });
  after(async () => {
    await Promise.all([proxy.stop(), slack.stop()]);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'setup-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const env = () => ({ SLACK_API_URL: proxy.apiUrl });
  async function setUp(...lines: string[]) {
    const result = await runRecap(['setup'], { cwd: folder, env: env(), input: lines.join('\n') });
    assert.doesNotMatch(result.stdout + result.stderr, /sesame|^\s+at /m, 'no secret is shown');
    return result;
  }
  const written = () => readFile(join(folder, '.env'), 'utf8');

  it('writes .env with both tokens and the explanations of the example', async () => {
    const { code, stdout, stderr } = await setUp(BOT, APP, 'n');
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_yaml=/);
    assert.match(stdout, /From a manifest.*paste manifest\.yml:\n.*\/manifest\.yml\n/);
    assert.match(stdout, /Start it with: npm start\n$/);
    const text = await written();
    assert.equal(parse(text).SLACK_BOT_TOKEN, BOT);
    assert.equal(parse(text).SLACK_APP_TOKEN, APP);
    assert.match(text, /^# --- Slack/m);
    assert.equal((await stat(join(folder, '.env'))).mode & 0o777, 0o600);
  });

  it('tries each token at once, and asks again if it is wrong', async () => {
    const refusal = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ok: false, error: 'invalid_auth' }),
    };
    proxy.failNext('auth.test', refusal);
    const { code, stdout } = await setUp('nonsense', 'xoxb-sesame-old', BOT, BOT, APP, 'n');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /fix {3}SLACK_BOT_TOKEN must start with xoxb-/);
    assert.match(stdout, /fix {3}SLACK_BOT_TOKEN isn't accepted by Slack/);
    assert.match(stdout, /fix {3}SLACK_APP_TOKEN must start with xapp-/);
    assert.equal(parse(await written()).SLACK_BOT_TOKEN, BOT);
  });

  it('starts the bot if the person agrees', async () => {
    const child = spawn(process.execPath, [MAIN, 'setup'], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env() },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let shown = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
    });
    const ended = once(child, 'close');
    child.stdin.write(`${BOT}\n${APP}\n\n`);
    try {
      await until('the bot to start', () => /^recap is ready/m.test(shown));
    } finally {
      child.kill('SIGTERM');
    }
    assert.deepEqual(await ended, [0, null]);
  });

  it('keeps other lines, and replaces tokens only when told to', async () => {
    const own = `# mine\nLOG_LEVEL=warn\nSLACK_BOT_TOKEN=xoxb-mine\nSLACK_APP_TOKEN=\n`;
    await writeFile(join(folder, '.env'), own);
    for (const answer of ['', 'n', 'what?']) {
      const { code, stdout } = await setUp(answer, BOT, APP);
      assert.equal(code, 0);
      assert.match(stdout, /\.env already contains SLACK_BOT_TOKEN\. Replace\? \[y\/N\]/);
      assert.match(stdout, /Nothing was changed/);
      assert.equal(await written(), own);
    }
    await setUp('y', BOT, APP, 'n');
    assert.equal(await written(), `# mine\nLOG_LEVEL=warn\nSLACK_BOT_TOKEN=${BOT}\nSLACK_APP_TOKEN=${APP}\n`);
  });

  it('says which other settings keep the bot from starting', async () => {
    await writeFile(join(folder, '.env'), 'SLACK_SIGNING_SECRET=0123456789abcdef\n');
    const { code, stdout, stderr } = await setUp(BOT, APP, 'y');
    assert.equal(code, 1);
    assert.match(stdout, /^fix {3}SLACK_APP_TOKEN is set, and so is SLACK_SIGNING_SECRET/m);
    assert.match(stderr, /^recap: 1 problem to fix/);
  });

  it('says so without a network, and can save the tokens unchecked or stop', async () => {
    const port = await freePort();
    const offline = (...lines: string[]) =>
      runRecap(['setup'], {
        cwd: folder,
        env: { SLACK_API_URL: `http://localhost:${port}/api/` },
        input: lines.join('\n'),
      });
    const stopped = await offline(BOT, '');
    assert.equal(stopped.code, 1);
    assert.match(stopped.stderr, /^recap: Slack couldn't be reached\. Nothing was written\. /);
    assert.deepEqual(await readdir(folder), []);
    const { code, stdout, stderr } = await offline(BOT, 'save', APP, 'save');
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^This computer can't reach Slack: nothing is listening at localhost:\d+\.\n/);
    assert.match(stdout, /Press Enter to try again, or type "save"/);
    assert.match(stdout, /The tokens aren't checked yet\. .*\n.*recap -- doctor\n/);
    assert.doesNotMatch(stdout + stderr, /sesame/);
    assert.equal(parse(await written()).SLACK_APP_TOKEN, APP);
  });

  it('leaves nothing half-written if the input ends', async () => {
    for (const lines of [[], [BOT], ['nonsense']]) {
      const { code, stderr } = await setUp(...lines);
      assert.equal(code, 1);
      assert.match(stderr, /^recap: The input ended before SLACK_\w+ was entered\. Nothing was written\. .*\n$/);
      assert.deepEqual(await readdir(folder), []);
    }
  });

  describe('at a terminal', { skip: existsSync(SCRIPT) ? false : 'there is no script(1)' }, () => {
    /** Types when the program asks, and answers all that the terminal showed. */
    async function converse(answers: [asked: RegExp, typed: string][]) {
      const child: ChildProcess = spawn(SCRIPT, ['-qec', `${process.execPath} ${MAIN} setup`, '/dev/null'], {
        cwd: folder,
        env: { PATH: process.env.PATH, ...env() },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let shown = '';
      child.stdout!.setEncoding('utf8').on('data', (text: string) => {
        shown += text;
      });
      const ended = once(child, 'close');
      try {
        for (const [asked, typed] of answers) {
          await until(`${asked} in ${shown}`, () => asked.test(shown));
          child.stdin!.write(typed);
        }
      } catch (error) {
        child.kill();
        throw error;
      }
      const [code] = (await ended) as [number | null];
      return { code, shown };
    }

    it('shows no token as it is typed', async () => {
      const { code, shown } = await converse([
        [/Open the link in your browser\?/, 'n\r'],
        [/SLACK_BOT_TOKEN \(not shown/, `${BOT}x\u007f\r`],
        [/SLACK_APP_TOKEN \(not shown/, `${APP}\r`],
        [/Start the bot now\?/, 'n\r'],
      ]);
      assert.equal(code, 0, shown);
      assert.doesNotMatch(shown, /sesame/);
      assert.equal(parse(await written()).SLACK_BOT_TOKEN, BOT);
    });

    it('Ctrl-C ends it by the signal and writes nothing', async () => {
      const { code, shown } = await converse([
        [/Open the link in your browser\?/, 'n\r'],
        [/SLACK_BOT_TOKEN \(not shown/, `${BOT}\r`],
        [/SLACK_APP_TOKEN \(not shown/, '\u0003'],
      ]);
      assert.equal(code, 130, shown);
      assert.deepEqual(await readdir(folder), []);
    });
  });
});
