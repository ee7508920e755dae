import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseScheduleInWorker } from '#app/load-schedule.ts';
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

describe('parseScheduleInWorker', () => {
  it('returns what parseSchedule returns', async () => {
    const text = schedule([{ title: 'Opening' }, { title: 'Closing' }]);
    assert.deepEqual(
      await parseScheduleInWorker(text, { timezone: 'Europe/Berlin' }),
      parseSchedule(text, { timezone: 'Europe/Berlin' }),
    );
  });

  it('says what is wrong with a schedule', async () => {
    await assert.rejects(parseScheduleInWorker('<html>', {}), { code: 'bad-input', message: /an HTML page/ });
    await assert.rejects(parseScheduleInWorker('[]', { timezone: 'Mars' }), { code: 'wrong-usage' });
  });

  it('leaves the event loop alone while it parses 16 MB', async () => {
    const text = schedule(
      Array.from({ length: 1600 }, (_, index) => ({
        title: `Talk ${index}`,
        description: '<p>Lorem ipsum dolor.</p> '.repeat(400),
      })),
    );
    assert.ok(text.length > 15_000_000);
    const before = process.threadCpuUsage();
    const { talks } = await parseScheduleInWorker(text, { timezone: 'UTC' });
    const { user, system } = process.threadCpuUsage(before);
    assert.equal(talks.length, 1600);
    // All of this thread's work together is less than one block of the event loop may be.
    assert.ok(user + system < 100_000, `took ${(user + system) / 1000} ms`);
  });
});
