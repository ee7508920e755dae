import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openDatabase } from '#db/open-database.ts';
import { freePort, type LocalSlack, runLocalSlack } from '#demo/local-slack/run.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from '#slack/connection/scopes.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { makeConference } from '#test/fakes/make-conference.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';
import { testWorkspace } from '#test/slack/stand-in.ts';
import { runRecap } from './run-recap.ts';

const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-sesame-bot', SLACK_APP_TOKEN: 'xapp-1-A0RECAP01-sesame-app' };

/** An answer of Slack's own in the place of the stand-in's, which takes any token and names no scopes. */
const slackSays = (body: object, scopes?: readonly string[]) => ({
  status: 200,
  headers: {
    'content-type': 'application/json',
    ...(scopes !== undefined && { 'x-oauth-scopes': scopes.join(',') }),
  },
  body: JSON.stringify(body),
});
const whoAmI = { ok: true, team: 'Acme', user: 'recap', bot_id: 'B1' };

describe('recap doctor', { skip: await noLocalSlack() }, () => {
  let slack: LocalSlack;
  let proxy: FaultProxy;
  let folder: string;
  before(async () => {
    slack = await runLocalSlack(testWorkspace());
    proxy = await startFaultProxy(slack.apiUrl);
    folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  });
  after(async () => {
    await Promise.all([proxy.stop(), slack.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** Its lines by what they are about, and that it names no secret. */
  async function examine(env: Record<string, string>) {
    const { code, stdout, stderr } = await runRecap(['doctor'], {
      cwd: folder,
      env: { SLACK_API_URL: proxy.apiUrl, DATABASE_URL: 'sqlite::memory:', ...env },
    });
    assert.doesNotMatch(stdout + stderr, /sesame|^\s+at /m);
    const about = (name: string) => stdout.split('\n').filter((line) => line.split(/\s+/)[1] === name);
    return { code, stdout, stderr, about };
  }

  it('finds nothing to fix if everything is right', async () => {
    proxy.failNext('auth.test', slackSays(whoAmI, BOT_SCOPES));
    const { code, about, stdout, stderr } = await examine({ ...TOKENS, LOG_LEVEL: 'warn' });
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(about('SLACK_BOT_TOKEN'), ['ok    SLACK_BOT_TOKEN works in Acme as @recap']);
    assert.deepEqual(about('scopes'), [`ok    scopes are granted: ${BOT_SCOPES.length} of ${BOT_SCOPES.length}`]);
    assert.deepEqual(about('DATABASE_URL'), [
      'ok    DATABASE_URL is sqlite::memory:, which works and has the current schema',
    ]);
    assert.match(stdout, /^ok {4}LOG_LEVEL has the right format$/m);
    assert.match(stdout, /\nNothing to fix\.\n$/);
    assert.equal(stderr, '');
  });

  it('reads .env, and says what each wrong setting must be while it tries the others', async () => {
    await writeFile(join(folder, '.env'), '', { mode: 0o644 });
    await writeFile(join(folder, '.env'), 'SLACK_BOT_TOKEN=sesame\nPORT=99999\nSLACK_APP_TOKEN=xapp-1-sesame\n');
    const { code, about, stderr } = await examine({});
    await chmod(join(folder, '.env'), 0o600);
    assert.deepEqual((await examine({})).about('.env'), []);
    await rm(join(folder, '.env'));
    assert.equal(code, 1);
    assert.match(about('SLACK_BOT_TOKEN')[0]!, /^fix {3}SLACK_BOT_TOKEN must start with xoxb-/);
    assert.match(about('PORT')[0]!, /^fix {3}PORT must be a number/);
    assert.deepEqual(about('SLACK_APP_TOKEN'), ['ok    SLACK_APP_TOKEN opens a connection']);
    assert.match(stderr, /^recap: 2 problems to fix: .*\n$/);
    assert.match(about('.env')[0]!, /^note {2}\.env .*other users of this machine can read it/);
  });

  it('tells a token that Slack refuses, and one without its scope', async () => {
    proxy.failNext('auth.test', slackSays({ ok: false, error: 'invalid_auth' }));
    proxy.failNext(
      'apps.connections.open',
      slackSays({ ok: false, error: 'missing_scope', needed: 'connections:write' }),
    );
    const { code, about } = await examine(TOKENS);
    assert.equal(code, 1);
    assert.match(about('SLACK_BOT_TOKEN')[0]!, /^fix .*isn't accepted by Slack\. Copy it again from "OAuth/);
    assert.match(about('SLACK_APP_TOKEN')[0]!, /^fix .*lacks connections:write/);
  });

  it('names missing scopes with what is missing without them', async () => {
    const [optional] = OPTIONAL_SCOPES;
    const granted = BOT_SCOPES.filter((scope) => scope !== optional && scope !== 'chat:write');
    proxy.failNext('auth.test', slackSays(whoAmI, granted));
    const { code, about } = await examine(TOKENS);
    assert.equal(code, 1);
    assert.match(about('chat:write')[0]!, /^fix .*needed for chat\.postMessage, .*install the app again/);
    assert.match(about(optional!)[0]!, /^note .*without it, /);
    proxy.failNext('auth.test', slackSays(whoAmI, [...granted, 'chat:write']));
    assert.equal((await examine(TOKENS)).code, 0, 'an optional scope is no fault');
  });

  it('tells tokens of two apps, which would connect to silence', async () => {
    proxy.failNext('bots.info', slackSays({ ok: true, bot: { id: 'B1', app_id: 'A0OTHER' } }));
    const { code, stdout } = await examine(TOKENS);
    assert.equal(code, 1);
    assert.match(stdout, /^fix {3}SLACK_APP_TOKEN belongs to another Slack app \(A0RECAP01\) than .*\(A0OTHER\)/m);
  });

  it('says so if Slack or the store is away', async () => {
    const port = await freePort();
    const { code, about } = await examine({
      ...TOKENS,
      SLACK_API_URL: `http://localhost:${port}/api/`,
      DATABASE_URL: `postgres://ann:sesame@localhost:${port}/recap`,
    });
    assert.equal(code, 1);
    assert.deepEqual(about('Slack'), [
      `fix   Slack can't be reached: nothing is listening at localhost:${port}. The tokens weren't checked.`,
    ]);
    assert.match(about('DATABASE_URL')[0]!, /^fix .*nothing is listening there\. Start Postgres/);
  });

  it('says why Slack does not answer', async () => {
    const why = async (url: string) => (await examine({ ...TOKENS, SLACK_API_URL: url })).about('Slack')[0]!;
    assert.match(
      await why('https://slack.invalid/api/'),
      /there is no address for slack\.invalid\. Check that .*online/,
    );
    const broken = await serve((_request, response) => void response.writeHead(503).end());
    assert.match(await why(`${broken.url}/api`), /localhost:\d+ answers with HTTP status 503/);
    broken.stop();
    const rude = await serve((request) => void request.socket.destroy());
    assert.match(await why(`${rude.url}/api/`), /the connection to localhost:\d+ failed \(\w+\)/);
    rude.stop();
  });

  it('does not create the SQLite file or folder that it checks', async () => {
    const { code, about } = await examine({ ...TOKENS, DATABASE_URL: 'sqlite:dta/recap.sqlite' });
    assert.equal(code, 0);
    assert.match(
      about('DATABASE_URL')[0]!,
      /^note .*dta\/recap\.sqlite, which doesn't exist yet\. .*Is the path right\?$/,
    );
    assert.equal(existsSync(join(folder, 'dta')), false);
    const { about: inFile } = await examine({ ...TOKENS, DATABASE_URL: 'sqlite:/dev/null/recap.sqlite' });
    assert.match(inFile('DATABASE_URL')[0]!, /^fix .*\/dev\/null/);
  });

  it('points to recap setup if there is no token yet', async () => {
    const { code, about } = await examine({});
    assert.equal(code, 1);
    assert.match(about('.env')[0]!, /^note .*npm run -s recap -- setup/);
  });

  it('counts what was left out of the digests in the store because no note supports it', async () => {
    const url = `sqlite:${join(folder, 'recap.sqlite')}`;
    const { database } = await openDatabase(url);
    const conference = makeConference();
    await database.conferences.save(conference);
    const refused = { name: 2, number: 1 };
    const state = { publishedAt: 1, madeFrom: 'hash', refused };
    await database.digestStates.save(conference.id, conference.from, state);
    await database.close();
    const { about } = await examine({ DATABASE_URL: url });
    assert.deepEqual(about('evidence'), [
      "ok    evidence “DevOpsDays”: 3 sentences were left out of its digests because no note supports them: 2 with a name that isn't in the notes, 1 with a number that isn't in the notes",
    ]);
  });

  it('asks the model endpoint whether it takes the key and has the model', async () => {
    const served = await serve((request, response) => {
      const isKnown = request.headers.authorization === 'Bearer sesame-right';
      response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ data: [{ id: 'small' }] }));
    });
    const ask = async (key: string, model: string) => {
      const env = { OPENAI_API_KEY: key, OPENAI_MODEL: model, OPENAI_BASE_URL: `${served.url}/v1` };
      const { stdout } = await examine({ ...TOKENS, ...env });
      return stdout;
    };
    assert.match(await ask('sesame-right', 'small'), /^ok {4}OPENAI_MODEL is small, which localhost:\d+ has$/m);
    assert.match(
      await ask('sesame-right', 'large'),
      /^fix {3}OPENAI_MODEL is large, which .* doesn't have\. It has: small\.$/m,
    );
    assert.match(await ask('sesame-wrong', 'small'), /^fix {3}OPENAI_API_KEY was rejected by .*\. /m);
    served.stop();
    assert.match(await ask('sesame-right', 'small'), /^fix {3}OPENAI_BASE_URL is .*, but nothing answers there/m);
  });

  it('requests the bot at the address that browsers will use', async () => {
    let body = JSON.stringify({ ok: true, scheduler: { ok: true } });
    const served = await serve((_request, response) => void response.end(body));
    const ask = async (url: string) => (await examine({ ...TOKENS, PUBLIC_URL: url })).about('PUBLIC_URL')[0]!;
    assert.match(await ask(`${served.url}/`), /^ok .*the bot answers/);
    body = '<html>Welcome</html>';
    assert.match(await ask(served.url), /^fix .*where something other than the bot/);
    served.stop();
    assert.match(await ask(served.url), /^note .*nothing answers at yet/);
    assert.match(
      await ask('https://no-such-host.invalid'),
      /^fix .*names the host no-such-host\.invalid, which doesn't exist/,
    );
  });
});

async function serve(listener: RequestListener): Promise<{ url: string; stop(): void }> {
  const server = createServer(listener).listen(0);
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
