import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadSchedule } from '#app/load-schedule.ts';
import { writeNotice } from '#errors.ts';
import { type ParsedSchedule, parseSchedule } from '#schedule/parse-schedule.ts';

/** Small schedules of kinds that public files have, each with what must be read from it. */
async function read(name: string, timezone?: string): Promise<ParsedSchedule> {
  const path = fileURLToPath(new URL(`../fixtures/schedules/cases/${name}`, import.meta.url));
  return parseSchedule((await loadSchedule(path, false))!, timezone === undefined ? {} : { timezone });
}

function startsOf({ talks }: ParsedSchedule): string[] {
  return talks.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));
}

function speakersOf({ talks }: ParsedSchedule): string[] {
  return talks.map(({ speakers }) => speakers.map(({ name }) => name).join(', '));
}

test('iCalendar attendees are the speakers', async () => {
  assert.deepEqual(speakersOf(await read('ics-attendee-speakers.ics')), ['Ada Example, Ben Example']);
});

test('speakers are found in the description', async () => {
  assert.deepEqual(speakersOf(await read('ics-speakers-in-description.ics')), [
    'Ada Quirk',
    'Ben Turner',
    'Nora Madsen',
  ]);
});

test('durations in every form last ninety minutes', async () => {
  const { talks } = await read('ics-duration-forms.ics');
  assert.equal(talks.length, 4);
  for (const { startsAt, endsAt } of talks) assert.equal(Date.parse(endsAt) - Date.parse(startsAt), 90 * 60_000);
});

test('a repetition is left out on an excepted day', async () => {
  assert.deepEqual(startsOf(await read('ics-exdate-date.ics')), ['2024-09-12T07:00', '2024-09-14T07:00']);
});

test('a line may be folded inside a character', async () => {
  const { talks } = await read('ics-fold-in-character.ics');
  assert.equal(talks[0]?.title, 'Ümläuts in a lông title xüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü');
});

test('a calendar may begin inside an HTML comment', async () => {
  assert.equal((await read('ics-html-comment-before.ics')).talks[0]?.title, 'Opening');
});

test('the whole conference is not a talk', async () => {
  const { talks, warnings } = await read('ics-multiday-block.ics', 'UTC');
  assert.deepEqual(
    talks.map(({ title }) => title),
    ['Opening'],
  );
  assert.deepEqual(warnings, [
    {
      key: 'event-not-a-talk',
      values: { place: 'VEVENT 1 (x)', title: 'Conference', hours: 59 },
    },
  ]);
});

test('an event years away is left out with a warning', async () => {
  const { conference, talks, warnings } = await read('ics-old-year.ics', 'UTC');
  assert.deepEqual([conference.from, conference.to, talks.length], ['2018-08-31', '2018-09-01', 2]);
  assert.deepEqual(
    warnings.map((warning) => writeNotice(warning)),
    [
      '1 talk is well outside the conference dates (31 August 2018 to 1 September 2018) and was left out: “Old meetup” on 5 August 2016',
    ],
  );
});

test('only BEGIN: opens a component', async () => {
  const { talks } = await read('ics-raw-line-begin.ics');
  assert.deepEqual([talks.length, talks[0]?.title, talks[0]?.room], [1, 'Opening', 'Hall']);
  assert.deepEqual(startsOf(await read('ics-raw-line-begin.ics')), ['2024-09-12T09:00']);
});

test('time zones are known by their Windows names', async () => {
  assert.deepEqual(startsOf(await read('ics-windows-tzid.ics')), ['2024-09-12T07:00', '2024-09-12T13:00']);
});

test('time zones are known behind the prefixes of Evolution and others', async () => {
  const starts = startsOf(await read('ics-tzid-evolution.ics'));
  assert.deepEqual(starts, ['2024-09-12T07:00', '2024-09-12T09:00', '2024-09-12T14:00']);
});

test('XML is decoded as its declaration says', async () => {
  assert.equal((await read('frab-xml-latin1.xml')).talks[0]?.title, 'Größe zählt');
});

test('frab: a date without a time is completed by the start', async () => {
  assert.deepEqual(startsOf(await read('frab-xml-plain-date.xml')), ['2020-05-26T09:00', '2020-05-26T14:00']);
});

test('frab: the printed start wins over a time that only seems to be in UTC', async () => {
  const schedule = await read('frab-xml-start-disagrees.xml', 'America/Montreal');
  assert.deepEqual(
    schedule.talks.map(({ startsAt }) => startsAt),
    ['2017-08-05T10:00:00-04:00'],
  );
  assert.match(
    writeNotice(schedule.warnings[0]!),
    /are 4 hours earlier\. I used the text\. Is 10:00 right for “Opening”/,
  );
});

test('frab: without a known zone, a printed start next to an exact one in UTC tells the zone', () => {
  const event = (date: string, start: string) =>
    `<event><title>Opening</title><date>${date}</date><start>${start}</start><duration>0:30</duration></event>`;
  const xml = `<schedule><conference/><day date="2024-08-05"><room name="Hall">${event('2024-08-05T08:00:00Z', '10:00')}</room></day></schedule>`;
  const { talks, warnings } = parseSchedule(xml);
  assert.equal(talks[0]?.startsAt, '2024-08-05T10:00:00+02:00');
  assert.deepEqual(warnings, []);
});

test('c3voc version 2: events come in one list next to the conference', async () => {
  const { talks } = await read('frab-json-schedule2.json');
  assert.deepEqual(
    talks.map(({ title, room, startsAt, endsAt, speakers }) => [title, room, startsAt, endsAt, speakers]),
    [['Opening', 'Hall', '2024-12-27T10:30:00+01:00', '2024-12-27T11:15:00+01:00', [{ name: 'Ada Example' }]]],
  );
});

test('entries directly in a day are talks', async () => {
  const schedule = await read('schedule-entries.xml', 'Europe/Berlin');
  const [talk] = schedule.talks;
  assert.deepEqual(
    [talk?.title, talk?.room, talk?.startsAt, talk?.endsAt.slice(11, 16)],
    ['Welcome', 'C01', '2014-07-21T09:30:00+02:00', '10:00'],
  );
  assert.deepEqual(speakersOf(schedule), ['Ada Example']);
});

test('OPass: titles, rooms and speakers are taken in English', async () => {
  const schedule = await read('json-opass.json');
  assert.equal(schedule.format, 'opass');
  assert.deepEqual(
    schedule.talks.map(({ title, room, startsAt }) => [title, room, startsAt]),
    [['Opening', 'Hall', '2020-08-01T09:00:00+08:00']],
  );
  assert.deepEqual(speakersOf(schedule), ['Ada Example']);
});

test("other people's JSON is read by the names of its fields", async () => {
  const schedule = await read('json-other-sessions-speakers.json', 'Europe/Copenhagen');
  assert.equal(schedule.format, 'other');
  assert.deepEqual(
    schedule.talks.map(({ title, room, startsAt }) => [title, room, startsAt.slice(11, 16)]),
    [
      ['Structured concurrency', 'Hall 1', '09:00'],
      ['Compilers', 'Hall 2', '09:00'],
    ],
  );
  assert.deepEqual(speakersOf(schedule), ['Ada Example', 'Ben Example']);
});
