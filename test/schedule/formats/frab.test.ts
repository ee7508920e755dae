import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeNotice } from '#errors.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { frabEvent, frabJson, scheduleFixture } from '#test/schedule/fixtures.ts';

test('an old frab schedule: people by public name, no end, no rooms or tracks of their own', () => {
  const schedule = parseSchedule(scheduleFixture('frab-camp2019.json'));
  assert.equal(schedule.format, 'frab-json');
  assert.deepEqual(schedule.conference, {
    name: 'Chaos Communication Camp 2019',
    timezone: 'Europe/Berlin',
    from: '2019-08-21',
    to: '2019-08-26',
  });
  assert.deepEqual(schedule.warnings, []);
  assert.equal(schedule.talks.length, 6);
  const [opening] = schedule.talks;
  assert.equal(opening?.id, 'a0a0fcfe-b7fb-46e3-84b6-97a5406016b4');
  assert.equal(opening?.slug, 'Camp2019-10386-opening_ceremony');
  assert.deepEqual(opening?.speakers, [{ name: 'jinxx' }, { name: 'smtw' }]);
  assert.equal(opening?.startsAt, '2019-08-21T11:00:00+02:00');
  assert.equal(opening?.endsAt, '2019-08-21T11:30:00+02:00');
  const late = schedule.talks.at(-1);
  assert.equal(late?.title, 'Achtung, Datenpannen!');
  assert.equal(late?.endsAt, '2019-08-23T00:30:00+02:00');
});

test('a pretalx schedule: do_not_record is kept, and a zone that its offsets contradict is pointed out', () => {
  const schedule = parseSchedule(scheduleFixture('pretalx-democon.json'));
  assert.equal(schedule.talks.length, 4);
  assert.deepEqual(
    schedule.talks.filter((talk) => talk.doNotRecord).map((talk) => talk.title),
    ['Monitored 24hour customer loyalty', 'Down-sized directional algorithm'],
  );
  assert.equal(schedule.talks[0]?.startsAt, '2020-12-14T08:00:00Z');
  assert.match(
    writeNotice(schedule.warnings[0]!),
    /UTC offset doesn’t match UTC. Is 2020-12-14 08:00 right for “Focused/,
  );
  assert.deepEqual(parseSchedule(scheduleFixture('pretalx-democon.json'), { timezone: 'Europe/Berlin' }).warnings, []);
});

test('everything that a talk has is read', () => {
  const event = frabEvent({
    slug: 'knots',
    end: '2026-07-22T12:50:00+02:00',
    room: 'Hall, renamed',
    track: { de: 'Handwerk', en: 'Craft' },
    type: 'workshop',
    url: 'https://example.org/knots',
    subtitle: 'and splices',
    abstract: 'Ropes &amp; *lines*.',
    description: '<p>Bring <b>gloves</b>.</p>',
    do_not_record: true,
    persons: [
      { public_name: 'A. M.', name: 'Ada Marlow', affiliation: 'Fjord Systems' },
      { public_name: 'ropewalker' },
      { id: 3 },
    ],
  });
  assert.deepEqual(parseSchedule(frabJson([event])).talks, [
    {
      id: 'g1',
      slug: 'knots',
      title: 'Knots',
      speakers: [{ name: 'Ada Marlow', affiliation: 'Fjord Systems' }, { name: 'ropewalker' }],
      room: 'Hall, renamed',
      track: 'Craft',
      type: 'workshop',
      startsAt: '2026-07-22T12:00:00+02:00',
      endsAt: '2026-07-22T12:50:00+02:00',
      url: 'https://example.org/knots',
      abstract: 'and splices\n\nRopes & lines.\n\nBring gloves.',
      doNotRecord: true,
    },
  ]);
});

