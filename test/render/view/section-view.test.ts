import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recapMessages } from '#render/messages/recap-messages.ts';
import { viewPoint } from '#render/view/point-view.ts';
import { notedByLine, viewSection } from '#render/view/section-view.ts';

const t = recapMessages('en');
const point = (text: string, more: object = {}) => ({ text, noteIds: ['C1:1'], agreement: 1, ...more });

function parts(given: ReturnType<typeof point>, mostItems?: number) {
  return viewPoint(given, t, mostItems).map(({ bold, text, items }) => ({
    bold,
    text,
    items: items.map((item) => item.text),
  }));
}

describe('a section', () => {
  const empty = { quotes: [], questions: [], photos: [], links: [], contributors: [] };
  const points = ['Costs', 'Backups', 'What else they tried in the first year'].map((heading, index) => ({
    ...point('x'),
    heading,
    noteIds: [`C1:${index}`],
  }));
  const leftOut = [{ heading: 'Locks', noteIds: ['C1:9'] }];
  const texts = new Map<string, string>();
  const order = {
    orderOf: (id: string) => Number(id.slice(3)),
    textOf: (id: string) => texts.get(id) ?? '',
    noteBefore: (id: string) => `C1:${Number(id.slice(3)) - 1}`,
  };
  const view = (more: object = {}) => viewSection({ ...empty, points, leftOut, ...more }, [], { order, t });

  it('names what it covered, also what nothing is shown of, unless an opening does', () => {
    assert.deepEqual(view().topics, ['Costs', 'Backups', 'What else they tried in …', 'Locks']);
    assert.deepEqual(view().leftOut, leftOut);
    assert.deepEqual(view({ inShort: point('They tell about costs.') }).topics, []);
    assert.deepEqual(view({ points: points.slice(0, 1) }).topics, []);
  });

  it('joins running points to paragraphs; a key point and a list begin one of their own', () => {
    const running = (text: string, nth: number, more: object = {}) => ({
      ...point(text, { isRunning: true, ...more }),
      noteIds: [`C1:${nth}`],
    });
    const given = [
      running('Looms are old.', 1),
      running('They are slow.', 2),
      running('Oil the belts. Weekly.', 3, { isKey: true }),
      running('Nobody does.', 4),
      running('Two kinds:\n• Leather\n• Rubber', 5),
    ];
    const [group] = view({ points: given }).groups;
    assert.deepEqual(
      group!.parts.map((part) => part.kind === 'prose' && [part.point.lead, part.point.bold, part.point.noteIds]),
      [
        ['Looms are old. They are slow.', '', ['C1:1', 'C1:2']],
        ['Oil the belts. Weekly. Nobody does.', 'Oil the belts.', ['C1:3', 'C1:4']],
        ['Two kinds: Leather, Rubber.', '', ['C1:5']],
      ],
    );
  });

  it('lists what a short part says below its label, unless that is one thing or a few words', () => {
    const said = (heading: string, texts: string[]) =>
      texts.map((text, index) => ({ ...point(text), heading, noteIds: [`C1:${index}`] }));
    const given = [
      ...said('Kinds', ['Leather', 'Rubber']),
      ...said('Care', ['Oil them every week', 'Never let them run hot']),
      ...said('Costs', ['About as much as the loom itself.']),
    ];
    const [group] = view({ points: given }).groups;
    assert.deepEqual(
      group!.parts.flatMap((part) =>
        part.kind === 'points' ? part.points.map(({ lead, items }) => [lead, items.map(({ text }) => text)]) : [],
      ),
      [
        ['Kinds: Leather, Rubber.', []],
        ['Care:', ['Oil them every week', 'Never let them run hot']],
        ['Costs: About as much as the loom itself.', []],
      ],
    );
  });

  it('puts below a heading of several only those that it or the first of them names', () => {
    const given = ['Unit tests', 'Slow tests', 'Costs'].map((heading, index) => ({
      ...point('Half as much as before.'),
      ...{ heading, noteIds: [`C1:${index}`] },
      ...(index === 0 && { under: 'Types of tests' }),
    }));
    assert.deepEqual(
      view({ points: given }).groups.map(({ heading, parts }) => [
        heading,
        parts.flatMap((part) =>
          part.kind === 'points' ? part.points.map(({ bold }) => bold) : part.kind === 'prose' ? [part.point.bold] : [],
        ),
      ]),
      [
        ['Types of tests', ['Unit tests:', 'Slow tests:']],
        ['', ['Costs:']],
      ],
    );
  });

  it('lists what a paragraph says of several things by name', () => {
    const text = 'One of the oldest. Problem: The belt slips. Solution: Tighten it. Weekly (see above: page 3).';
    const [group] = view({ points: [point(text, { isRunning: true })] }).groups;
    assert.deepEqual(
      group!.parts.map((part) =>
        part.kind === 'points'
          ? part.points.map(({ bold, text }) => [bold, text])
          : part.kind === 'prose' && part.point.lead,
      ),
      [
        'One of the oldest.',
        [
          ['Problem:', 'The belt slips.'],
          ['Solution:', 'Tighten it. Weekly (see above: page 3).'],
        ],
      ],
    );
  });

  it('keeps a paragraph apart from a number of people, a line break and more notes than it can link to', () => {
    const leads = (...given: object[]) => {
      const running = given.map((more, nth) => ({
        ...point(`Loom ${nth} is old.`, { isRunning: true, ...more }),
        noteIds: [`C1:${nth}`],
      }));
      return view({ points: running }).groups[0]!.parts.map((part) => part.kind === 'prose' && part.point.lead);
    };
    assert.deepEqual(leads({ agreement: 2 }, {}), ['Loom 0 is old.', 'Loom 1 is old.']);
    assert.deepEqual(leads({ text: 'Problem: it creaks.\nSolution: oil it.' }, {}).length, 2);
    assert.deepEqual(leads({}, {}, {}, {}, {}, {}).length, 2);
  });

  it('opens with the points of a conclusion, which aren’t shown again, and keeps the program', () => {
    const opening = [point('Keep a loom', { isOpening: true }), point('• Oil it\n• Clean it', { isOpening: true })];
    const shown = view({ points: [...opening, ...points] });
    assert.equal(shown.inShort?.text, 'Keep a loom. Oil it. Clean it.');
    assert.deepEqual([shown.groups, shown.brief.length, shown.topics], [view().groups, points.length, []]);
    assert.equal(view({ points, inShort: point('A model says so.') }).inShort?.text, 'A model says so.');
  });

  it('sets in bold what the lines of a list are about if most of them say it', () => {
    const lines = (...texts: string[]) => {
      const [group] = view({ points: texts.map((text) => point(text)) }).groups;
      return group!.parts.flatMap((part) => (part.kind === 'points' ? part.points.map(({ bold }) => bold) : []));
    };
    assert.deepEqual(lines('Stub: returns a value', 'Spy: checks later', 'Mock: expects calls'), [
      'Stub:',
      'Spy:',
      'Mock:',
    ]);
    assert.deepEqual(lines('Stub: returns a value', 'They are quick.', 'Nobody reads them.'), ['', '', '']);
    assert.deepEqual(lines('Fast = money (as told: yes)', 'Spy: checks later', 'Mock: expects', 'Fake: runs'), [
      ...['', 'Spy:', 'Mock:', 'Fake:'],
    ]);
  });

  it('is paragraphs, lists and tables if it is prose, each line with its own notes', () => {
    const table = {
      ...point('Doubles:\n| Double | What it does | Note |\n| Stub | | Fast |\n| Mock | Expects calls | Slow |'),
      noteIds: ['C1:1', 'C1:2'],
      lineNoteIds: [[], [], ['C1:2'], []],
    };
    const [group] = view({ isProse: true, points: [point('One. Two.'), table, point('1. First\n2. Second')] }).groups;
    const [paragraph, tabular, steps] = group!.parts.map((part) => {
      assert.ok(part.kind === 'prose');
      return part.point;
    });
    assert.equal(paragraph!.lead, 'One. Two.');
    assert.deepEqual([tabular!.lead, tabular!.noteIds], ['Doubles:', ['C1:1']]);
    assert.deepEqual(tabular!.table, {
      columns: ['Double', 'What it does', 'Note'],
      rows: [
        { cells: ['Stub', '', 'Fast'], noteIds: ['C1:2'] },
        { cells: ['Mock', 'Expects calls', 'Slow'], noteIds: [] },
      ],
    });
    assert.deepEqual(
      tabular!.items.map(({ label, text }) => [label, text]),
      [
        ['Stub.', 'Note: Fast'],
        ['Mock.', 'What it does: Expects calls; Note: Slow'],
      ],
    );
    assert.deepEqual([steps!.isOrdered, steps!.items.map(({ text }) => text)], [true, ['First', 'Second']]);
  });

  it('names the notes of a list or table without a lead with its last line, and how many people noted it', () => {
    const noted = { noteIds: ['C1:1', 'C1:2'], agreement: 2 };
    const given = [
      { ...point('1. First\n2. Second'), ...noted },
      { ...point('| Who | What |\n| Ann v. B. | writes |\n| | reads |'), ...noted, lineNoteIds: [[], ['C1:1'], []] },
    ];
    const [steps, table] = view({ isProse: true, points: given }).groups[0]!.parts.map((part) =>
      part.kind === 'prose' ? part.point : assert.fail(),
    );
    assert.deepEqual(steps!.items.at(-1), { text: 'Second (2 people noted this)', noteIds: ['C1:1', 'C1:2'] });
    assert.deepEqual(
      table!.items.map(({ label, text, noteIds }) => [label, text, noteIds]),
      [
        ['Ann v. B:', 'writes', ['C1:1']],
        [undefined, 'reads (2 people noted this)', ['C1:2']],
      ],
    );
    assert.deepEqual(table!.table!.rows.at(-1), { cells: ['', 'reads (2 people noted this)'], noteIds: ['C1:2'] });
  });

  it('sets a model’s lead-ins in bold, with the punctuation after them, as long as its lines begin with them', () => {
    const leadIns = ['Name it well', 'Reword this.', 'Trade-offs.'];
    const given = [
      {
        ...point('• Name it well, and soon\n• Reword that. Now\n• Cost: low\n• Name it wellish\n• Reword this.'),
        leadIns,
      },
      { ...point('Trade-offs. There are some.'), leadIns },
    ];
    const [list, paragraph] = view({ isProse: true, points: given }).groups[0]!.parts.map((part) =>
      part.kind === 'prose' ? part.point : assert.fail(),
    );
    assert.deepEqual(
      list!.items.map(({ label }) => label),
      ['Name it well,', undefined, 'Cost:', undefined, 'Reword this.'],
    );
    assert.deepEqual([paragraph!.bold, paragraph!.text], ['Trade-offs.', 'There are some.']);
  });
});

