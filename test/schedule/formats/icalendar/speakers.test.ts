import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { calendar } from '#test/schedule/fixtures.ts';

function speakersIn(...events: string[][]): [string, string][] {
  const timed = events.map((lines, index) => [
    `UID:${index}`,
    `DTSTART:20260722T1${index}0000Z`,
    'DURATION:PT30M',
    ...lines,
  ]);
  return parseSchedule(calendar(...timed)).talks.map(({ title, speakers }) => [
    title,
    speakers.map(({ name }) => name).join(', '),
  ]);
}

test('the organizer is the speaker if it is another one for each event', () => {
  const organized = ['Ada Marlow', 'Ng Wei', 'Zoë Ferreira'].map((name, index) => [
    `SUMMARY:Talk ${index}`,
    `ORGANIZER;CN="${name}":invalid:nomail`,
  ]);
  assert.deepEqual(
    speakersIn(...organized).map(([, speakers]) => speakers),
    ['Ada Marlow', 'Ng Wei', 'Zoë Ferreira'],
  );
  const same = organized.map(([summary]) => [summary!, 'ORGANIZER;CN=Harbor Conf:invalid:nomail']);
  assert.deepEqual(
    speakersIn(...same, ['SUMMARY:Talk 4', 'ORGANIZER;CN=Harbor Conf:invalid:nomail']).map(([, speakers]) => speakers),
    ['', '', '', ''],
  );
});

test('rooms, invited guests and addresses are no speakers', () => {
  assert.deepEqual(
    speakersIn([
      'SUMMARY:Knots',
      'ATTENDEE;CUTYPE=ROOM;CN=Hall:invalid:nomail',
      'ATTENDEE;RSVP=TRUE;CN=Guest Person:mailto:guest@example.org',
      'ATTENDEE;CN=list@example.org:mailto:list@example.org',
    ]),
    [['Knots', '']],
  );
});

test('speakers are found in a labeled line of the description', () => {
  const lines = {
    'Speaker(s): Ada Marlow, Ng Wei': 'Ada Marlow, Ng Wei',
    'Presented by Ada Marlow and Ng Wei': 'Ada Marlow, Ng Wei',
    'Speakers:\\nAda Marlow (Harbor Works)\\nAbstract': 'Ada Marlow',
    '<b>Referentin:</b> Zoë Ferreira': 'Zoë Ferreira',
    'Ponente: Ada Marlow': 'Ada Marlow',
    '登壇者：中村 結衣': '中村 結衣',
    'Speakers get free coffee': '',
    'We will hear from speakers: bring questions': '',
  };
  for (const [line, names] of Object.entries(lines)) {
    const escaped = line.replace(/,/g, '\\,');
    assert.deepEqual(speakersIn(['SUMMARY:Knots', `DESCRIPTION:${escaped}`]), [['Knots', names]], line);
  }
});

test('speakers are found in the titles if most have the same form', () => {
  const dashed = [
    'SUMMARY:Knots - Ada Marlow',
    'SUMMARY:Sails and masts - Ng Wei',
    'SUMMARY:Splices - Zoë Ferreira',
    'SUMMARY:Closing',
  ];
  assert.deepEqual(speakersIn(...dashed.map((line) => [line])), [
    ['Knots', 'Ada Marlow'],
    ['Sails and masts', 'Ng Wei'],
    ['Splices', 'Zoë Ferreira'],
    ['Closing', ''],
  ]);
  const labeled = [
    'SUMMARY:Ada Marlow: Knots',
    'SUMMARY:Ng Wei and Zoë Ferreira: Sails',
    'SUMMARY:Łukasz Nowak: Splices',
  ];
  assert.deepEqual(speakersIn(...labeled.map((line) => [line])), [
    ['Knots', 'Ada Marlow'],
    ['Sails', 'Ng Wei, Zoë Ferreira'],
    ['Splices', 'Łukasz Nowak'],
  ]);
  const clauses = ['SUMMARY:Docker: the good parts', 'SUMMARY:Kafka: lessons learned', 'SUMMARY:Rust: a love story'];
  assert.deepEqual(
    speakersIn(...clauses.map((line) => [line])).map(([, speakers]) => speakers),
    ['', '', ''],
  );
});