test('invalid parts are left out, each with its place, and the rest is read', () => {
  const { talks, warnings } = parseSchedule(
    frabJson([
      frabEvent(),
      frabEvent({ guid: 'g2', date: undefined, title: 'Without <i>start</i>' }),
      frabEvent({ guid: 'g3', title: '  ' }),
      'nonsense',
      null,
      frabEvent({ guid: 'g4', date: 'tomorrow', persons: 'everybody', duration: 7 }),
    ]),
  );
  assert.deepEqual(
    talks.map((talk) => talk.id),
    ['g1'],
  );
  assert.deepEqual(
    warnings.map((warning) => writeNotice(warning)),
    [
      'days[0].rooms["Hall"][1]: “Without start” was left out because it has no start time',
      'days[0].rooms["Hall"][2]: left out because it has no title',
      'days[0].rooms["Hall"][3]: left out because it has no title',
      'days[0].rooms["Hall"][4]: left out because it has no title',
      'days[0].rooms["Hall"][5]: “Knots” was left out because its start time, “tomorrow”, isn’t a time I can read',
    ],
  );
});

test('days and rooms of the wrong kind are left out', () => {
  const days = [7, { rooms: [] }, { rooms: { A: 'x', B: [frabEvent()] } }, { rooms: ['x'] }];
  const { talks, warnings } = parseSchedule(frabJson([], { days }));
  assert.equal(talks.length, 1);
  assert.deepEqual(warnings, [
    { key: 'part-missing', values: { place: 'days[0]', field: 'rooms' } },
    { key: 'part-missing', values: { place: 'days[2].rooms["A"]', field: '[…]' } },
    { key: 'part-missing', values: { place: 'days[3]', field: 'rooms' } },
  ]);
});

test('an event with the time of day alone is on its day, before three in the morning on the next', () => {
  const events = [
    frabEvent({ date: undefined, start: '9:30' }),
    frabEvent({ guid: 'g2', date: undefined, start: '01:15' }),
  ];
  assert.deepEqual(
    parseSchedule(frabJson(events)).talks.map((talk) => talk.startsAt),
    ['2026-07-22T09:30:00+02:00', '2026-07-23T01:15:00+02:00'],
  );
});

test('an end before the start, no end and no length are replaced by a guess with a warning', () => {
  const { talks, warnings } = parseSchedule(
    frabJson([
      frabEvent({ end: '2026-07-22T11:00:00+02:00' }),
      frabEvent({ guid: 'g2', title: 'Splices', duration: '0:00' }),
      frabEvent({ guid: 'g3', title: 'Sails', duration: '1:00:00' }),
      frabEvent({ guid: 'g4', title: 'Rust', duration: undefined, end: '2046-07-22T11:00:00+02:00' }),
    ]),
  );
  assert.deepEqual(
    talks.map((talk) => talk.endsAt),
    [
      '2026-07-22T12:45:00+02:00',
      '2026-07-22T12:30:00+02:00',
      '2026-07-23T12:00:00+02:00',
      '2026-07-22T12:30:00+02:00',
    ],
  );
  assert.deepEqual(
    warnings.map((warning) => writeNotice(warning)),
    [
      'days[0].rooms["Hall"][0]: “Knots” ends before it starts, so I assumed 45 minutes',
      'days[0].rooms["Hall"][1]: “Splices” has no end time, so I assumed 30 minutes',
      'days[0].rooms["Hall"][3]: “Rust” lasts more than two weeks, so I assumed 30 minutes',
    ],
  );
});

test('a talk without guid gets an id of its title and start, whatever zone they are written in', () => {
  const id = (date: string) =>
    parseSchedule(frabJson([frabEvent({ guid: null, title: 'Über Knoten!', date })])).talks[0]?.id;
  assert.equal(id('2026-07-22T12:00:00+02:00'), 'uber-knoten-20260722T1000');
  assert.equal(id('2026-07-22T10:00:00Z'), 'uber-knoten-20260722T1000');
  assert.equal(parseSchedule(frabJson([frabEvent({ guid: '', id: 17 })])).talks[0]?.id, '17');
});

