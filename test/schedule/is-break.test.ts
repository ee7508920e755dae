import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isServiceSession } from '#schedule/is-break.ts';

function isService(
  title: string,
  more: { type?: string; track?: string; speaker?: string; isService?: boolean } = {},
): boolean {
  const speakers = more.speaker === undefined ? [] : [{ name: more.speaker }];
  return isServiceSession({
    place: '',
    title,
    speakers,
    type: more.type,
    track: more.track,
    isService: more.isService ?? false,
  });
}

test('breaks, meals and the way in are no talks, in whatever language', () => {
  for (const title of [
    'Lunch',
    'Coffee Break (30 min)',
    'Morning break 🍩',
    'Registration & Breakfast',
    'Check-in',
    'Doors open',
    'Lunch sponsored by Example Corp',
    'Mittagspause',
    'Einlass',
    'Pause déjeuner',
    'Petit-déjeuner',
    'Almuerzo',
    'Pausa para café',
    'Przerwa obiad',
    'Кофе-брейк',
    '休憩',
    '午餐',
    '점심',
  ]) {
    assert.equal(isService(title), true, title);
  }
});

test('a talk, an open space, an ignite or a party stays', () => {
  for (const title of [
    'Break the monolith',
    'Coffee, containers and culture',
    'Registration of trademarks',
    'Lunch & Learn: Go',
    'The dinner party problem',
    'Open Space #1',
    'Ignites',
    'Opening',
    'Closing',
    'Welcome',
    '',
  ]) {
    assert.equal(isService(title), false, title);
  }
});

test('somebody speaks: a talk, unless the schedule says otherwise', () => {
  assert.equal(isService('Breakfast', { speaker: 'Ada Marlow' }), false);
  assert.equal(isService('Fireside chat', { speaker: 'Ada Marlow', isService: true }), true);
});

test('type or track can say it', () => {
  assert.equal(isService('Tacos in the yard', { type: 'Breaks' }), true);
  assert.equal(isService('Tacos in the yard', { track: 'Lunch' }), true);
  assert.equal(isService('Tacos in the yard', { type: 'talk', track: 'Breaking changes' }), false);
});
