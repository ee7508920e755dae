import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'dotenv';
import { loadModelConfig, readConfig } from '#config/config.ts';
import { VARIABLES } from '#config/setting-parsers.ts';
import { AppError } from '#errors.ts';

const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const HTTP = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '0123456789abcdef' };
const OAUTH = {
  SLACK_SIGNING_SECRET: '0123456789abcdef',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_STATE_SECRET: 'state-secret',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

/** The variables that formats.md, "The environment", names. */
const CONTRACT = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'PORT',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'SLACK_API_URL',
  'DATABASE_URL',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OPENAI_CHECK_MODEL',
  'OPENAI_DAILY_TOKENS',
  'PUBLIC_URL',
  'ENCRYPTION_KEY',
  'RETENTION_DAYS',
  'LOG_LEVEL',
];

const complaint = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    assert(error instanceof AppError);
    assert.equal(error.code, 'bad-input');
    return error.message;
  }
  return assert.fail('the settings were taken');
};

describe('the environment', () => {
  it('reads the variables of the contract and describes each in .env.example', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    assert.deepEqual(Object.keys(VARIABLES).sort(), CONTRACT.toSorted());
    assert.deepEqual(Object.keys(parse(example)).sort(), CONTRACT.toSorted());
    for (const name of CONTRACT)
      assert.match(example, new RegExp(`^(#.*\n|[A-Z_]+=\n)*#.*\n([A-Z_]+=\n)*${name}=`, 'm'));
  });

  it('takes Socket Mode from an app token, and serves /health where a port is set', () => {
    const { slack, databaseUrl, logLevel } = readConfig(SOCKET);
    assert.deepEqual(slack.connection, { mode: 'socket', appToken: 'xapp-1' });
    assert.deepEqual(slack.access, { kind: 'one-workspace', botToken: 'xoxb-1' });
    assert.equal(databaseUrl, 'sqlite:data/recap.sqlite');
    assert.equal(logLevel, 'info');
    assert.deepEqual(readConfig({ ...SOCKET, PORT: '8080' }).slack.connection, {
      mode: 'socket',
      appToken: 'xapp-1',
      healthPort: 8080,
    });
  });

  it('takes HTTP from a signing secret, for one workspace or many', () => {
    assert.deepEqual(readConfig(HTTP).slack.connection, {
      mode: 'http',
      signingSecret: HTTP.SLACK_SIGNING_SECRET,
      port: 3000,
    });
    assert.equal(readConfig(OAUTH).slack.access.kind, 'many-workspaces');
  });

  it('tidies addresses, and takes empty variables for missing ones', () => {
    const config = readConfig({
      ...SOCKET,
      SLACK_API_URL: 'http://localhost:4747/api',
      PUBLIC_URL: 'https://recap.example.org/',
      OPENAI_API_KEY: ' ',
    });
    assert.equal(config.slack.apiUrl, 'http://localhost:4747/api/');
    assert.equal(config.publicUrl, 'https://recap.example.org');
    assert.equal(config.openai, undefined);
  });

  it('takes a language model from a key alone, and reads it without Slack', () => {
    const plain = { apiKey: 'k', model: 'gpt-6.1-terra' };
    assert.deepEqual(readConfig({ ...SOCKET, OPENAI_API_KEY: 'k' }).openai, plain);
    assert.deepEqual(loadModelConfig({ OPENAI_API_KEY: 'k', PORT: 'wrong' }), plain);
    const env = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_MODEL: 'qwen' };
    assert.deepEqual(loadModelConfig({ ...env, OPENAI_DAILY_TOKENS: '5000' }), {
      apiKey: 'k',
      baseUrl: 'http://localhost:11434/v1',
      model: 'qwen',
      dailyTokens: 5000,
    });
    assert.equal(loadModelConfig({}), undefined);
    assert.throws(() => loadModelConfig({ OPENAI_MODEL: 'm' }), /OPENAI_MODEL is set without OPENAI_API_KEY/);
    assert.throws(
      () => loadModelConfig({ OPENAI_API_KEY: 'k', OPENAI_DAILY_TOKENS: 'many' }),
      /OPENAI_DAILY_TOKENS must/,
    );
  });

  it("can't be changed", () => {
    assert.throws(() => Object.assign(readConfig(SOCKET).slack.connection, { appToken: 'other' }), TypeError);
  });

  it('names every variable that is wrong, in one error, without any value', () => {
    const message = complaint({
      SLACK_BOT_TOKEN: 'sesame-one',
      SLACK_APP_TOKEN: 'sesame-two',
      PORT: '99999',
      SLACK_API_URL: 'sesame three',
      DATABASE_URL: 'mysql://sesame-four',
      OPENAI_MODEL: 'sesame',
      ENCRYPTION_KEY: 'sesame-five',
      LOG_LEVEL: 'sesame',
    });
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'PORT', 'SLACK_API_URL', 'DATABASE_URL'])
      assert.match(message, new RegExp(`${name} must`));
    assert.match(message, /OPENAI_MODEL is set without OPENAI_API_KEY/);
    assert.match(message, /openssl rand/);
    assert.match(message, /LOG_LEVEL must be one of/);
    assert.doesNotMatch(message, /sesame/);
  });

  it('says what is missing or contradicts', () => {
    assert.match(complaint({}), /has no Slack app yet.* setup, which creates the app/);
    assert.match(complaint({ SLACK_APP_TOKEN: 'xapp-1' }), /SLACK_BOT_TOKEN is missing/);
    assert.match(complaint({ ...SOCKET, ...HTTP }), /and so is SLACK_SIGNING_SECRET: keep the first for Socket Mode/);
    assert.match(complaint({ ...OAUTH, SLACK_BOT_TOKEN: 'xoxb-1' }), /keep the first for one workspace/);
    assert.match(
      complaint({ SLACK_APP_TOKEN: 'xapp-1', SLACK_CLIENT_ID: '1.2' }),
      /SLACK_CLIENT_SECRET is missing.*SLACK_STATE_SECRET is missing.*several workspaces need HTTP/,
    );
    // A variable that is wrong is not said to be missing as well.
    assert.doesNotMatch(complaint({ ...SOCKET, SLACK_BOT_TOKEN: 'x' }), /missing/);
  });

  it('wants a key where tokens of many workspaces are to be stored', () => {
    const { ENCRYPTION_KEY: _, ...without } = OAUTH;
    assert.match(complaint(without), /ENCRYPTION_KEY is missing.*openssl rand -base64 32/);
    assert.deepEqual(readConfig(SOCKET).encryptionKeys, []);
  });

  it('keeps conferences for ever, or for some days', () => {
    assert.equal(readConfig(SOCKET).retentionDays, undefined);
    assert.equal(readConfig({ ...SOCKET, RETENTION_DAYS: '365' }).retentionDays, 365);
    for (const wrong of ['0', '-1', '1.5', 'a year', '1000000'])
      assert.match(complaint({ ...SOCKET, RETENTION_DAYS: wrong }), /RETENTION_DAYS must be a number of days/);
  });

  it('takes encryption keys old and new', () => {
    const keys = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('hex')];
    assert.deepEqual(readConfig({ ...SOCKET, ENCRYPTION_KEY: keys.join(',') }).encryptionKeys, keys);
  });
});
