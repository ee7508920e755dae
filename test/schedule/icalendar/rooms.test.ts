import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roomsOfLocations } from '#schedule/icalendar/rooms.ts';

function rooms(...locations: string[]): (string | undefined)[] {
  const byLocation = roomsOfLocations(locations);
  return locations.map((location) => byLocation.get(location));
}

test('what stands behind the last comma is no room', () => {
  assert.deepEqual(rooms('Hall A, Pier 9', 'Foyer', ''), ['Hall A', 'Foyer', '']);
});

test('an address that most locations share is cut off whole', () => {
  const address = 'Messehaus, Hafenstraße 5, 20095 Hamburg, Germany';
  assert.deepEqual(rooms(`Saal 1, ${address}`, `Saal 2, Galerie, ${address}`, 'Kneipe, Elbchaussee'), [
    'Saal 1',
    'Saal 2, Galerie',
    'Kneipe',
  ]);
});

test('a house number begins an address', () => {
  assert.deepEqual(rooms('Room 3, Level 2, 12 High Street, Leeds, UK'), ['Room 3, Level 2']);
});
