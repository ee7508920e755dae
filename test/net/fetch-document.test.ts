import assert from 'node:assert/strict';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { freePort } from '#demo/local-slack/run.ts';
import { type FetchOptions, fetchDocument } from '#net/fetch-document.ts';

const LIMITS: FetchOptions = { maxBytes: 10_000, timeoutMs: 5000, allowPrivate: true };

const ANSWERS: Record<string, (response: ServerResponse, url: URL) => void> = {
  '/text': (response) => response.end('schön'),
  '/latin': (response) =>
    response.writeHead(200, { 'content-type': 'text/plain; charset=ISO-8859-1' }).end(Buffer.from('schön', 'latin1')),
  '/unknown-charset': (response) =>
    response.writeHead(200, { 'content-type': 'text/plain; charset=klingon' }).end('schön'),
  '/utf16': (response) => response.end(Buffer.from('\ufeffschön', 'utf16le')),
  '/gzip': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('schön')),
  '/deflate': (response) => response.writeHead(200, { 'content-encoding': 'deflate' }).end(deflateSync('schön')),
  '/brotli': (response) => response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('schön')),
  '/no-gzip': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('schön'),
  '/packed-twice': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip, br' }).end(brotliCompressSync(gzipSync('schön'))),
  '/bomb': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000))),
  '/long': (response) => response.writeHead(200, { 'content-length': '20000' }).end('x'.repeat(20_000)),
  '/endless': (response) => {
    const timer = setInterval(() => response.write('x'.repeat(3000)), 1);
    response.on('close', () => clearInterval(timer));
  },
  '/silent': () => {},
  '/drip': (response) => {
    const timer = setInterval(() => response.write('x'), 5);
    response.on('close', () => clearInterval(timer));
  },
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('x');
    setTimeout(() => response.destroy(), 10);
  },
  '/there': (response) => response.writeHead(302, { location: 'text' }).end('moved'),
  '/hops': (response, url) => {
    const left = Number(url.searchParams.get('left'));
    response.writeHead(307, { location: left > 0 ? `/hops?left=${left - 1}` : '/text' }).end();
  },
  '/to-file': (response) => response.writeHead(301, { location: 'file:///etc/hosts' }).end(),
  '/nowhere': (response) => response.writeHead(301).end(),
  '/headers': (response) => response.end(JSON.stringify(response.req.headers)),
};

const answer: RequestListener = (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const respond = ANSWERS[url.pathname];
  if (respond === undefined) response.writeHead(404, 'what the\tserver says').end('<html>no</html>');
  else respond(response, url);
};

const server = createServer(answer);
let base = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

function fetched(path: string, options: Partial<FetchOptions> = {}): Promise<string> {
  return fetchDocument(`${base}${path}`, { ...LIMITS, ...options });
}

test('a document is read in its character set, compressed or not', async () => {
  for (const path of [
    '/text',
    '/latin',
    '/unknown-charset',
    '/utf16',
    '/gzip',
    '/deflate',
    '/brotli',
    '/packed-twice',
  ]) {
    assert.equal(await fetched(path), 'schön', path);
  }
});

test('redirects are followed, five at most', async () => {
  assert.equal(await fetched('/there'), 'schön');
  assert.equal(await fetched('/hops?left=4'), 'schön');
  await assert.rejects(fetched('/hops?left=5'), { code: 'unreachable', message: /too many times \(more than 5\)/ });
  await assert.rejects(fetched('/to-file'), { code: 'refused', message: /something other than an http/ });
});

test('more bytes than allowed are not read, announced, streamed or compressed', async () => {
  for (const path of ['/long', '/endless', '/bomb']) {
    await assert.rejects(fetched(path), { name: 'AppError', code: 'too-large', message: /larger than 0.01 MB/ }, path);
  }
  assert.equal((await fetched('/long', { maxBytes: 20_000 })).length, 20_000);
});

test('time is limited for all of it', async () => {
  for (const path of ['/silent', '/drip']) {
    const start = performance.now();
    await assert.rejects(
      fetched(path, { timeoutMs: 100 }),
      { code: 'unreachable', message: /within 0.1 seconds/ },
      path,
    );
    assert.ok(performance.now() - start < 2000);
  }
});

test('what comes broken is unreachable, with the reason', async () => {
  await assert.rejects(fetched('/cut'), { code: 'unreachable', message: /connection was lost/ });
  await assert.rejects(fetched('/no-gzip'), { code: 'unreachable', message: /incorrect header/ });
  await assert.rejects(fetched('/nowhere'), {
    code: 'unreachable',
    message: /returned an error: 301 Moved Permanently\./,
  });
  await assert.rejects(fetched('/missing?token=secret'), {
    code: 'unreachable',
    message: `${base}/missing returned an error: 404 Not Found.`,
  });
  await assert.rejects(fetchDocument(`http://127.0.0.1:${await freePort()}/`, LIMITS), {
    code: 'unreachable',
    message: /was refused/,
  });
});

test('the request says who asks and asks for plain bytes', async () => {
  const headers = JSON.parse(await fetched('/headers', { userAgent: 'recap-test (https://example.org)' }));
  assert.equal(headers['user-agent'], 'recap-test (https://example.org)');
  assert.equal(headers['accept-encoding'], 'identity');
});

test('private and local addresses are refused in every spelling, before anything is sent', async () => {
  const { port } = new URL(base);
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  server.on('request', count);
  for (const host of [
    '127.0.0.1',
    'localhost',
    '0x7f.1',
    '2130706433',
    '017700000001',
    '0',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::]',
    '169.254.169.254',
  ]) {
    await assert.rejects(
      fetchDocument(`http://${host}:${port}/text`, { ...LIMITS, allowPrivate: false }),
      { name: 'AppError', code: 'refused', message: /--allow-private-addresses/ },
      host,
    );
  }
  server.off('request', count);
  assert.equal(requests, 0);
});

test('only http and https addresses are fetched', async () => {
  for (const url of ['file:///etc/hosts', 'ftp://example.org/', 'data:text/plain,x', 'nonsense', '']) {
    await assert.rejects(
      fetchDocument(url, LIMITS),
      { name: 'AppError', code: 'wrong-usage', message: /^[^\n]+$/ },
      url,
    );
  }
});
