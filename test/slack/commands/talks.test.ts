import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { parseDay } from '#slack/commands/dates-and-zones.ts';
import { parseTalk } from '#slack/commands/talks.ts';

describe('parseTalk', () => {
  const read = (typed: string) => {
    const request = parseTalk(typed);
    return 'form' in request ? request.form : request;
  };

  it('reads title, speaker and affiliation', () => {
    assert.deepEqual(read('“State of the Union” by John Willis, Docker'), {
      title: 'State of the Union',
      speakers: [{ name: 'John Willis', affiliation: 'Docker' }],
    });
  });

  it('reads several speakers', () => {
    assert.deepEqual(read('"Stand by Me" BY Ann Lee, X and Bo Ek'), {
      title: 'Stand by Me',
      speakers: [{ name: 'Ann Lee', affiliation: 'X' }, { name: 'Bo Ek' }],
    });
  });

  for (const [typed, form] of [
    ['', '/recap talk "TITLE" by SPEAKER'],
    ['Death by Meeting by Patrick Lencioni', '/recap talk "Death by Meeting" by Patrick Lencioni'],
    ['to each other', '/recap talk "to each other" by SPEAKER'],
    ['"Scaling"', '/recap talk "Scaling" by SPEAKER'],
    ['"Scaling" Ann Lee', '/recap talk "Scaling" by Ann Lee'],
    ['"Scaling" by', '/recap talk "Scaling" by SPEAKER'],
  ] as const) {
    it(`asks: ${typed}`, () => assert.equal(read(typed), form));
  }
});

test('a weekday is that of the conference, and a day can be named by its number', () => {
  const days = ['2026-09-17', '2026-09-18'];
  const day = (typed: string, today = '2026-09-10') => {
    const request = parseDay('talks', typed, { today, days });
    return 'form' in request ? request.form : request.day;
  };
  assert.equal(day('Donnerstag'), '2026-09-17');
  assert.equal(day('friday', '2026-09-25'), '2026-09-18');
  assert.equal(day('day 2'), '2026-09-18');
  assert.equal(day('17. September'), '2026-09-17');
  assert.equal(day('tomorrow'), '2026-09-11');
  assert.equal(day('day 3'), '/recap talks 26 May');
});
