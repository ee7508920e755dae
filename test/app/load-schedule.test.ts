import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it, type TestContext } from 'node:test';
import { createScheduleParser, fetchSchedule, loadSchedule } from '#app/load-schedule.ts';
import { createThreads } from '#app/threads.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';

/** A Sessionize schedule of one room with sessions of these titles and abstracts. */
function schedule(sessions: { title: string; description?: string }[]): string {
  return JSON.stringify([
    {
      rooms: [
        {
          name: 'A',
          sessions: sessions.map((session, index) => ({
            id: String(index),
            ...session,
            isServiceSession: false,
            startsAt: '2026-05-26T09:00:00',
            endsAt: '2026-05-26T09:30:00',
            speakers: [{ name: 'Ada Lovelace' }],
          })),
        },
      ],
    },
  ]);
}

describe('createScheduleParser', () => {
  const threads = createThreads();
  after(() => threads.stop());
  const parse = createScheduleParser(threads);

  it('returns what parseSchedule returns', async () => {
    const text = schedule([{ title: 'Opening' }, { title: 'Closing' }]);
    assert.deepEqual(
      await parse(text, { timezone: 'Europe/Berlin' }),
      parseSchedule(text, { timezone: 'Europe/Berlin' }),
    );
  });

  it('says what is wrong with a schedule', async () => {
    await assert.rejects(parse('<html>', {}), {
      code: 'bad-input',
      message: /a web page, and I found no schedule/,
    });
    await assert.rejects(parse('[]', { timezone: 'Mars' }), { code: 'wrong-usage' });
  });

  const long = schedule(
    Array.from({ length: 1600 }, (_, index) => ({
      title: `Talk ${index}`,
      description: '<p>Lorem ipsum dolor.</p> '.repeat(400),
    })),
  );

  it('says that a schedule takes too long', async () => {
    await assert.rejects(createScheduleParser(threads, 1)(long, {}), {
      code: 'too-large',
      message: 'The schedule took too long to read (more than 0.001 seconds). Use a different export.',
    });
  });

  it('leaves the event loop alone while it parses 16 MB', async () => {
    assert.ok(long.length > 15_000_000);
    const [thread, everything] = [process.threadCpuUsage(), process.cpuUsage()];
    const { talks } = await createScheduleParser(threads, 170_000)(long, { timezone: 'UTC' });
    const ours = total(process.threadCpuUsage(thread));
    const all = total(process.cpuUsage(everything));
    assert.equal(talks.length, 1600);
    // A share, because on a busy machine everything takes longer.
    assert.ok(ours < all / 4, `took ${ours / 1000} of ${all / 1000} ms`);
  });
});

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

/** Serves texts by their paths; returns the address of the server. */
async function serve(t: TestContext, files: Record<string, string>): Promise<string> {
  const server = createServer((request, response) => {
    const text = files[request.url ?? ''];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const OPENING = schedule([{ title: 'Opening' }]);

describe('fetchSchedule', () => {
  it('follows a page to the schedule that it links to', async (t) => {
    const base = await serve(t, {
      '/program': '<!doctype html><a href="/missing/schedule.json">JSON</a> <a href="data/all.ics">Calendar</a>',
      '/data/all.ics': 'BEGIN:VCALENDAR\nEND:VCALENDAR',
    });
    assert.match(await fetchSchedule(`${base}/program`, true), /^BEGIN:VCALENDAR/);
  });

  it('takes a page of pretalx to its schedule.json', async (t) => {
    const base = await serve(t, {
      '/harbor/schedule/': '<!doctype html><p>powered by pretalx</p>',
      '/harbor/schedule/export/schedule.json': OPENING,
    });
    assert.equal(await fetchSchedule(`${base}/harbor/schedule/`, true), OPENING);
  });

  it('adds the files next to a schedule that names its sessions by id', async (t) => {
    const base = await serve(t, {
      '/_data/schedule.yml': '- date: "2026-07-22"\n  timeslots:\n    - startTime: "09:00"\n      sessionIds: [1]\n',
      '/_data/sessions.yml': '- id: 1\n  title: Knots\n  speakers: [7]\n',
      '/_data/speakers.yml': '- id: 7\n  name: Ada Marlow\n',
    });
    const { talks } = parseSchedule(await fetchSchedule(`${base}/_data/schedule.yml`, true));
    assert.deepEqual(
      talks.map(({ title, speakers }) => [title, speakers]),
      [['Knots', [{ name: 'Ada Marlow' }]]],
    );
  });

  it('follows no page to a private address', async (t) => {
    const base = await serve(t, { '/schedule.json': OPENING });
    await assert.rejects(fetchSchedule(`${base}/schedule.json`, false), { code: 'refused' });
  });
});

describe('loadSchedule', () => {
  it('says what to give if there is no such file', async () => {
    await assert.rejects(loadSchedule('no-such-schedule.json', false), {
      code: 'bad-input',
      message: /Can't read the schedule no-such-schedule\.json\. Enter a file or an http\(s\) link/,
    });
  });
});
