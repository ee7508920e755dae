import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadSchedule } from '#app/load-schedule.ts';
import { writeNotice } from '#errors.ts';
import { detectFormat, FORMATS } from '#schedule/formats.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { createWarnings, describeColumns, type EventDraft, type ScheduleDraft } from '#schedule/schedule-draft.ts';

/** Schedules of each format, which together have everything that is read from the format. */
const EXAMPLES: Record<string, string[]> = {
  icalendar: ['cases/ics-speakers-in-description.ics', 'pretalx.ics'],
  'frab-xml': ['38c3.xml'],
  xcal: ['xcal-rfc6321.xml'],
  'json-ld': ['program-page.html'],
  'frab-json': ['frab-camp2019.json', 'pretalx-democon.json'],
  'sessionize-grid': ['sessionize-grid.json'],
  'sessionize-all': ['sessionize-all.json'],
  'sessionize-sessions': ['sessionize-sessions.json'],
  indico: ['indico-event.json'],
  eventyay: ['eventyay.json'],
  opass: ['opass.json'],
  rubyevents: ['rubyevents/schedule.yml'],
  zeppelin: ['zeppelin/schedule.yml', 'hoverboard.json'],
  csv: ['table.csv'],
  other: ['nested.yml'],
};

async function load(name: string): Promise<string> {
  return (await loadSchedule(fileURLToPath(new URL(`../fixtures/schedules/${name}`, import.meta.url)), false))!;
}

async function draftOf(id: string, name: string): Promise<ScheduleDraft> {
  const { format, source } = detectFormat(await load(name));
  assert.equal(format.id, id);
  return format.read(source, createWarnings());
}

const COLUMNS: [string, (event: EventDraft, draft: ScheduleDraft) => boolean][] = [
  ['times', ({ start }) => start !== undefined && start.kind !== 'unreadable'],
  ['zone', ({ start }, { timezone }) => timezone !== undefined || start?.kind === 'instant'],
  ['rooms', ({ room }) => room !== undefined],
  ['tracks', ({ track }) => track !== undefined],
  ['speakers', ({ speakers }) => speakers.length > 0],
  ['affiliations', ({ speakers }) => speakers.some(({ affiliation }) => affiliation !== undefined)],
  ['abstracts', ({ abstract }) => abstract !== undefined],
  ['links', ({ url }) => url !== undefined],
  ['recording opt-out', ({ doNotRecord }) => doNotRecord === true],
];

test('docs/formats.md says what is read from each format', async () => {
  const rows = [
    ['format', ...COLUMNS.map(([name]) => name)],
    ['---', ...COLUMNS.map(() => '---')],
    ...(await Promise.all(
      FORMATS.map(async ({ id, label }) => {
        const drafts = await Promise.all(EXAMPLES[id]!.map((name) => draftOf(id, name)));
        const cells = COLUMNS.map(([, has]) =>
          drafts.some((draft) => draft.events.some((event) => has(event, draft))) ? 'yes' : '',
        );
        return [`${label} (\`${id}\`)`, ...cells];
      }),
    )),
  ];
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const document = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
  assert.ok(document.includes(table), `Paste this table into docs/formats.md:\n\n${table}\n`);
});

/** Titles, times, rooms and speakers, read in Berlin. */
async function summarize(name: string) {
  const { talks, conference } = parseSchedule(await load(name), { timezone: 'Europe/Berlin' });
  const rows = talks.map(({ title, startsAt, endsAt, room, track, speakers }) =>
    [
      `${startsAt.slice(0, 16)}-${endsAt.slice(11, 16)}`,
      title,
      room ?? track ?? '',
      speakers.map((speaker) => speaker.name + (speaker.affiliation ? ` (${speaker.affiliation})` : '')).join(', '),
    ].join(' | '),
  );
  return { name: conference.name, rows };
}

