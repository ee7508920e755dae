import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSchedule } from '#schedule/read-schedule.ts';
import { scheduleFixture } from '#test/schedule/fixtures.ts';

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
  const schedule = readSchedule(scheduleFixture('38c3.xml'));
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
  const { talks } = readSchedule(scheduleXml('&#220;ber &amp; &#x41; <![CDATA[1 & 2]]>'));
  assert.equal(talks[0]?.title, 'Über & A 1 & 2');
  assert.equal(talks[0]?.room, 'A & B');
});

test('the entities of a document are never expanded, and its DOCTYPE does no harm', () => {
  const lol = Array.from({ length: 20 }, (_, index) => `<!ENTITY l${index + 1} "&l${index};&l${index};">`).join('');
  const doctype = `<!DOCTYPE schedule [<!ENTITY l0 "lol>">${lol}<!ENTITY f SYSTEM "file:///etc/hosts">]>`;
  assert.equal(readSchedule(scheduleXml('Knots &l20; &f;', doctype)).talks[0]?.title, 'Knots &l20; &f;');
  assert.equal(readSchedule(scheduleXml('Knots', '<!DOCTYPE schedule SYSTEM "a>b.dtd">')).talks[0]?.title, 'Knots');
});

test('a schedule that breaks off is read as far as it goes', () => {
  const text = scheduleXml('Knots').replace('</day></schedule>', `<room name="C">${EVENT.slice(0, 60)}`);
  const { talks, warnings } = readSchedule(text);
  assert.deepEqual(
    talks.map((talk) => talk.title),
    ['Knots'],
  );
  assert.match(warnings.join('\n'), /breaks off/);
  assert.match(warnings.join('\n'), /\/schedule\/day\[1\]\/room\[2\]\/event\[1\]/);
});

test('elements too deep, unreadable markup and a schedule of something else are refused in one line', () => {
  for (const text of [
    `<schedule>${'<a>'.repeat(100_000)}`,
    '<schedule><day',
    '<schedule><bus/></schedule>',
    '<schedule/>',
  ]) {
    assert.throws(
      () => readSchedule(text),
      { name: 'AppError', code: 'bad-input', message: /^[^\n]{20,300}$/ },
      text.slice(0, 40),
    );
  }
});

test('names that mean something to the language do no harm', () => {
  const named = (name: string) => scheduleXml('Knots').replace('</conference>', `<${name}>x</${name}></conference>`);
  assert.equal(readSchedule(named('valueOf')).talks.length, 1);
  for (const name of ['__proto__', 'constructor']) {
    assert.throws(() => readSchedule(named(name)), { code: 'bad-input' });
  }
});
