import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findZone } from '#text/dates-and-zones/find-zone.ts';

test('time zones are found as people name them', () => {
  const named: Record<string, string> = {
    'america/toronto': 'America/Toronto',
    'Asia/Calcutta': 'Asia/Calcutta',
    ...{ ET: 'America/New_York', pdt: 'America/Los_Angeles', CET: 'Europe/Berlin', MESZ: 'Europe/Berlin' },
    ...{ JST: 'Asia/Tokyo', AEST: 'Australia/Sydney', EEST: 'Europe/Helsinki', GMT: 'UTC', utc: 'UTC' },
    ...{
      'UTC+2': 'Etc/GMT-2',
      'GMT−05:00': 'Etc/GMT+5',
      '+0100': 'Etc/GMT-1',
      'UTC+0': 'UTC',
      'UTC+5:30': 'Asia/Kolkata',
    },
    ...{ Berlin: 'Europe/Berlin', munich: 'Europe/Berlin', 'New York': 'America/New_York', Zürich: 'Europe/Zurich' },
    ...{ Sydney: 'Australia/Sydney', 'San Francisco': 'America/Los_Angeles', Mumbai: 'Asia/Kolkata' },
    ...{ Kopenhagen: 'Europe/Copenhagen', Londres: 'Europe/London', Roma: 'Europe/Rome', Italien: 'Europe/Rome' },
    ...{ Nantes: 'Europe/Paris', Austin: 'America/Chicago', Göteborg: 'Europe/Stockholm' },
    ...{ 'Pacific time': 'America/Los_Angeles', 'US Eastern': 'America/New_York', Germany: 'Europe/Berlin' },
  };
  for (const [text, zone] of Object.entries(named)) assert.deepEqual(findZone(text), { zone }, text);
});

test('a name of several time zones gives all of them', () => {
  const choices = (text: string) => {
    const found = findZone(text);
    return found !== undefined && 'choices' in found ? found.choices : [];
  };
  assert.deepEqual(choices('IST').toSorted(), ['Asia/Jerusalem', 'Asia/Kolkata', 'Europe/Dublin']);
  assert.ok(choices('CST').includes('America/Chicago') && choices('CST').includes('Asia/Shanghai'));
  assert.deepEqual(choices('est'), ['America/New_York', 'America/Panama'], 'with daylight saving time or without');
  assert.deepEqual(choices('Portland'), ['America/Los_Angeles', 'America/New_York']);
  assert.deepEqual(choices('Granada'), ['Europe/Madrid', 'America/Managua', 'America/Grenada'], 'cities and a country');
  assert.deepEqual(choices('San Martín'), ['America/Argentina/Mendoza', 'America/Marigot']);
  assert.ok(choices('US').includes('America/New_York'));
  assert.deepEqual(choices('UTC-3:30'), ['America/St_Johns'], 'it has another offset in summer');
});

test('what is no time zone is none', () => {
  for (const text of ['', 'Gondor', 'soon', 'UTC+15', 'Mars/Olympus', '__proto__', 'x'.repeat(100)]) {
    assert.equal(findZone(text), undefined, text);
  }
});

test('the name of a country means the same in every language', () => {
  for (const [english, ...others] of [
    ['Sweden', 'Schweden', 'Suecia', 'Suède', 'Svezia', 'Zweden', 'Suécia', 'Sverige'],
    ['Germany', 'Deutschland', 'Alemania', 'Allemagne', 'Germania', 'Duitsland', 'Alemanha', 'Tyskland'],
    ['Norway', 'Norwegen', 'Noruega', 'Norvège', 'Norvegia', 'Noorwegen', 'Norge'],
  ] as const)
    for (const other of others) assert.deepEqual(findZone(other), findZone(english), other);
});