test('a table is read by the headings of its columns, below a title, with German dates and times', async () => {
  assert.deepEqual((await summarize('table.csv')).rows, [
    '2026-07-22T09:00-09:45 | Knoten für alle | Große Halle | Ada Marlow, Zoë Ferreira',
    '2026-07-22T10:00-10:30 | Segel; kurz erklärt | Raum 2 | Ng Wei',
    '2026-07-23T14:00-15:00 | Splices | Raum 2 | Łukasz Nowak',
  ]);
  const { columns } = parseSchedule(await load('table.csv'), { timezone: 'Europe/Berlin' });
  assert.equal(
    describeColumns(columns!).values?.columns,
    'date = Datum; start = Beginn; end = Ende; title = Titel; speakers = Referent(en); ' +
      'room = Raum; track = Strang; abstract = Beschreibung; url = Link',
  );
});

function rowsOf(text: string, options: Parameters<typeof parseSchedule>[1] = { timezone: 'UTC' }) {
  const { talks, warnings } = parseSchedule(text, options);
  const rows = talks.map(({ title, startsAt, endsAt, speakers }) =>
    [startsAt.slice(0, 16), endsAt.slice(0, 16), title, ...speakers.map(({ name }) => name)].join(' '),
  );
  return { rows, warnings: warnings.map((warning) => writeNotice(warning)) };
}

test('a range of times may go past midnight', () => {
  const { rows } = rowsOf(
    'Title,Date,Time,Speaker\nParty,2026-07-22,23:00–00:30,Ada Marlow\nLate show,2026-07-22,10 pm - 1 am,Bo Li\n',
  );
  assert.deepEqual(rows, [
    '2026-07-22T22:00 2026-07-23T01:00 Late show Bo Li',
    '2026-07-22T23:00 2026-07-23T00:30 Party Ada Marlow',
  ]);
});

test('two columns with one heading both count', () => {
  const { rows } = rowsOf('Talk,Start,Speaker,Speaker\nKnots,2026-07-22 9:00,Ada Marlow,Bo Li\n');
  assert.deepEqual(rows, ['2026-07-22T09:00 2026-07-22T09:30 Knots Ada Marlow Bo Li']);
});

test('a column that is empty in the first row is used', () => {
  const { columns } = parseSchedule(
    'Talk,Start,Speaker\nLunch,2026-07-22 12:00,\nKnots,2026-07-22 13:00,Ada Marlow\n',
    {
      timezone: 'UTC',
    },
  );
  assert.deepEqual([columns!.used.speakers, columns!.unused], [['Speaker'], []]);
});

test('headings may be questions', () => {
  const { rows } = rowsOf('What,Who,When,Where\nKnots,Ada Marlow,2026-07-22 9:00,Deck\n');
  assert.deepEqual(rows, ['2026-07-22T09:00 2026-07-22T09:30 Knots Ada Marlow']);
});

test('a row with a broken quotation mark is named, and those around it are read', () => {
  const { rows, warnings } = rowsOf(
    'Talk,Start,Speaker\nKnots,2026-07-22 9:00,"Ada ""Sail"" Marlow"\n\n"Sails,2026-07-22 10:00,Bo Li\n' +
      'Splices,2026-07-22 11:00,Cy Ode\n"Two\nlines",2026-07-22 12:00,Di Fox\n',
  );
  assert.deepEqual(
    rows.map((row) => row.slice(34)),
    ['Knots Ada "Sail" Marlow', 'Splices Cy Ode', 'Two lines Di Fox'],
  );
  assert.match(
    warnings.join('\n'),
    /^Line 4 was left out because a quotation mark isn’t closed or closes too early: “"Sails,2026-07-22 10:00,Bo Li”$/m,
  );
});

test('a table without talks says how it was understood', () => {
  assert.throws(() => rowsOf('Talk,Start\nKnots,soon\n'), {
    message: /no talks yet.*read it as a table: title = Talk; start = Start; .*start time, “soon”, isn’t a time/,
  });
});

