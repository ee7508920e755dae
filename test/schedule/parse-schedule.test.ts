import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError, writeNotice } from '#errors.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { calendar, frabEvent, frabJson, scheduleFixture } from './fixtures.ts';

test('a format is recognised behind white space and a byte order mark', () => {
  for (const name of ['sessionize-grid.json', 'sessionize-all.json', 'frab-camp2019.json', '38c3.xml', 'pretalx.ics']) {
    const text = scheduleFixture(name);
    assert.deepEqual(parseSchedule(`\ufeff\r\n  ${text}`), parseSchedule(text), name);
  }
});

test('what is no schedule is named in one line', () => {
  const found = {
    '': /an empty file/,
    ' \ufeff\n': /an empty file/,
    '<!DOCTYPE html><title>Agenda</title>': /a web page, and I found no schedule/,
    '<html lang="en">': /a web page, and I found no schedule/,
    '<rss version="2.0"><channel/></rss>': /XML with the root element <rss>/,
    'Knots and splices': /text that starts with “Knots and splices”/,
    '{"ok":true,"channels":[]}': /JSON with the fields ok, channels/,
    '[{"id":"U1","name":"ada"}]': /JSON with the fields id, name/,
    '[1,2]': /JSON without field names/,
    '[{"fullName":"Ada","sessions":[]}]': /Sessionize speakers/,
    '{"schedule":': /isn’t valid JSON/,
    '{"schedule":null}': /JSON with the fields schedule/,
  };
  for (const [text, message] of Object.entries(found)) {
    assert.throws(
      () => parseSchedule(text),
      (error) => {
        assert.ok(error instanceof AppError, text);
        assert.equal(error.code, 'bad-input');
        assert.match(error.message, message);
        assert.match(error.message, /^[^\n]{1,500}$/);
        return true;
      },
    );
  }
});

test('an unknown zone of the caller is refused, of the schedule pointed out', () => {
  assert.throws(() => parseSchedule('[]', { timezone: 'Mars/Olympus' }), {
    code: 'wrong-usage',
    message: /Mars\/Olympus/,
  });
  const { conference, talks, warnings } = parseSchedule(frabJson([frabEvent()], { time_zone_name: 'Middle Earth' }));
  assert.equal(conference.timezone, undefined);
  assert.equal(talks[0]?.startsAt, '2026-07-22T12:00:00+02:00');
  assert.deepEqual(warnings, [{ key: 'schedule-zone-unknown', values: { zone: 'Middle Earth' } }]);
});

test('the configured zone wins for the wall clock and is what all times are written in', () => {
  const wall = frabJson([frabEvent({ date: '2026-07-22T12:00:00' })]);
  assert.equal(parseSchedule(wall).talks[0]?.startsAt, '2026-07-22T12:00:00+02:00');
  const moved = parseSchedule(wall, { timezone: 'America/Toronto' });
  assert.equal(moved.talks[0]?.startsAt, '2026-07-22T12:00:00-04:00');
  assert.equal(moved.conference.timezone, 'America/Toronto');
  assert.match(
    writeNotice(moved.warnings[0]!),
    /time zone is Europe\/Berlin, but the conference’s is America\/Toronto, so I took its times to be in America\/Toronto. Is 2026-07-22 12:00 right for “Knots”\?/,
  );
  const instant = parseSchedule(frabJson([frabEvent()]), { timezone: 'America/Toronto' });
  assert.equal(instant.talks[0]?.startsAt, '2026-07-22T06:00:00-04:00');
});

test('without any zone the wall clock is read as UTC, with a warning that names the first talk', () => {
  const events = [
    frabEvent({ date: '2026-07-22T12:00:00' }),
    frabEvent({ guid: 'g2', title: 'Early', date: '2026-07-22T09:30:00' }),
  ];
  const { talks, conference, warnings } = parseSchedule(frabJson(events, { time_zone_name: undefined }));
  assert.equal(talks[0]?.startsAt, '2026-07-22T09:30:00Z');
  assert.equal(conference.timezone, undefined);
  assert.deepEqual(warnings, [{ key: 'schedule-zone-missing', values: { time: '2026-07-22 09:30', title: 'Early' } }]);
});

test('without any zone instants keep the offset that they are written with', () => {
  const { talks, conference, warnings } = parseSchedule(
    frabJson([frabEvent({ date: '2026-07-23T02:30:00-07:00' })], { time_zone_name: undefined }),
  );
  assert.equal(talks[0]?.startsAt, '2026-07-23T02:30:00-07:00');
  assert.deepEqual(conference, { name: 'Harbor Conf', from: '2026-07-22', to: '2026-07-22' });
  assert.deepEqual(warnings, []);
});

test('the days of the conference: as stated, widened to talks near it, not to those far off', () => {
  const span = (conference: object, ...dates: string[]) => {
    const events = dates.map((date, index) => frabEvent({ guid: `g${index}`, date: `${date}T12:00:00+02:00` }));
    const { conference: read, warnings } = parseSchedule(frabJson(events, { ...conference }));
    return [read.from, read.to, warnings.length];
  };
  const stated = { start: '2026-07-22', end: '2026-07-24' };
  assert.deepEqual(span(stated, '2026-07-23'), ['2026-07-22', '2026-07-24', 0]);
  assert.deepEqual(span(stated, '2026-07-21', '2026-07-25'), ['2026-07-21', '2026-07-25', 0]);
  assert.deepEqual(span(stated, '2026-07-23', '2027-07-23'), ['2026-07-22', '2026-07-24', 1]);
  assert.deepEqual(span(stated, '2027-07-21', '2027-07-22'), ['2027-07-21', '2027-07-22', 1]);
  assert.deepEqual(span({ start: '2026-07-24', end: '2026-07-22' }, '2026-07-23'), ['2026-07-23', '2026-07-23', 1]);
  assert.deepEqual(span({}, '2026-07-22', '2026-07-23'), ['2026-07-22', '2026-07-23', 0]);
  assert.deepEqual(span({ start: '2026-07-22T00:00:00', end: '2026-07-23T01:30:00' }, '2026-07-22'), [
    '2026-07-22',
    '2026-07-22',
    0,
  ]);
  assert.deepEqual(span({ start: 'soon' }, '2026-07-22'), ['2026-07-22', '2026-07-22', 0]);
});

