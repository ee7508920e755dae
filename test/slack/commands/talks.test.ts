import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