test('dates without a year take that of the conference, else the one that the file names most often', () => {
  const yaml =
    'title: ConfConf 2021\ndays:\n  - date: 17th Sep\n    slots:\n      - time: "12:00"\n        duration: 30\n' +
    '        talks:\n          - title: Knots\n            speaker: Ada Marlow\n  - date: Saturday, September 18\n' +
    '    slots:\n      - time: "09:00"\n        duration: 45\n        talks:\n          - title: Sails\n            speaker: Bo Li\n';
  const { rows, warnings } = rowsOf(yaml);
  assert.deepEqual(rows, [
    '2021-09-17T12:00 2021-09-17T12:30 Knots Ada Marlow',
    '2021-09-18T09:00 2021-09-18T09:45 Sails Bo Li',
  ]);
  assert.match(warnings.join('\n'), /^The dates have no year, so I assumed 2021$/m);
  const table = 'Title,Day,Time\nKnots,22 July,9:00\nSails,7/23,10:00\n';
  assert.deepEqual(rowsOf(table, { timezone: 'UTC', near: '2026-07-22' }).rows, [
    '2026-07-22T09:00 2026-07-22T09:30 Knots',
    '2026-07-23T10:00 2026-07-23T10:30 Sails',
  ]);
});

test('a table may be in other languages, with other delimiters, twelve hours and ranges', () => {
  const tables = [
    'Session Title,Start Date,Start Time,End Time,Speaker Name,Speaker Email,Location\nKnots,7/22/2026,9:00 AM,1:30 PM,Ada Marlow,ada@example.org,Deck',
    'Título\tFecha\tHora\tPonentes\tSala\nKnots\t22/07/2026\t9:00 - 13:30\tAda Marlow\tDeck',
    'Date;Horaire;Titre;Intervenants;Salle\n22 juillet 2026;9h00 – 13h30;Knots;Ada Marlow;Deck',
    '日付,開始,終了,タイトル,登壇者,会場\n2026年7月22日,9:00,13:30,Knots,Ada Marlow,Deck',
    'Title,When,Time,Speakers,Room\nKnots,,"July 22, 2026 9:00 am - 1:30 pm",Ada Marlow,Deck',
    'Talk|Starts at|Ends at|Presenter|Stage\nKnots|2026-07-22 09:00|2026-07-22 13:30|Ada Marlow|Deck',
  ];
  for (const table of tables) {
    const { talks } = parseSchedule(table, { timezone: 'UTC' });
    assert.deepEqual(
      talks.map(({ title, startsAt, endsAt, room, speakers }) => [title, startsAt, endsAt, room, speakers]),
      [['Knots', '2026-07-22T09:00:00Z', '2026-07-22T13:30:00Z', 'Deck', [{ name: 'Ada Marlow' }]]],
      table,
    );
  }
});

test('Zeppelin: sessions and speakers are taken from the files next to the schedule', async () => {
  const rows = [
    '2026-07-22T09:00-09:45 | Welcome aboard |  | Zoë Ferreira',
    '2026-07-22T10:00-10:45 | Knots | Deck | Ada Marlow (Harbor Works), Zoë Ferreira',
    '2026-07-22T10:00-10:45 | Sails | Harbor | ',
  ];
  assert.deepEqual((await summarize('zeppelin/schedule.yml')).rows, rows);
  assert.deepEqual((await summarize('zeppelin')).rows, rows);
});

test('Hoverboard: a session may extend over several time slots, and tickets are no sessions', async () => {
  assert.deepEqual(parseSchedule(await load('hoverboard.json'), { timezone: 'UTC' }).warnings.length, 0);
  assert.deepEqual((await summarize('hoverboard.json')).rows, [
    '2026-07-22T10:00-11:30 | Knots in depth | Deck | Ada Marlow (Harbor Works)',
    '2026-07-22T10:00-10:40 | Sails | Harbor | Ng Wei',
    '2026-07-22T10:45-11:30 | Anchors | Harbor | ',
    '2026-07-22T10:45-11:30 | Splices | Harbor | Ada Marlow (Harbor Works), Ng Wei',
  ]);
});

