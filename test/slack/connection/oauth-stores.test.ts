import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Installation } from '@slack/bolt';
import { createEmulator, type Emulator } from 'emulate';
import { readConfig } from '#config/config.ts';
import { freePort } from '#demo/local-slack/run.ts';
import { createSlackApp, type SlackApp } from '#slack/connection/create-app.ts';
import { createInstallationStore, createStateStore, NotInstalledError } from '#slack/connection/oauth-stores.ts';
import { BOT_SCOPES } from '#slack/connection/scopes.ts';
import { createPublisher } from '#slack/publishing/publisher.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { rememberingLog } from '#test/slack/stand-in.ts';
import { PostingError } from '#usecases/ports/slack.ts';

const KEY = randomBytes(32).toString('base64');

const bot = { token: 'xoxb-1', scopes: [], id: 'B1', userId: 'U1' };
const inWorkspace = (id: string) =>
  ({
    team: { id },
    enterprise: undefined,
    isEnterpriseInstall: false,
    user: { id: 'U2' },
    bot,
  }) as unknown as Installation;
const inOrganisation = (id: string) =>
  ({
    team: undefined,
    enterprise: { id },
    isEnterpriseInstall: true,
    user: { id: 'U2' },
    bot,
  }) as unknown as Installation;
const workspace = (teamId: string) => ({ teamId, enterpriseId: undefined, isEnterpriseInstall: false }) as const;

describe('installations', () => {
  it('are kept by workspace, and forgotten when they are removed', async () => {
    const store = createInstallationStore(createMemoryDatabase().installations, [KEY]);
    await store.storeInstallation(inWorkspace('T1'));
    assert.equal((await store.fetchInstallation(workspace('T1'))).team?.id, 'T1');
    await assert.rejects(store.fetchInstallation(workspace('T2')), NotInstalledError);
    await store.deleteInstallation(workspace('T1'));
    await assert.rejects(store.fetchInstallation(workspace('T1')), NotInstalledError);
  });

  it('of an organisation serve its workspaces, for work in the background too', async () => {
    const { installations } = createMemoryDatabase();
    const store = createInstallationStore(installations, [KEY]);
    await store.storeInstallation(inOrganisation('E1'));
    await assert.rejects(store.fetchInstallation(workspace('T1')), NotInstalledError);
    // An event names both.
    await store.fetchInstallation({ teamId: 'T1', enterpriseId: 'E1', isEnterpriseInstall: true });
    const afterRestart = createInstallationStore(installations, [KEY]);
    assert.equal((await afterRestart.fetchInstallation(workspace('T1'))).enterprise?.id, 'E1');
    await store.fetchInstallation({ teamId: 'T2', enterpriseId: 'E1', isEnterpriseInstall: true });
    await store.fetchInstallation({ teamId: 'T3', enterpriseId: 'E2', isEnterpriseInstall: true }).catch(() => {});
    // The token is revoked, and the app is installed again.
    const organization = { teamId: 'T1', enterpriseId: 'E1', isEnterpriseInstall: true };
    await afterRestart.removeInstallation(organization);
    await assert.rejects(afterRestart.fetchInstallation(workspace('T2')), NotInstalledError);
    await afterRestart.storeInstallation(inOrganisation('E1'));
    assert.equal((await afterRestart.fetchInstallation(workspace('T2'))).enterprise?.id, 'E1');
  });

  it('of an organisation are removed with each of its workspaces, also if the token was revoked before or one fails', async () => {
    const store = createInstallationStore(createMemoryDatabase().installations, [KEY]);
    const organization = { enterpriseId: 'E1', isEnterpriseInstall: true } as const;
    await store.storeInstallation(inOrganisation('E1'));
    for (const teamId of ['T1', 'T2', 'T3']) await store.fetchInstallation({ ...organization, teamId });
    await store.removeInstallation({ ...organization, teamId: 'T1' });
    const removed: string[] = [];
    let isBroken = true;
    const removeTeam = async (teamId: string) => {
      if (teamId === 'T2' && isBroken) throw new Error('The database is busy.');
      removed.push(teamId);
    };
    const uninstall = () => store.removeInstallation({ ...organization, teamId: undefined }, removeTeam);
    await assert.rejects(uninstall(), /busy/);
    isBroken = false;
    await uninstall();
    assert.deepEqual(removed.sort(), ['T1', 'T2', 'T3']);
    await uninstall();
    assert.equal(removed.length, 3);
  });
});