test('ids become unique: a plenary is one talk, others are told apart with a warning', () => {
  const rooms = {
    A: [frabEvent({ guid: 'plenary' }), frabEvent({ guid: 'twice', title: 'One' })],
    B: [frabEvent({ guid: 'plenary' }), frabEvent({ guid: 'twice', title: 'Two' }), frabEvent({ guid: 'twice#2' })],
  };
  const { talks, warnings } = parseSchedule(frabJson([], { days: [{ rooms }] }));
  assert.deepEqual(
    talks.map(({ id, room, title }) => [id, room, title]),
    [
      ['plenary', 'A', 'Knots'],
      ['twice#one-20260722T1000', 'A', 'One'],
      ['twice#2', 'B', 'Knots'],
      ['twice#two-20260722T1000', 'B', 'Two'],
    ],
  );
  assert.deepEqual(
    warnings.map((warning) => writeNotice(warning)),
    [
      'days[0].rooms["A"][1]: “One” has the same ID as another event (twice). I changed the ID to twice#one-20260722T1000',
      'days[0].rooms["B"][1]: “Two” has the same ID as another event (twice). I changed the ID to twice#two-20260722T1000',
    ],
  );
  rooms.A.reverse();
  rooms.B.reverse();
  assert.deepEqual(parseSchedule(frabJson([], { days: [{ rooms }] })).talks, talks);
});

test('without ids, a talk of the same people in two rooms is one, open spaces are two', () => {
  const talk = frabEvent({ guid: undefined });
  const openSpace = frabEvent({ guid: undefined, title: 'Open Space', persons: [] });
  const { talks, warnings } = parseSchedule(
    frabJson([], { days: [{ rooms: { A: [talk, openSpace], B: [talk, openSpace] } }] }),
  );
  assert.deepEqual(
    talks.map(({ id, room }) => [id, room]),
    [
      ['knots-20260722T1000', 'A'],
      ['open-space-20260722T1000', 'A'],
      ['open-space-20260722T1000#2', 'B'],
    ],
  );
  assert.deepEqual(warnings, []);
});

test('what people write is only text, and only web addresses are addresses', () => {
  const { talks } = parseSchedule(
    frabJson([
      frabEvent({
        title: '<script>alert(1)</script>Tom &amp; <b>Jerry</b>\u0000\u202e\n<img src=x onerror=y> List<T>',
        url: 'javascript:alert(1)',
        persons: [{ name: '<a href="x">Eve</a>\t&lt;root&gt;' }],
      }),
    ]),
  );
  assert.equal(talks[0]?.title, 'Tom & Jerry List<T>');
  assert.equal(talks[0]?.url, undefined);
  assert.deepEqual(talks[0]?.speakers, [{ name: 'Eve <root>' }]);
});

const EVENT =
  '<event guid="g1"><date>2026-07-22T12:00:00+02:00</date><duration>00:45</duration><title>TITLE</title></event>';

function scheduleXml(title: string, doctype = ''): string {
  const event = EVENT.replace('TITLE', () => title);
  return (
    `<?xml version="1.0"?>${doctype}<schedule><conference><title>X</title><time_zone_name>Europe/Berlin</time_zone_name>` +
    `</conference><day index="1" date="2026-07-22"><room name="A &amp; B">${event}</room></day></schedule>`
  );
}