test('talks come by start, room and id', () => {
  const rooms = {
    B: [frabEvent({ guid: '2' }), frabEvent({ guid: '1', title: 'Splices' })],
    A: [frabEvent({ guid: '9' }), frabEvent({ guid: '8', date: '2026-07-22T09:00:00Z' })],
  };
  assert.deepEqual(
    parseSchedule(frabJson([], { days: [{ rooms }] })).talks.map(({ id }) => id),
    ['8', '9', '1', '2'],
  );
});

test('beyond fifty warnings only their number is given', () => {
  const untitled = Array.from({ length: 120 }, () => frabEvent({ title: '' }));
  const { warnings } = parseSchedule(frabJson([...untitled, frabEvent()]));
  assert.equal(warnings.length, 51);
  assert.equal(writeNotice(warnings.at(-1)!), '… and 70 more warnings');
});

test('five thousand events and a million brackets are read in a few seconds', () => {
  assertCpuTime(20_000, () => {
    const events = Array.from({ length: 5_000 }, (_, index) =>
      frabEvent({ guid: index % 2 === 0 ? 'same' : `${index}`, title: `Knots ${index}` }),
    );
    assert.equal(parseSchedule(frabJson(events)).talks.length, 5_000);
    const vevents = events.map((_, index) => [
      `UID:${index}`,
      `SUMMARY:Knots ${index}`,
      'DTSTART:20260722T120000Z',
      'DURATION:PT1H',
    ]);
    assert.equal(parseSchedule(calendar(...vevents)).talks.length, 5_000);
    assert.throws(() => parseSchedule('['.repeat(1_000_000) + ']'.repeat(1_000_000)), { code: 'bad-input' });
    assert.throws(() => parseSchedule('{"schedule":'.repeat(100_000)), { code: 'bad-input' });
  });
});

function assertSound(text: string): void {
  let schedule: ReturnType<typeof parseSchedule>;
  try {
    schedule = parseSchedule(text);
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, 'bad-input');
    return;
  }
  const { talks } = schedule;
  assert.equal(new Set(talks.map(({ id }) => id)).size, talks.length);
  for (const [index, talk] of talks.entries()) {
    assert.ok(talk.title !== '' && talk.id !== '');
    assert.ok(Date.parse(talk.endsAt) > Date.parse(talk.startsAt));
    assert.ok(index === 0 || Date.parse(talk.startsAt) >= Date.parse(talks[index - 1]!.startsAt));
    assert.match(talk.startsAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/);
  }
}

test('any JSON where an event should be harms nobody', () => {
  const fields = ['guid', 'title', 'date', 'end', 'duration', 'persons', 'room', 'track', 'url', 'abstract', 'start'];
  const times = fc.constantFrom(
    '2026-07-22T12:00:00',
    '2026-07-22T12:00:00+02:00',
    '2026-07-21T23:00:00Z',
    '00:45',
    '25:61',
  );
  const value = fc.oneof(fc.jsonValue(), fc.string(), times);
  const event = fc.dictionary(fc.constantFrom(...fields), value, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(fc.oneof(event, fc.jsonValue()), { maxLength: 8 }), fc.jsonValue(), (events, zone) => {
      assertSound(frabJson(events, { time_zone_name: zone }));
      assertSound(JSON.stringify([{ rooms: [{ name: zone, sessions: events }] }]));
      assertSound(JSON.stringify({ sessions: events, speakers: events, rooms: events, categories: events }));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('a schedule with anything cut out or put in harms nobody', () => {
  const names =
    '38c3.xml pretalx.ics sched.ics sessionize-all.json table.csv hoverboard.json program-page.html eventyay.json';
  const more = 'xcal-draft.xml xcal-rfc6321.xml indico-timetable.json opass.json nested.yml rubyevents/schedule.yml';
  for (const name of `${names} ${more}`.split(' ')) {
    const text = scheduleFixture(name);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(200), fc.string({ maxLength: 5 }), (at, length, put) => {
        assertSound(text.slice(0, at) + put + text.slice(at + length));
      }),
      { seed: 1, numRuns: 40 },
    );
  }
});

test('a field that is too long is cut with a warning, in no time', () => {
  const { talks, warnings } = parseSchedule(
    frabJson([frabEvent({ title: 'word '.repeat(2_000_000), abstract: 'word '.repeat(2_000_000) })]),
  );
  assert.equal(talks[0]!.title.length, 1_000);
  assert.equal(talks[0]!.abstract!.length, 20_000);
  assert.deepEqual(
    warnings.map((warning) => writeNotice(warning).replace(/^.*: /, '')),
    ['the title was cut at 1000 characters', 'the description was cut at 20000 characters'],
  );
});

test('more events than any conference has are refused with their number', () => {
  const events = Array.from({ length: 5_001 }, (_, index) => frabEvent({ guid: `e${index}` }));
  assert.throws(() => parseSchedule(frabJson(events)), {
    code: 'too-large',
    message: /5,001 events. The limit is 5,000/,
  });
  const vevents = Array.from({ length: 5_001 }, () => ['UID:x']);
  assert.throws(() => parseSchedule(calendar(...vevents)), { code: 'too-large' });
});
