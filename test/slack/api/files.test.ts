import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { AppError, type ErrorCode } from '#errors.ts';
import { fetchFile } from '#slack/api/files.ts';
import { webClientOptions } from '#slack/connection/web-clients.ts';
import { rememberingLog } from '#test/slack/stand-in.ts';

/**
 * A server that answers as Slack documents files.info and url_private: the stand-ins hand files out to anybody, and
 * neither has Slack's sign-in page for a bot without files:read.
 */
describe('a file in Slack', () => {
  let server: Server;
  let origin: string;
  let file: Record<string, unknown>;
  let info: { ok: boolean; error?: string };
  let content: { status: number; body: Buffer };
  let asked: IncomingMessage[];

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      if (request.url === '/api/files.info') {
        response.writeHead(200, { 'content-type': 'application/json' });
        return void response.end(JSON.stringify({ ...info, file }));
      }
      response.writeHead(content.status).end(content.body);
    });
    server.listen(0);
    await once(server, 'listening');
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
    info = { ok: true };
    file = { id: 'F1', url_private: `${origin}/files-pri/slide.png` };
    content = { status: 200, body: Buffer.from('a picture') };
  });

  const fetchIt = (maxBytes = 1000) => {
    const client = new WebClient('xoxb-test', webClientOptions({ apiUrl: `${origin}/api/` }, rememberingLog()));
    return fetchFile(client, 'F1', maxBytes);
  };
  const refuses = (code: ErrorCode, maxBytes?: number) =>
    assert.rejects(fetchIt(maxBytes), (error) => error instanceof AppError && error.code === code);

  it('is fetched with the bot’s token', async () => {
    assert.equal(Buffer.from(await fetchIt()).toString(), 'a picture');
    assert.equal(asked.at(-1)?.headers.authorization, 'Bearer xoxb-test');
    assert.equal(asked.length, 2);
  });

  it('is not fetched from elsewhere: the token is for Slack', async () => {
    for (const url of [
      'http://localhost:9/x',
      'http://files.slack.com/x',
      'https://slack.com.evil.example/x',
      'https://evilslack.com/x',
      'file:///etc/passwd',
      '',
      'x',
    ]) {
      file = { url_private: url };
      await refuses('refused');
    }
    assert.ok(asked.every(({ url }) => url === '/api/files.info'));
  });

  it('that is gone, hidden or too large is refused; a Slack that is away is not there', async () => {
    await refuses('too-large', 4);
    content = { status: 404, body: Buffer.alloc(0) };
    await refuses('refused');
    content = { status: 503, body: Buffer.alloc(0) };
    await refuses('unreachable');
    for (const error of ['file_not_found', 'file_deleted', 'missing_scope']) {
      info = { ok: false, error };
      await refuses('refused');
    }
  });
});
