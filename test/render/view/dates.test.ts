import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dayNumber, dayRange, longDay, mediumDay, messageInstant, shortDay, zoneClock } from '#render/view/dates.ts';

test('days are named in the language', () => {
  assert.equal(longDay('2016-05-26', 'en'), 'Thursday, 26 May 2016');
  assert.equal(mediumDay('2016-05-26', 'en'), 'Thursday 26 May');
  assert.equal(shortDay('2016-05-26', 'en'), 'Thu 26 May');
  assert.equal(longDay('2016-05-26', 'de'), 'Donnerstag, 26. Mai 2016');
  assert.equal(mediumDay('2016-05-26', 'es'), 'jueves, 26 de mayo');
  assert.equal(shortDay('2016-05-26', 'fr'), 'jeu. 26 mai');
  assert.equal(longDay('2016-05-01', 'fr'), 'dimanche 1er mai 2016');
  assert.equal(mediumDay('2016-05-01', 'pt'), 'domingo, 1º de maio');
  assert.equal(shortDay('2016-05-01', 'it'), 'dom 1º mag');
  assert.equal(mediumDay('2016-05-01', 'es'), 'domingo, 1 de mayo');
});

test('a range of days repeats neither month nor year', () => {
  assert.equal(dayRange('2016-05-26', '2016-05-26'), '26 May 2016');
  assert.equal(dayRange('2016-05-26', '2016-05-27'), '26–27 May 2016');
  assert.equal(dayRange('2016-05-30', '2016-06-02'), '30 May – 2 June 2016');
  assert.equal(dayRange('2016-05-26', '2016-05-27', 'de'), '26.–27. Mai 2016');
  assert.equal(dayRange('2016-05-26', '2016-05-27', 'pt'), '26–27 de maio de 2016');
  assert.equal(dayRange('2016-05-01', '2016-05-03', 'fr'), '1er–3 mai 2016');
  assert.equal(dayRange('2016-05-01', '2016-05-03', 'it'), '1º–3 maggio 2016');
  assert.equal(dayRange('2016-04-30', '2016-05-01', 'fr'), '30 avril – 1er mai 2016');
  assert.equal(dayRange('2016-12-30', '2017-01-02'), '30 December 2016 – 2 January 2017');
});

test('days are counted from the first, across a change of the clocks', () => {
  assert.equal(dayNumber('2016-05-26', '2016-05-26'), 1);
  assert.equal(dayNumber('2024-04-01', '2024-03-30'), 3);
  assert.equal(dayNumber('2024-03-29', '2024-03-30'), 0);
});

test('a message’s time stamp is an instant', () => {
  assert.equal(messageInstant({ ts: '1464272340.000100' }), 1464272340000);
  assert.equal(messageInstant({ ts: '1464272340.999900' }), 1464272340999);
  assert.equal(messageInstant({ ts: '1464272340.000100', writtenAt: 5 }), 5);
  for (const ts of ['', 'soon', '-5', '99999999999999999', 'Infinity']) assert.equal(messageInstant({ ts }), undefined);
});

test('the clock shows what the zone’s clocks show', () => {
  const zones = ['America/Toronto', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/Berlin', 'UTC'];
  const instant = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2040-01-01') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
      const clock = zoneClock(zone);
      const local = DateTime.fromMillis(at, { zone });
      assert.equal(clock.time(at), local.toFormat('HH:mm'));
      assert.equal(clock.dayStart(local.toISODate()!), local.startOf('day').toMillis());
      assert.equal(clock.time(clock.hourBefore(at)), local.toFormat("HH':00'"));
      assert.ok(at - clock.hourBefore(at) < 3_600_000);
    }),
  );
});