test('rubyevents: talks fill the time slots of their day in order', async () => {
  assert.deepEqual(await summarize('rubyevents/schedule.yml'), {
    name: 'Harbor Conf 2026',
    rows: [
      '2026-07-22T09:30-10:15 | Keynote: Ropes and beyond |  | Ada Marlow',
      '2026-07-22T10:30-11:00 | Sails | Deck | Ng Wei',
      '2026-07-22T10:30-11:00 | Splices |  | Zoë Ferreira, Łukasz Nowak',
      '2026-07-23T10:00-10:45 | Anchors |  | Ada Marlow',
      '2026-07-23T18:00-20:00 | Game night |  | ',
    ],
  });
});

test('rubyevents: talks in a slot have its times, not those of the video, and one day has all talks', () => {
  const schedule = 'days:\n  - date: "2026-07-22"\n    grid:\n      - start_time: "10:00"\n        end_time: "11:00"\n';
  const videos =
    '- title: Lightning talks\n  date: "2026-08-01"\n  talks:\n' +
    '    - title: Knots\n      start_cue: "01:05"\n      end_cue: "24:43"\n      speakers: [Ada Marlow]\n' +
    '    - title: Sails\n      start_cue: "24:43"\n      speakers: [Bo Li]\n';
  assert.deepEqual(rowsOf(JSON.stringify({ files: { schedule, videos } })).rows, [
    '2026-07-22T10:00 2026-07-22T11:00 Knots Ada Marlow',
    '2026-07-22T10:00 2026-07-22T11:00 Sails Bo Li',
  ]);
});

test('names of fields may be written as one word, and rooms be objects with a label', () => {
  const sessions = [
    {
      ...{ title: 'Knots', timestart: '2026-07-22T09:00:00', timeend: '2026-07-22T09:45:00' },
      ...{ venue: { id: '7', label: 'Deck' }, speakers: [{ id: 3, name: 'Ada Marlow' }] },
    },
  ];
  const { talks } = parseSchedule(JSON.stringify({ sessions }), { timezone: 'UTC' });
  assert.deepEqual(
    talks.map(({ room, startsAt, endsAt }) => [room, startsAt.slice(11, 16), endsAt.slice(11, 16)]),
    [['Deck', '09:00', '09:45']],
  );
  assert.deepEqual(
    rowsOf('title,fullname,institution,starttime,endtime\nSails,Bo Li,Port,2026-07-22 10:00,2026-07-22 11:00\n').rows,
    ['2026-07-22T10:00 2026-07-22T11:00 Sails Bo Li'],
  );
});

test("Sessionize's spreadsheet is read, a topic is the title rather than a name, and codes of people are no names", () => {
  const table =
    'Session ID,Title,Description,Session Format,Room,Scheduled At,Scheduled Duration,Speakers,Companies\n' +
    '12,Knots,How to tie them,Talk,Deck,2026-07-22 09:00,45,"Ada Marlow, Bo Li",Harbor\n';
  assert.deepEqual(rowsOf(table).rows, ['2026-07-22T09:00 2026-07-22T09:45 Knots Ada Marlow Bo Li']);
  const sessions = [
    { name: 'Ng Wei', topic: 'Sails', started_at: 1784714400, ended_at: 1784717100, speakers: ['B4D5E6', 'K7XQ2P'] },
  ];
  assert.deepEqual(rowsOf(JSON.stringify({ period: sessions })).rows, ['2026-07-22T10:00 2026-07-22T10:45 Sails']);
});

test('a page with schema.org events is read', async () => {
  assert.deepEqual(await summarize('program-page.html'), {
    name: 'Harbor Conf 2026',
    rows: [
      '2026-07-22T09:00-09:45 | Knots | Deck | Ada Marlow (Harbor Works), Ng Wei',
      '2026-07-23T10:00-10:30 | Sails & masts | Pier | Zoë Ferreira',
    ],
  });
});

