import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDemoClock } from '#demo/demo-clock.ts';

const REAL = Date.parse('2026-11-24T12:00:00.700Z');
const CONVERSATION = Date.parse('2026-11-25T15:17:00Z');

function clockAt(real: number) {
  const time = { real };
  return { time, clock: createDemoClock(() => time.real) };
}

test('it is the real time until the replay travels, and runs on from where it arrived', () => {
  const { time, clock } = clockAt(REAL);
  assert.equal(clock.now(), REAL);
  clock.travelTo(CONVERSATION);
  time.real += 5_000;
  assert.equal(clock.now(), CONVERSATION + 5_000);
});

test('a message of the second in which it travelled was written after the arrival', () => {
  const { clock } = clockAt(REAL);
  clock.travelTo(CONVERSATION);
  assert.equal(clock.instantOf(`${Math.floor(REAL / 1000)}.000007`), CONVERSATION);
});

test('a message keeps its instant when the replay travels on', () => {
  const { time, clock } = clockAt(REAL);
  clock.travelTo(CONVERSATION);
  clock.remember('1.000001', CONVERSATION);
  time.real += 100;
  clock.travelTo(CONVERSATION + 3_600_000);
  assert.equal(clock.instantOf('1.000001'), CONVERSATION);
});

test('what people write after the replay counts on from its end', () => {
  const { time, clock } = clockAt(REAL);
  clock.travelTo(CONVERSATION);
  time.real += 60_300;
  assert.equal(clock.instantOf(`${time.real / 1000}`), CONVERSATION + 60_300);
});
