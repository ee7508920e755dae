import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Opener, parseOpener } from '#domain/talk-mentions/talk-announcement.ts';

function read(text: string, title: string, ...names: string[]): Opener {
  return parseOpener({ text }, { title, speakers: names.map((name) => ({ name })) });
}

const openers: [text: string, title: string, speaker: string, affiliation?: string][] = [
  [
    'Ada Byron (Analytical Engines) – Notes on the Engine :thread: notes in here',
    'Notes on the Engine',
    'Ada Byron',
    'Analytical Engines',
  ],
  ['Ada Byron of the Royal Society is up: notes on the engine', 'Notes on the Engine', 'Ada Byron', 'Royal Society'],
  ['Ada Byron, Mills & Co: Notes on the Engine', 'Notes on the Engine (and other machines)', 'Ada Byron', 'Mills & Co'],
  ['Ada Byron: what the engine cannot do', 'What the engine cannot do - a tour of its limits', 'Ada Byron'],
  [
    'lightning talks now, five minutes each. Ada Byron: engines are not magical',
    'Why engines are not as magical as you think',
    'Ada Byron',
  ],
  ['Ada Byron is up next', 'Notes on the Engine', 'Ada Byron'],
  ['Notes on the Engine, Ada Byron (old friend, so I am biased)', 'Notes on the Engine', 'Ada Byron'],
  ['Jetzt: Jürgen Müller von der Telekom: Skalierung im Betrieb', 'Skalierung im Betrieb', 'Jürgen Müller', 'Telekom'],
  ['Ahora: Ana Núñez – Datos en tiempo real', 'Datos en tiempo real', 'Ana Núñez'],
  ['次は山田太郎「分散システムの監視」', '分散システムの監視', '山田太郎'],
  ['Who are you?', 'Who are you?', 'Ada Byron'],
];

for (const [text, title, speaker, affiliation] of openers) {
  test(`"${text}" only names its talk`, () => {
    const opener = read(text, title, speaker);
    assert.equal(opener.isOpener, true);
    assert.equal(opener.affiliation, affiliation);
    assert.equal(opener.rest, undefined);
  });
}

const points: [text: string, title: string, speaker: string][] = [
  ['Advantages of real time data:', 'Real Time Data', 'Ada Byron'],
  ['Kafka integration with Flink', 'Kafka and Chef', 'Ada Byron'],
  ['the engine has no pretensions to originate anything', 'Notes on the Engine', 'Ada Byron'],
  ['open space on automation, about twenty people', 'Open Space #1', ''],
  ['She says nobody reads the notes', 'Notes on the Engine', 'Ada Byron'],
  ['', 'Notes on the Engine', 'Ada Byron'],
  [':tada: 🎉', 'Notes on the Engine', ''],
  ['30 % of all engines are idle', 'Idle engines', 'Ada Byron'],
];

for (const [text, title, speaker] of points) {
  test(`"${text}" is no opener`, () => {
    assert.deepEqual(read(text, title, ...(speaker === '' ? [] : [speaker])), { isOpener: false });
  });
}

for (const [text, title, rest] of [
  ['Byron: 30 % des tests n’assertent rien', 'Le test qui ne teste rien', '30 % des tests n’assertent rien'],
  ['Byron: nommez vos tests', 'Le test qui ne teste rien', 'nommez vos tests'],
  ['Byron: 300 jeux de données ouverts', 'Des données ouvertes pour la ville', '300 jeux de données ouverts'],
] as const) {
  test(`"${text}" says more than its talk's title`, () => {
    assert.deepEqual(read(text, title, 'Ada Byron'), { isOpener: false, rest });
  });
}

test('returns what a note says after naming its talk', () => {
  assert.deepEqual(
    read('Ada Byron (Mills) the engine: a loop met an unset register at 1am', 'An Engine Gone Awry', 'Ada Byron'),
    {
      isOpener: false,
      affiliation: 'Mills',
      rest: 'a loop met an unset register at 1am',
    },
  );
  assert.equal(
    read('Byron: no matter what you feed it, check it', 'Notes', 'Ada Byron').rest,
    'no matter what you feed it, check it',
  );
  assert.equal(
    read('Ada Byron — Notes on the Engine\n• cards\n• mill', 'Notes on the Engine', 'Ada Byron').rest,
    '• cards\n• mill',
  );
});

test('a label that credits any part of a speaker’s name is left out of what the note says', () => {
  for (const label of [
    'Notes from Ada’s talk:',
    'From Byron:',
    'Then Ada:',
    'Byron in the morning:',
    "Byron's keynote –",
  ])
    assert.equal(read(`${label} cards weave patterns`, 'Queues', 'Ada Byron').rest, 'cards weave patterns', label);
  assert.equal(read("Byron's cards: they weave patterns", 'Queues', 'Ada Byron').rest, undefined);
});

test('a label like a speaker’s name is that name if the note was assigned to the talk for it', () => {
  const talk = { title: 'Queues', speakers: [{ name: 'Fred Brooks' }] };
  const rest = (note: Parameters<typeof parseOpener>[0]) => parseOpener(note, talk).rest;
  assert.equal(rest({ text: 'Broks: bounded queues everywhere', talkId: 'queues' }), 'bounded queues everywhere');
  assert.equal(rest({ text: 'Books: read Release It first', talkId: 'queues', threadTs: '1.0' }), undefined);
  assert.equal(rest({ text: 'Books: read Release It first' }), undefined);
  assert.equal(rest({ text: 'Brooks: bounded queues everywhere' }), 'bounded queues everywhere');
});

test('takes only names as affiliations, not remarks, handles, rooms, titles or fellow speakers', () => {
  const affiliation = (text: string) => read(text, 'Agile Databases', 'Ada Byron', 'Charles Babbage').affiliation;
  assert.equal(affiliation('Ada Byron (a friend, so I am biased): Agile Databases'), undefined);
  assert.equal(affiliation('Ada Byron (@ada): Agile Databases'), undefined);
  assert.equal(affiliation('Ada Byron (Room 2): Agile Databases'), undefined);
  assert.equal(affiliation('Ada Byron, Agile Databases'), undefined);
  assert.equal(affiliation('Ada Byron, Charles Babbage: Agile Databases'), undefined);
  assert.equal(affiliation('Ada Byron @ eBay is up'), 'eBay');
});

test('parses a very long note quickly, and not as an announcement', () => {
  const opener = read(`Ada Byron: ${'the engine weaves patterns '.repeat(20_000)}`, 'Notes', 'Ada Byron');
  assert.equal(opener.isOpener, false);
});
