import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertCpuTime } from '#test/cpu-time.ts';
import { readDates } from '#text/dates-and-zones/read-dates.ts';

/** A Wednesday. */
const TODAY = '2026-05-20';

function read(text: string, lean?: 'past' | 'future') {
  const { dates, dayFirst, rest } = readDates(text, { today: TODAY, ...(lean && { lean }) });
  return [...dates, ...(dayFirst === undefined ? [] : ['or', ...dayFirst]), ...(rest === '' ? [] : [`+${rest}`])].join(
    ' ',
  );
}

test('dates are read as people write them', () => {
  const written: Record<string, string> = {
    '2026-05-26': '2026-05-26',
    '2026‑05‑26–2026‑05‑27': '2026-05-26 2026-05-27 +-',
    '2016/5/26': '2016-05-26',
    '26.5.2026': '2026-05-26',
    '26.5.26': '2026-05-26',
    '26.–27.5.2026': '2026-05-26 2026-05-27',
    '5/26': '2026-05-26',
    '26/5': '2026-05-26',
    '5/26-27': '2026-05-26 2026-05-27',
    '26-5-2026': '2026-05-26',
    'May 26-27': '2026-05-26 2026-05-27',
    '26–27 May 2016': '2016-05-26 2016-05-27',
    '26/27 May': '2026-05-26 2026-05-27',
    '26, 27 and 28 May': '2026-05-26 2026-05-28',
    'May 26 & 27': '2026-05-26 2026-05-27',
    'May 25th through 27th': '2026-05-25 2026-05-27',
    '25 au 27 mai': '2026-05-25 2026-05-27',
    '28 May - 2 June': '2026-05-28 2026-06-02',
    '1..3 June 2026': '2026-06-01 2026-06-03',
    '1.6..3.6.2026': '2026-06-01 2026-06-03',
    '2026-06-01..2026-06-03': '2026-06-01 2026-06-03 +-',
    'Thu, 28th of May': '2026-05-28',
    '7. Juni 2026': '2026-06-07',
    '7 juin': '2026-06-07',
    '7 de junio': '2026-06-07',
    '7 maj': '2026-05-07',
    '2-3 juin 2026': '2026-06-02 2026-06-03',
    '17.-18. September 2026': '2026-09-17 2026-09-18',
    'vom 2. bis 3. Juni 2026': '2026-06-02 2026-06-03',
    'from 2 to 3 June': '2026-06-02 2026-06-03',
    '15. und 16. Oktober': '2026-10-15 2026-10-16',
    '2 al 3 de junio': '2026-06-02 2026-06-03',
    '2 t/m 3 juni': '2026-06-02 2026-06-03',
    torsdag: '2026-05-21',
    '7 de março': '2026-03-07',
    '7 augusti': '2026-08-07',
    '26. April': '2026-04-26',
    today: '2026-05-20',
    tomorrow: '2026-05-21',
    'day after tomorrow': '2026-05-22',
    'next Thursday': '2026-05-28',
    'in two weeks': '2026-06-03',
  };
  for (const [text, expected] of Object.entries(written)) assert.equal(read(text), expected, text);
});

test('dates that can be read in two ways come in both, unless another date shows the order', () => {
  assert.equal(read('5/6'), '2026-05-06 or 2026-06-05');
  assert.equal(read('5/6/2026 - 5/7/2026'), '2026-05-06 2026-05-07 or 2026-06-05 2026-07-05 +-');
  assert.equal(read('6/6'), '2026-06-06');
  assert.equal(read('5/26 5/6'), '2026-05-26 2026-05-06');
  assert.equal(read('26/5 5/6'), '2026-05-26 2026-06-05');
  assert.equal(read('5.6.'), '2026-06-05');
});

test('a number before a date is no part of it without a word or sign between them', () => {
  const written: Record<string, string> = {
    'PyCon 2026 7 to 9 May': '2026-05-07 2026-05-09 +PyCon 2026',
    'PyCon 2026 7-9 May': '2026-05-07 2026-05-09 +PyCon 2026;',
    'PyCon 2026 7.–9. Juni': '2026-06-07 2026-06-09 +PyCon 2026',
    'Vue 3 4 May': '2026-05-04 +Vue 3;',
    'Room 2 12. Mai': '2026-05-12 +Room 2;',
    'Top 10 20 minute talks': '+Top 10;20 minute talks',
  };
  for (const [text, expected] of Object.entries(written)) assert.equal(read(text), expected, text);
});

test('the text before the first date is as it was typed', () => {
  for (const [before, date] of [
    ['Top 10 to 20 Talks', '26 May'],
    ['Women’s Day – 2016 through 2019', '26, 27 and 28 May'],
    ['5 and 10 Years', 'vom 26. bis 27. Mai'],
  ])
    assert.equal(readDates(`${before} ${date}`, { today: TODAY }).before.trim(), before);
});

test('what is no day is left as it is', () => {
  for (const text of [
    'May',
    'next week',
    'this weekend',
    'two days',
    '31 February',
    '2026-02-30',
    '45.13.2026',
    '18:30',
    'soon',
  ]) {
    assert.equal(read(text), `+${text}`, text);
  }
});

test('a date without a year is the one that fits', () => {
  assert.equal(read('10 May', 'future'), '2026-05-10', 'a conference is also set up after it');
  assert.equal(read('1 March', 'future'), '2027-03-01');
  assert.equal(read('1 March'), '2026-03-01');
  assert.equal(read('26 May', 'past'), '2025-05-26');
  assert.equal(read('30 Dec - 2 Jan', 'future'), '2026-12-30 2027-01-02');
  assert.equal(read('Thursday', 'future'), '2026-05-21');
});

test('any text is read in no time, and every date exists', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 ./May-]{0,40}$/)), (text) => {
      const { dates } = readDates(text, { today: TODAY });
      for (const date of dates) assert.ok(new Date(date).toISOString().startsWith(date), date);
    }),
    { numRuns: 200 },
  );
  assertCpuTime(2_000, () => readDates('26/5-'.repeat(100_000), { today: TODAY }));
});