describe('what belongs to a point', () => {
  const empty = { quotes: [], questions: [], photos: [], links: [], contributors: ['Ann'] };
  const texts = new Map([['C1:2', 'They wrote a scheduler. Nice that they share it.']]);
  const order = {
    orderOf: (id: string) => Number(id.slice(3)),
    textOf: (id: string) => texts.get(id) ?? '',
    noteBefore: (id: string) => `C1:${Number(id.slice(3)) - 1}`,
  };
  const points = [
    { text: 'Builds run on spot nodes.', noteIds: ['C1:1'], agreement: 1 },
    { text: 'They wrote a scheduler.', noteIds: ['C1:2'], agreement: 1 },
  ];
  const thought = (text: string, id: string) => ({ text, noteIds: [id], by: 'Bo' });

  it('includes a reaction that leans on it or follows it in its note; other opinions are by themselves', () => {
    const nice = thought('Nice that they share it.', 'C1:2');
    const ours = thought('That is what ours does!', 'C1:3');
    const best = thought('Best talk so far.', 'C1:2');
    const { groups, remarks } = viewSection({ ...empty, points, thoughts: [nice, ours, best] }, [], { order, t });
    const [part] = groups[0]!.parts;
    assert.ok(part?.kind === 'points');
    assert.deepEqual(
      part.points.map((one) => one.remarks),
      [undefined, [nice, ours]],
    );
    assert.deepEqual(remarks, [{ label: 'What we thought', remarks: [best] }]);
  });

  it('includes its photos; a photo of which nothing is said is at the end', () => {
    const photo = (id: string) => ({ file: `photos/${id.slice(3)}.png`, noteId: id });
    const photos = [photo('C1:1'), photo('C1:9')];
    const { groups, otherPhotos } = viewSection({ ...empty, points, photos }, [], { order, t });
    assert.deepEqual(
      groups[0]!.parts.map(({ kind }) => kind),
      ['points', 'photos', 'points'],
    );
    assert.deepEqual(otherPhotos, [photos[1]]);
  });

  it('sets a single statement as a sentence rather than a list', () => {
    const { groups } = viewSection({ ...empty, points: points.slice(0, 1) }, [], { order, t });
    assert.deepEqual(
      groups[0]!.parts.map(({ kind }) => kind),
      ['prose'],
    );
  });

  it('names everyone whose recommendations it shows', () => {
    const item = { kind: 'book' as const, title: 'B', authors: [], recommendedBy: [{ author: 'Sam', noteId: 'C1:9' }] };
    assert.deepEqual(viewSection({ ...empty, points }, [item], { order, t }).contributors, ['Ann', 'Sam']);
  });
});

