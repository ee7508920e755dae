import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseStart } from '#slack/commands/parse-start.ts';

describe('parseStart', () => {
  const read = (typed: string) => {
    const request = parseStart(typed, '2016-05-20');
    return 'form' in request ? request.form : request.conference;
  };

  it('reads all parts, in the order of the contract', () => {
    assert.deepEqual(
      read(
        '"DevOpsDays Toronto" 2016-05-26 2016-05-27 America/Toronto at 18:30 in <#C12|devopsdays> schedule <https://x.example/s.json>',
      ),
      {
        name: 'DevOpsDays Toronto',
        from: '2016-05-26',
        to: '2016-05-27',
        timezone: 'America/Toronto',
        digestAt: '18:30',
        channel: { id: 'C12' },
        scheduleUrl: 'https://x.example/s.json',
      },
    );
  });

  it('reads curly quotes, smart dashes, odd blanks, small letters and any order', () => {
    assert.deepEqual(read('“DevOps  Days” in #room at 6:30pm 2016‑05‑26–2016‑05‑27 america/toronto'), {
      name: 'DevOps Days',
      from: '2016-05-26',
      to: '2016-05-27',
      timezone: 'America/Toronto',
      digestAt: '18:30',
      channel: { name: 'room' },
    });
    assert.deepEqual(read('„Tage“ 2016-05-26 to 2016-05-27 UTC at 6 pm'), {
      name: 'Tage',
      from: '2016-05-26',
      to: '2016-05-27',
      timezone: 'UTC',
      digestAt: '18:00',
    });
  });

  it('offers both dates if it is not clear whether the month comes first', () => {
    const request = parseStart('"Foo" 5/6 to 6/6 at 6pm', '2016-05-20');
    assert.ok('form' in request);
    assert.deepEqual(request.suggestions, [
      { typed: '/recap start "Foo" 2016-05-06 2016-06-06 at 18:00', label: '6 May 2016 – 6 June 2016' },
      { typed: '/recap start "Foo" 2016-06-05 2016-06-06 at 18:00', label: '5 June 2016 – 6 June 2016' },
    ]);
  });

  it('takes what is typed before the first date as the name', () => {
    assert.equal(read('Top 10 to 20 Talks 26 May'), '/recap start "Top 10 to 20 Talks" 2016-05-26');
    assert.equal(
      read('Women’s Day 26 and 27 May Paris'),
      '/recap start "Women’s Day" 2016-05-26 2016-05-27 Europe/Paris',
    );
  });

  it('reads a time of day and a place as people of several languages write them', () => {
    for (const [typed, request] of [
      ['"X" 2016-06-03 at noon', { digestAt: '12:00' }],
      ['"X" 3. Juni um 18 Uhr', { digestAt: '18:00' }],
      ['"X" 3 de junio a las 18:30 Bogotá', { timezone: 'America/Bogota', digestAt: '18:30' }],
      ['"X" on 3 June in Nantes', { timezone: 'Europe/Paris' }],
    ] as const)
      assert.deepEqual(read(typed), { name: 'X', from: '2016-06-03', ...request });
  });

  it('says what a button does with a place that is in no list, and keeps a time that is none', () => {
    const own = parseStart('"X" 3 June Gondor', '2016-05-20');
    assert.deepEqual('form' in own && [/Gondor/.test(own.why), own.suggestions], [
      true,
      [{ typed: '/recap start "X" 2016-06-03', label: 'Use my time zone' }],
    ]);
    const late = parseStart('"X" 2/6/2016 at 25:00 UTC+2', '2016-05-20');
    assert.equal('form' in late && late.suggestions[1]?.typed, '/recap start "X" 2016-06-02 UTC+2 at 25:00');
  });

  it('takes the first day alone', () => {
    assert.deepEqual(read('"Foo" 2016-05-26'), { name: 'Foo', from: '2016-05-26' });
  });

  for (const [typed, form] of [
    ['Foo 2016-05-26', '/recap start "Foo" 2016-05-26'],
    ['Foo bar', '/recap start "Foo bar" 26 May'],
    ['"Foo', '/recap start "Foo" 26 May'],
    ['2016-05-26', '/recap start "NAME" 2016-05-26'],
    ['"Foo" 5/6/2016', '/recap start "Foo" 2016-05-06'],
    ['"Foo" 26 May IST', '/recap start "Foo" 2016-05-26 Asia/Kolkata'],
    ['"Foo" 26 May Torontoo', '/recap start "Foo" 2016-05-26 America/Toronto'],
    ['Foo Days 26 May', '/recap start "Foo Days" 2016-05-26'],
    ['"Foo" 2016-02-30', '/recap start "Foo" 26 May'],
    ['"Foo" 2016-05-27 2016-05-26', '/recap start "Foo" 2016-05-26 2016-05-27'],
    ['"Foo" 2016-05-26 America/Toronot', '/recap start "Foo" 2016-05-26 America/Toronto'],
    ['"Foo" 2016-05-26 at 25:00', '/recap start "Foo" 2016-05-26 at 18:30'],
    ['"Foo" 2016-05-26 with all of us', '/recap start "Foo" 2016-05-26 Europe/Berlin'],
    ['"Foo" 2016-05-26 UTC Europe/Berlin', '/recap start "Foo" 2016-05-26 UTC'],
  ] as const) {
    it(`asks rather than guesses: ${typed}`, () => assert.equal(read(typed), form));
  }
});
