import assert from 'node:assert/strict';
import { it } from 'node:test';
import { phaseOf } from '#domain/conference/conference-phase.ts';

const conference = { from: '2016-05-26', to: '2016-05-27', timezone: 'America/Toronto' };
const phaseAt = (iso: string, more: { endedAt?: number } = {}) => phaseOf({ ...conference, ...more }, Date.parse(iso));

it('lasts from three at night of its first day to three at night after its last', () => {
  assert.equal(phaseAt('2016-05-26T02:59:59-04:00'), 'before');
  assert.equal(phaseAt('2016-05-26T03:00:00-04:00'), 'during');
  assert.equal(phaseAt('2016-05-28T02:59:59-04:00'), 'during');
  assert.equal(phaseAt('2016-05-28T03:00:00-04:00'), 'after');
});
it('is over once it was closed, also where it had not begun', () => {
  assert.equal(phaseAt('2016-05-26T12:00:00-04:00', { endedAt: 1 }), 'after');
  assert.equal(phaseAt('2016-05-20T12:00:00-04:00', { endedAt: 1 }), 'after');
});