describe('a point', () => {
  it('has the items of its list apart from their lead-in', () => {
    assert.deepEqual(parts(point('Barriers:\n• time\n• money')), [
      { bold: '', text: 'Barriers:', items: ['time', 'money'] },
    ]);
    assert.deepEqual(parts(point('Two ways\nof doing it\n1. fast\n2) slow')), [
      { bold: '', text: 'Two ways\nof doing it', items: ['fast', 'slow'] },
    ]);
  });

  it('is several points if its list has no lead-in, the last of them with the sources', () => {
    const views = viewPoint(point('• time\n• money', { agreement: 2 }), t);
    assert.deepEqual(
      views.map(({ lead, noteIds, agreement }) => [lead, noteIds, agreement]),
      [
        ['time', [], undefined],
        ['money', ['C1:1'], '2 people noted this'],
      ],
    );
  });

  it('keeps the lines of code and of anything that is no list', () => {
    for (const text of [
      'just a line',
      'before\n• item\nafter',
      '2 - 1 = 1',
      '',
      '- a dash first',
      'if (a)\n- b\nend',
    ]) {
      assert.deepEqual(parts(point(text)), [{ bold: '', text, items: [] }], text);
    }
  });

  it('says how many items are left out, by the notes or for lack of room', () => {
    const list = point('Steps:\n• one\n• two\n• three\n• four', { moreItems: 2 });
    assert.deepEqual(parts(list)[0]!.items.at(-1), 'and 2 more');
    assert.deepEqual(parts(list, 3)[0]!.items, ['one', 'two', 'three', 'and 3 more']);
  });

  it('has its first sentence in bold if it is a key point', () => {
    assert.deepEqual(parts(point('Talk to each other. It is cheap.', { isKey: true })), [
      { bold: 'Talk to each other.', text: 'It is cheap.', items: [] },
    ]);
    assert.deepEqual(parts(point('Three rules:\n• one', { isKey: true })), [
      { bold: 'Three rules:', text: '', items: ['one'] },
    ]);
  });
});

it('names who noted, and how much more the notes have', () => {
  const section = { points: [], quotes: [], questions: [], photos: [], links: [], contributors: ['Amara', 'Sam'] };
  assert.equal(notedByLine(section, t), 'Notes by Amara, Sam.');
  assert.equal(notedByLine({ ...section, contributors: [] }, t), '');
});