describe('many workspaces', () => {
  let slack: Emulator;
  let slackApp: SlackApp;
  const stored: string[] = [];
  const values: unknown[] = [];
  let base: string;
  const SECRET = 'a-signing-secret';

  before(async () => {
    const port = (await freePort())!;
    base = `http://localhost:${port}`;
    const client = { client_id: '1.2', client_secret: 'client-secret' };
    slack = await createEmulator({
      service: 'slack',
      port: (await freePort())!,
      seed: {
        slack: {
          oauth_apps: [
            {
              ...client,
              app_id: 'A1',
              name: 'Recap',
              redirect_uris: [`${base}/slack/oauth_redirect`],
              scopes: [...BOT_SCOPES],
            },
          ],
        },
      },
    });
    const config = readConfig({
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_CLIENT_ID: client.client_id,
      SLACK_CLIENT_SECRET: client.client_secret,
      SLACK_STATE_SECRET: 'state-secret',
      ENCRYPTION_KEY: KEY,
      SLACK_API_URL: `${slack.url}/api/`,
      PUBLIC_URL: base,
      PORT: String(port),
    });
    const { installations } = createMemoryDatabase();
    const set = (key: string, value: unknown) => {
      stored.push(key);
      values.push(value);
      return installations.set(key, value);
    };
    slackApp = createSlackApp(config, {
      log: rememberingLog(),
      keyValue: createMemoryDatabase().keyValue,
      installations: { ...installations, set },
    });
    await slackApp.start();
  });
  after(async () => {
    await slackApp.stop();
    await slack.close();
  });

  /** What a browser does: asks for the page, goes to Slack, agrees there and comes back. */
  async function install(cookie?: string): Promise<Response> {
    const page = await fetch(`${base}/slack/install`, { redirect: 'manual' });
    const address = new URL(page.headers.get('location')!);
    assert.equal(address.origin, new URL(slack.url).origin);
    assert.deepEqual(address.searchParams.get('scope')!.split(',').sort(), BOT_SCOPES);
    const form = await (await fetch(address)).text();
    const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]): [string, string] => [
      name!,
      value!,
    ]);
    const agreed = await fetch(`${slack.url}/oauth/v2/authorize/callback`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    const given = page.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const headers = { cookie: cookie ?? given, 'accept-language': 'de-CH,en;q=0.5' };
    return fetch(agreed.headers.get('location')!, { headers });
  }

  const sendEvent = (team_id: string) => {
    const body = JSON.stringify({
      type: 'event_callback',
      team_id,
      event: { type: 'app_home_opened', user: 'U9' },
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(`${base}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    });
  };

  it('install the app in a browser; events and background work then act with its token', async () => {
    const tokens: (string | undefined)[] = [];
    slackApp.app.event('app_home_opened', async ({ client, context }) => {
      tokens.push(client.token, context.botToken);
    });
    const page = await install();
    assert.equal(page.status, 200);
    assert.match(
      await page.text(),
      /<html lang="de">.*content="0; URL=slack:\/\/app\?team=T.*Die App ist installiert.*>Slack öffnen</s,
    );
    const teamId = /^installation:workspace:(T\w+)$/.exec(stored.at(-1) ?? '')![1]!;
    const client = await slackApp.clients.clientFor(teamId);
    assert.match(client.token ?? '', /^xoxb-/);
    assert.match((await slackApp.clients.identityFor(teamId)).url, /^https?:/);
    assert.equal((await sendEvent(teamId)).status, 200);
    assert.deepEqual(tokens, [client.token, client.token]);
    assert.doesNotMatch(JSON.stringify(values), /xox[a-z]-|"token|token"/);
    await slackApp.removeInstallation({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
    await assert.rejects(slackApp.clients.clientFor(teamId), NotInstalledError);
  });

  it('are turned away without the state that this browser was given', async () => {
    const page = await install('slack-app-oauth-state=forged');
    assert.equal(page.status, 400);
    assert.match(await page.text(), /abgelaufen.*href="install"/s);
  });

  it('without the app are told so, and their events are not sent again', async () => {
    await assert.rejects(slackApp.clients.clientFor('TNOWHERE'), NotInstalledError);
    await assert.rejects(
      createPublisher(slackApp.clients).remove({ teamId: 'TNOWHERE', channel: 'C1', ts: '1.000001' }),
      (error) => error instanceof PostingError && error.problem.kind === 'refused',
    );
    assert.equal((await sendEvent('TNOWHERE')).status, 200);
  });
});

describe('the state of an installation', () => {
  it('can be used once', async () => {
    const states = createStateStore(createMemoryDatabase().keyValue);
    const state = await states.generateStateParam({ scopes: ['chat:write'] }, new Date());
    assert.deepEqual(await states.verifyStateParam(new Date(), state), { scopes: ['chat:write'] });
    await assert.rejects(states.verifyStateParam(new Date(), state), { code: 'slack_oauth_invalid_state' });
    await assert.rejects(states.verifyStateParam(new Date(), 'made up'), { code: 'slack_oauth_invalid_state' });
    const twice = await states.generateStateParam({ scopes: [] }, new Date());
    const verified = await Promise.allSettled([1, 2].map(() => states.verifyStateParam(new Date(), twice)));
    assert.deepEqual(verified.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });
});