test('a schedule.xml of a congress', () => {
  const schedule = parseSchedule(scheduleFixture('38c3.xml'));
  assert.equal(schedule.format, 'frab-xml');
  assert.deepEqual(schedule.conference, {
    name: '38C3',
    timezone: 'Europe/Berlin',
    from: '2024-12-27',
    to: '2024-12-30',
  });
  assert.deepEqual(schedule.warnings, []);
  assert.deepEqual(
    schedule.talks.map(({ startsAt, endsAt, room, title }) => [
      startsAt.slice(0, 16),
      endsAt.slice(11, 16),
      room,
      title,
    ]),
    [
      ['2024-12-27T12:00', '12:40', 'Saal GLITCH', "ACE up the sleeve: Hacking into Apple's new USB-C Controller"],
      ['2024-12-27T14:30', '15:25', 'Stage HUFF', 'read & delete'],
      ['2024-12-27T19:45', '20:45', 'SoS Saal D', 'c3Auti 1b'],
      ['2024-12-28T11:30', '13:00', 'SoS Saal D', 'Vegan Chaos: Bring-Along Fingerfood Brunch'],
      [
        '2024-12-28T23:55',
        '00:35',
        'Saal ZIGZAG',
        "Escaping Big Brother (or Your Ex) - counter surveillance for women's shelters",
      ],
      ['2024-12-29T22:05', '00:05', 'Stage YELL', 'Mini Playback Show'],
    ],
  );
  const [talk] = schedule.talks;
  assert.equal(talk?.id, '1329fc5a-94bf-529e-b18b-da53ebfda3bb');
  assert.equal(talk?.slug, '38c3-ace-up-the-sleeve-hacking-into-apple-s-new-usb-c-controller');
  assert.equal(talk?.track, 'Security');
  assert.deepEqual(talk?.speakers, [{ name: 'stacksmashing' }]);
  assert.equal(schedule.talks[1]?.type, 'Talk 60 (45min +15 Q&A)');
  assert.equal(schedule.talks[5]?.doNotRecord, true);
});

test('entities are characters, CDATA is text, and an attribute has them too', () => {
  const { talks } = parseSchedule(scheduleXml('&#220;ber &amp; &#x41; <![CDATA[1 & 2]]>'));
  assert.equal(talks[0]?.title, 'Über & A 1 & 2');
  assert.equal(talks[0]?.room, 'A & B');
});

test('the entities of a document are never expanded, and its DOCTYPE does no harm', () => {
  const lol = Array.from({ length: 20 }, (_, index) => `<!ENTITY l${index + 1} "&l${index};&l${index};">`).join('');
  const doctype = `<!DOCTYPE schedule [<!ENTITY l0 "lol>">${lol}<!ENTITY f SYSTEM "file:///etc/hosts">]>`;
  assert.equal(parseSchedule(scheduleXml('Knots &l20; &f;', doctype)).talks[0]?.title, 'Knots &l20; &f;');
  assert.equal(parseSchedule(scheduleXml('Knots', '<!DOCTYPE schedule SYSTEM "a>b.dtd">')).talks[0]?.title, 'Knots');
});

test('a schedule that breaks off is read as far as it goes', () => {
  const text = scheduleXml('Knots').replace('</day></schedule>', `<room name="C">${EVENT.slice(0, 60)}`);
  const { talks, warnings } = parseSchedule(text);
  assert.deepEqual(
    talks.map((talk) => talk.title),
    ['Knots'],
  );
  const written = warnings.map((warning) => writeNotice(warning)).join('\n');
  assert.match(written, /ends abruptly/);
  assert.match(written, /\/schedule\/day\[1\]\/room\[2\]\/event\[1\]/);
});

test('elements too deep, unreadable markup and a schedule of something else are refused in one line', () => {
  for (const text of [
    `<schedule>${'<a>'.repeat(100_000)}`,
    '<schedule><day',
    '<schedule><bus/></schedule>',
    '<schedule/>',
  ]) {
    assert.throws(
      () => parseSchedule(text),
      { name: 'AppError', code: 'bad-input', message: /^[^\n]{20,300}$/ },
      text.slice(0, 40),
    );
  }
});

test('names that mean something to the language do no harm', () => {
  const named = (name: string) => scheduleXml('Knots').replace('</conference>', `<${name}>x</${name}></conference>`);
  for (const name of ['valueOf', '__proto__', 'constructor']) {
    assert.equal(parseSchedule(named(name)).talks.length, 1);
  }
});