test('Indico: contributions of an event and entries of a timetable are talks', async () => {
  assert.deepEqual(await summarize('indico-event.json'), {
    name: 'Harbor Days',
    rows: [
      '2026-07-22T09:00-09:30 | Knots | Deck | Dr Ada Marlow (Harbor Works)',
      '2026-07-22T09:30-10:00 | Sails | Deck | Ng Wei',
    ],
  });
  assert.deepEqual((await summarize('indico-timetable.json')).rows, [
    '2026-07-22T09:00-09:30 | Knots | Deck | Ada Marlow (Harbor Works)',
  ]);
});

test('Indico: a timetable is read in the time zone of its times', () => {
  const at = (time: string) => ({ date: '2026-07-22', tz: 'Europe/Zurich', time });
  const entry = { _type: 'ContribSchEntry', title: 'Knots', startDate: at('09:00:00'), endDate: at('09:30:00') };
  const results = {
    137346: { 20260722: { c0: { ...entry, id: 'c0', presenters: [{ name: 'Marlow, Ada' }], room: 'Deck' } } },
  };
  const text = JSON.stringify({ _type: 'HTTPAPIResult', results }).replaceAll('/', '\\/');
  const { conference, talks } = parseSchedule(text);
  assert.deepEqual([conference.timezone, talks[0]?.startsAt], ['Europe/Zurich', '2026-07-22T09:00:00+02:00']);
});

test('Open Event: rooms and speakers are included by reference', async () => {
  assert.deepEqual((await summarize('eventyay.json')).rows, [
    '2026-07-22T09:00-09:45 | Knots | Deck | Ada Marlow (Harbor Works)',
  ]);
});

test('xCal: the draft of pentabarf and RFC 6321 are read', async () => {
  assert.deepEqual((await summarize('xcal-draft.xml')).rows, [
    '2026-07-22T09:00-09:45 | Knots, splices; and & sails | Deck | Ada Marlow, Ng Wei',
  ]);
  assert.deepEqual(await summarize('xcal-rfc6321.xml'), {
    name: 'Harbor Conf',
    rows: ['2026-07-22T10:00-10:30 | Sails | Deck | Zoë Ferreira'],
  });
});

test('stages that list their talks with a range of times are read', async () => {
  assert.deepEqual((await summarize('nested.yml')).rows, [
    '2026-07-22T09:30-10:10 | Knots | Main Stage | Ada Marlow',
    '2026-07-22T09:30-10:00 | Sails | Second Stage | Ng Wei, Zoë Ferreira',
  ]);
});

test('sessions without speakers or rooms come with a word on what was looked for', () => {
  const sessions = ['Knots', 'Sails'].map((title, index) => ({
    title,
    startsAt: `2026-07-22T1${index}:00`,
    duration: 30,
  }));
  const { talks, warnings } = parseSchedule(JSON.stringify({ sessions }), { timezone: 'UTC' });
  assert.equal(talks.length, 2);
  assert.deepEqual(warnings, [
    { key: 'no-talk-has', values: { what: 'speakers', fields: 'speakers, presenters, persons' } },
    { key: 'no-talk-has', values: { what: 'room', fields: 'room, location, stage' } },
  ]);
});

test('a table with long abstracts, tags and a title in Spanish is read', () => {
  const rows = Array.from(
    { length: 9 },
    (_, index) => `Charla ${index},2025-05-01,1${index}:00,1${index}:30,web,"${'x '.repeat(1_500)}"`,
  );
  const { talks } = parseSchedule(`Título de la charla,Fecha,Inicio,Fin,Tags,Resumen\n${rows.join('\n')}`, {
    timezone: 'Europe/Madrid',
  });
  assert.equal(talks.length, 9);
  assert.equal(talks[1]!.title, 'Charla 1');
  assert.equal(talks[1]!.startsAt, '2025-05-01T11:00:00+02:00');
});

test('blank lines below a comment cost no time', () => {
  assert.throws(() => parseSchedule(`# comment${'\n'.repeat(5_000)}x`, {}), /can’t read a schedule/);
});
