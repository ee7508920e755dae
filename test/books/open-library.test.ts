import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Clock, createOpenLibraryLookup, type OpenLibraryOptions } from '#books/open-library.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { AppError } from '#errors.ts';
import { notesOf } from '#test/text/reading-list/work-notes.ts';
import type { BookLookup } from '#usecases/ports/summarizer.ts';
import { compileReadingList } from '#usecases/recap/compile-reading-list.ts';

const CONTACT = 'team@example.org';

/** A work as `search.json` answers it. */
const PHOENIX = {
  key: '/works/OL16809825W',
  title: 'The Phoenix Project',
  subtitle: 'a novel about IT, DevOps, and helping your business win',
  author_name: ['Gene Kim', 'Kevin Behr', 'George Spafford'],
  first_publish_year: 2013,
  edition_count: 12,
  isbn: ['not one', '1942788290'],
};

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const answer =
  (...docs: unknown[]): Answer =>
  (_request, response) =>
    response.end(JSON.stringify({ numFound: docs.length, start: 0, docs }));

/** A server that answers as Open Library is documented to, and what it was asked. */
async function serve(t: TestContext, respond: Answer) {
  const requests: { url: URL; agent: string; at: number }[] = [];
  const time = { now: 0 };
  const clock: Clock = {
    now: () => time.now,
    sleep: async (milliseconds) => {
      time.now += milliseconds;
    },
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://127.0.0.1');
    requests.push({ url, agent: request.headers['user-agent'] ?? '', at: time.now });
    respond(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lookup = (options: Partial<OpenLibraryOptions> = {}) =>
    createOpenLibraryLookup({ contact: CONTACT, baseUrl, clock, timeoutMs: 2000, ...options });
  return { lookup, requests, baseUrl };
}

function book(title: string, rest: Partial<ReadingItem> = {}): ReadingItem {
  return { kind: 'book', title, authors: [], recommendedBy: [{ author: 'Amara', noteId: 'C:1' }], ...rest };
}

test('what the notes leave open is filled in, what they say stays', async (t) => {
  const { lookup, requests, baseUrl } = await serve(t, answer(PHOENIX));
  assert.deepEqual(await lookup().complete(book('The Phoenix Project')), {
    ...book('The Phoenix Project'),
    authors: ['Gene Kim', 'Kevin Behr', 'George Spafford'],
    year: 2013,
    isbn13: '9781942788294',
    url: `${baseUrl}/works/OL16809825W`,
  });
  const { url, agent } = requests[0]!;
  assert.equal(url.pathname, '/search.json');
  assert.equal(url.searchParams.get('title'), 'The Phoenix Project');
  assert.match(url.searchParams.get('fields')!, /\bisbn\b/);
  assert.match(agent, /^ConferenceRecap\/\d+\.\d+\.\d+ \(team@example\.org\)$/);

  const said = book('Phoenix Project', {
    authors: ['Kim'],
    year: 2014,
    isbn13: '9780978739218',
    url: 'https://a.org/x',
  });
  assert.deepEqual(await lookup().complete(said), said);
});

test('the edition that fits the question gives the ISBN', async (t) => {
  const { lookup } = await serve(t, answer({ ...PHOENIX, editions: { docs: [{ isbn: ['9780988262508'] }] } }));
  assert.equal((await lookup().complete(book('The Phoenix Project'))).isbn13, '9780988262508');
});

test('another book of that title, or by somebody else, is not taken', async (t) => {
  const { lookup } = await serve(t, answer(PHOENIX));
  for (const item of [
    book('The Phoenix Project', { authors: ['Jane Doe'] }),
    book('The Phoenix Programme for Beginners'),
    book('Phoenix'),
  ]) {
    assert.equal(await lookup().complete(item), item);
  }
});

test('without an author a title must leave no doubt', async (t) => {
  const rival = { ...PHOENIX, key: '/works/OL2W', author_name: ['Jane Doe'] };
  const item = book('The Phoenix Project');
  const even = await serve(t, answer(PHOENIX, { ...rival, edition_count: 5 }));
  assert.equal(await even.lookup().complete(item), item);
  const uneven = await serve(t, answer({ ...rival, edition_count: 1 }, PHOENIX));
  assert.equal((await uneven.lookup().complete(item)).authors[0], 'Gene Kim');
  const short = await serve(t, answer({ ...PHOENIX, title: 'Drive', subtitle: undefined }));
  assert.deepEqual((await short.lookup().complete(book('Drive'))).authors, []);
});

test('what may be a book is listed only if Open Library has it by that author', async (t) => {
  const { lookup, requests } = await serve(t, ({ url }, response) => {
    const docs = url!.includes('Phoenix') ? [PHOENIX] : [];
    response.end(JSON.stringify({ numFound: docs.length, start: 0, docs }));
  });
  const notes = notesOf('"The Phoenix Project" by Gene Kim', '"The Talk of Tomorrow" by Jane Doe', 'lunch at noon').map(
    (note) => ({ note, day: '2016-05-26', talkId: null, isUnsure: false, smallTalk: false }),
  );
  const titles = async (known?: BookLookup) =>
    (await compileReadingList({ notes, talks: [] }, { lookup: known })).map(({ title }) => title);
  assert.deepEqual(await titles(), []);
  assert.deepEqual(await titles(lookup()), ['The Phoenix Project']);
  assert.deepEqual(
    [...new Set(requests.map(({ url }) => url.searchParams.get('title')))],
    ['The Phoenix Project', 'The Talk of Tomorrow'],
  );
});

test('authors are asked for without "et al."', async (t) => {
  const { lookup, requests } = await serve(t, answer(PHOENIX));
  const { year } = await lookup().complete(book('The Phoenix Project', { authors: ['Gene Kim et al.'] }));
  assert.equal(year, 2013);
  assert.equal(requests[0]!.url.searchParams.get('author'), 'Gene Kim');
});

test('an ISBN is asked for first, and names a book that its note only numbers', async (t) => {
  const { lookup, requests } = await serve(t, answer(PHOENIX));
  const item = await lookup().complete(book('ISBN 1-942788-29-0', { isbn13: '9781942788294' }));
  assert.equal(requests[0]!.url.searchParams.get('isbn'), '9781942788294');
  assert.equal(item.title, 'The Phoenix Project');
  assert.equal(requests.length, 1);
});

test('answers are kept, also that there is none', async (t) => {
  const { lookup, requests } = await serve(t, answer());
  const one = lookup();
  await one.complete(book('Some Unknown Title'));
  await one.complete(book('Some Unknown Title', { recommendedBy: [] }));
  assert.equal(requests.length, 1);
});

test('requests go out one by one, three a second at most', async (t) => {
  const { lookup, requests } = await serve(t, answer());
  const one = lookup();
  await Promise.all([1, 2, 3, 4].map((number) => one.complete(book(`Some Unknown Title ${number}`))));
  const gaps = requests.slice(1).map(({ at }, index) => at - requests[index]!.at);
  assert.equal(gaps.length, 3);
  for (const gap of gaps) assert.ok(gap >= 1000 / 3);
});

test('"too many requests" is waited out once', async (t) => {
  const busy: Answer = (_request, response) => response.writeHead(429, { 'retry-after': '7' }).end();
  const once = await serve(t, (request, response, count) =>
    (count === 1 ? busy : answer(PHOENIX))(request, response, count),
  );
  assert.equal((await once.lookup().complete(book('The Phoenix Project'))).year, 2013);
  assert.equal(once.requests[1]!.at - once.requests[0]!.at, 7000);
  const always = await serve(t, busy);
  const item = book('The Phoenix Project');
  assert.equal(await always.lookup().complete(item), item);
  assert.equal(always.requests.length, 2);
});

test('whatever goes wrong, the item stays as it is', async (t) => {
  const item = book('The Phoenix Project');
  const failures: Answer[] = [
    (_request, response) => response.writeHead(500).end('oops'),
    (_request, response) => response.writeHead(403).end(),
    (_request, response) => response.end('<html>not JSON</html>'),
    (_request, response) => response.end('{"docs":"none"}'),
    (_request, response) =>
      response.end(JSON.stringify({ docs: [null, 7, { key: '../x', title: 'The Phoenix Project' }] })),
    (_request, response) => response.end(`{"docs":[],"x":"${'x'.repeat(3 * 1024 * 1024)}"}`),
    (request) => request.socket.destroy(),
  ];
  for (const respond of failures) {
    const { lookup } = await serve(t, respond);
    assert.equal(await lookup().complete(item), item);
  }
  const { lookup } = await serve(t, () => {});
  assert.equal(await lookup({ timeoutMs: 50 }).complete(item), item);
});

test('a catalogue out of reach keeps nobody waiting', async (t) => {
  const { lookup, requests } = await serve(t, (_request, response) => response.writeHead(503).end());
  const one = lookup();
  for (let number = 0; number < 10; number++) await one.complete(book(`Some Unknown Title ${number}`));
  assert.equal(requests.length, 3);
});

test('a broken cache breaks nothing', async (t) => {
  const { lookup } = await serve(t, answer(PHOENIX));
  const fail = () => Promise.reject(new Error('disk full'));
  assert.equal((await lookup({ cache: { get: fail, set: fail } }).complete(book('The Phoenix Project'))).year, 2013);
});

test('what is no book is not asked for', async (t) => {
  const { lookup, requests } = await serve(t, answer(PHOENIX));
  const link = book('The Phoenix Project', { kind: 'link' });
  assert.equal(await lookup().complete(link), link);
  assert.equal(requests.length, 0);
});

test('without a contact there is no look-up', () => {
  for (const contact of ['', 'me', 'a b@c.org', 'x@y.org)\r\nX-Evil: 1', 'ftp://a.org']) {
    assert.throws(
      () => createOpenLibraryLookup({ contact }),
      (error) => error instanceof AppError && error.code === 'wrong-usage',
    );
  }
  assert.doesNotThrow(() => createOpenLibraryLookup({ contact: 'https://example.org/about' }));
});
