import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadGivenNames } from '#domain/language/person-names.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { createWorkFinder, findWorks } from '#text/reading-list/find-works.ts';
import { judge, parseRows } from '../../../eval/books.ts';
import { notesOf, shown, worksIn } from './work-notes.ts';

await loadGivenNames();

const lines = parseRows(readFileSync(new URL('../../fixtures/book-mentions/lines.jsonl', import.meta.url), 'utf8')).map(
  judge,
);

test('finds at least nine in ten of the books that lines mention, with their authors', () => {
  const required = lines.filter(({ row }) => row.expect === 'required');
  const missed = required.flatMap((line) => line.missed);
  const hits = required.reduce((sum, line) => sum + line.hits, 0);
  assert.ok(required.length > 80);
  assert.ok(hits / (hits + missed.length) >= 0.9, `missed: ${missed.join(' | ')}`);
  for (const { row, authors } of required) assert.equal(authors.right, authors.wanted, row.text);
});

test('finds a book in at most one in fifty of the lines without one', () => {
  const none = lines.filter(({ row }) => row.expect === 'none');
  const wrong = none.filter(({ found }) => found.length > 0);
  assert.ok(none.length > 100);
  assert.ok(wrong.length <= none.length / 50, wrong.map(({ row }) => row.text).join('\n'));
});

test('finds works in lines of many kinds, also those that the rules were not written for', () => {
  for (const [file, precision, recall] of [
    ['held-out.jsonl', 0.9, 0.75],
    ['seen.jsonl', 0.97, 0.9],
  ] as const) {
    const url = new URL(`../../../eval/books/${file}`, import.meta.url);
    const judged = parseRows(readFileSync(url, 'utf8'))
      .filter(({ expect }) => expect !== 'optional')
      .map(judge);
    const sum = (count: (one: (typeof judged)[number]) => number) =>
      judged.reduce((total, one) => total + count(one), 0);
    const hits = sum((one) => one.hits);
    assert.ok(hits / (hits + sum(({ missed }) => missed.length)) >= recall, file);
    assert.ok(hits / (hits + sum(({ wrong }) => wrong.length)) >= precision, file);
  }
});

test('finds every title of a list in one line, with its author', () => {
  for (const [text, titles] of [
    ['Fun reads: Soonish. Range. Deep Work.', ['Soonish', 'Range', 'Deep Work']],
    [
      'Bücher: Die Kunst des klaren Denkens von Rolf Dobelli, Momo von Michael Ende',
      ['Die Kunst des klaren Denkens (Rolf Dobelli)', 'Momo (Michael Ende)'],
    ],
    ['Books: Zen and the Art of Archery, Drive and Range', ['Zen and the Art of Archery', 'Drive', 'Range']],
    ['Books: The Quiet Shelf; Staff Engineer; Drive', ['The Quiet Shelf', 'Staff Engineer', 'Drive']],
    ['Books: The Quiet Shelf, Jane Doe', ['The Quiet Shelf (Jane Doe)']],
    ['Books: Quiet Shelves, Jane Doe and Matthew Roe', ['Quiet Shelves (Jane Doe, Matthew Roe)']],
    ['Books: The Quiet Shelf, Bad Tides and Super Drive', ['The Quiet Shelf', 'Bad Tides', 'Super Drive']],
    ['To read: Bad Tides, Super Drive', ['Bad Tides', 'Super Drive']],
    [
      'Books: Quiet Tides, Jane Doe and John Roe; Drive, Ann Poe',
      ['Quiet Tides (Jane Doe, John Roe)', 'Drive (Ann Poe)'],
    ],
    ['Recommended reading: Quiet Tides - Jane Doe, Drive - Ann Poe', ['Quiet Tides (Jane Doe)', 'Drive (Ann Poe)']],
    ['book tips -> Quiet Tides (Doe), Loud Tides (Poe)', ['Quiet Tides (Doe)', 'Loud Tides (Poe)']],
    ['two books on the last slide, Quiet Tides and Loud Tides', ['Quiet Tides', 'Loud Tides']],
    ['Books: The Quiet Shelf. Jane Doe recommends it.', ['The Quiet Shelf']],
    [
      'Books: Quiet Shelves by Jane Doe, Team Tides by Ann Poe, John Roe and Bo Lee',
      ['Quiet Shelves (Jane Doe)', 'Team Tides (Ann Poe, John Roe, Bo Lee)'],
    ],
    [
      'Livres : L’Art de la marée de Dominique Loreau, Marées de Jeanne Marie Dupont',
      ['L’Art de la marée (Dominique Loreau)', 'Marées (Jeanne Marie Dupont)'],
    ],
    ['Books: Pride and Prejudice', ['Pride and Prejudice']],
    ['Books: Thinking, Fast and Slow, Drive', ['Thinking, Fast and Slow', 'Drive']],
    ['Books: Quiet Shelves and Drive', ['Quiet Shelves', 'Drive']],
    ['Recommended reads: Mr. Penumbra. Drive', ['Mr. Penumbra', 'Drive']],
    ['Books: The Quiet Shelf, St. Urbain’s Horseman', ['The Quiet Shelf', 'St. Urbain’s Horseman']],
  ] as const) {
    const expected = titles.map((title) => `book: ${title}`);
    assert.deepEqual(shown(worksIn(text)), expected, text);
  }
  assert.deepEqual(shown(worksIn("What's everyone reading?", 'Ana: Some Title Here, Jane Doe. Bo: Quiet Shelves')), [
    'book: Some Title Here (Jane Doe)',
    'book: Quiet Shelves',
  ]);
  assert.deepEqual(shown(worksIn('What is everybody reading at the moment?', 'I am on Quiet Shelves, third attempt')), [
    'book: Quiet Shelves',
  ]);
  assert.deepEqual(shown(worksIn('Books she named', '- Some Title Here (Jane Doe)')), [
    'book: Some Title Here (Jane Doe)',
  ]);
});

test('finds a title in a sentence as a whole, and no words around it', () => {
  for (const [text, title] of [
    ['Thinking, Fast and Slow name dropped, must read it', 'Thinking, Fast and Slow'],
    ['the Server:Racket book', 'Server:Racket'],
    [
      'Perrow, C. (1984). Normal Accidents: Living with Risk. Some Press.',
      'Normal Accidents: Living with Risk (C. Perrow)',
    ],
    ['Loved the nod to Zen and the Art of Archery, my favorite book', 'Zen and the Art of Archery'],
    ['if you only read one thing, make it Weapons of Math Destruction', 'Weapons of Math Destruction'],
    ['Amara: "the one book that I give to every new hire is \'The Quiet Shelf\'"', 'The Quiet Shelf'],
    ['go read Shelves by DeMarco and Lister', 'Shelves (DeMarco, Lister)'],
    ['he held up `The Quiet Shelf` and asked who had read it', 'The Quiet Shelf'],
  ] as const) {
    assert.deepEqual(shown(worksIn(text)), [`book: ${title}`], text);
  }
  for (const text of [
    'Tobias on Google SRE: read the SRE book chapter 22 on cascading failures',
    'Thinking about this for our own team, a book could help',
    'For the record: the book club meets on Thursday',
    '48 years ago nobody had read a book on it',
    "Le Livre Blanc de l'agence impose la double authentification",
    'Recommended: Two Reviewers for Every Change',
    'Recommends Playwright over Cypress for new projects',
    'by the book rollout: canary, 5%, 50%, all',
    'Can somebody book Room Einstein for the retro?',
    'Chapter Leads and Guilds (Somewhere), a book could help',
  ]) {
    assert.deepEqual(shown(worksIn(text)), [], text);
  }
});

test('finds papers and essays that notes name or link to', () => {
  for (const [text, title] of [
    ["read Lamport's Time, Clocks paper before the next session", 'Time, Clocks (Lamport)'],
    ['paper of the day: "The Quiet Shelf" by Jane Doe and Ann Poe', 'The Quiet Shelf (Jane Doe, Ann Poe)'],
    ['all of it is from the paper Out of the Tide (Doe & Poe)', 'Out of the Tide (Doe, Poe)'],
    ['There is a blog post on it, "Choose Quiet Shelves" by Jane Doe', 'Choose Quiet Shelves (Jane Doe)'],
    ['must-read: https://blog.example.org/quiet-shelves', 'https://blog.example.org/quiet-shelves'],
    ['worth a read: https://example.org/quiet-shelves', 'https://example.org/quiet-shelves'],
  ] as const) {
    assert.deepEqual(shown(worksIn(text)), [`article: ${title}`], text);
  }
  assert.deepEqual(shown(worksIn('Papers:', '- Quiet Tides in Storage')), ['article: Quiet Tides in Storage']);
  for (const text of [
    'she wrote a paper on Quiet Tides',
    'read the Acme article on tides',
    'Paper: 3 sheets per person',
  ]) {
    assert.deepEqual(shown(worksIn(text)), [], text);
  }
});

test('finds agreement with what somebody added by hand', () => {
  const notes = notesOf('second The Quiet Shelf, we used it last year');
  const known = [
    { kind: 'book', title: 'The Quiet Shelf', authors: [], noteId: 'C:0', role: 'recommendation' },
  ] as const;
  assert.deepEqual(
    findWorks(notes, [], { known: known.map((mention) => ({ ...mention, authors: [] })) }).map(({ title, role }) => [
      title,
      role,
    ]),
    [['The Quiet Shelf', 'agreement']],
  );
});

test('keeps what a note says about the book in its own words', () => {
  const comments = (text: string) => worksIn(text).map(({ comment }) => comment);
  assert.deepEqual(
    comments('Books on his slide: _Some Title Here_ by Jane Doe. I have read it twice, excellent stories.'),
    ['I have read it twice, excellent stories'],
  );
  assert.deepEqual(comments('Some Title Here — book on visualizing code health'), ['book on visualizing code health']);
  assert.deepEqual(comments('The book "Some Title Here" by Jane Doe, great on feedback'), ['great on feedback']);
  // What comes next in the talk is nothing about the book.
  assert.deepEqual(comments('The book "Some Title Here" by Jane Doe. Next topic: error budgets and pagers.'), [
    undefined,
  ]);
});

test('takes comments verbatim from the note', () => {
  for (const line of lines) {
    for (const { comment } of line.found) {
      if (comment !== undefined) assert.ok(line.row.text.includes(comment), comment);
    }
  }
});

test('continues a list over the messages after its heading until it ends', () => {
  assert.deepEqual(
    shown(
      worksIn(
        'Books:',
        '• Some Title Here - Jane Doe',
        '• Another Good One',
        'lunch is tacos today',
        '• Third Title Thing',
      ),
    ),
    ['book: Some Title Here (Jane Doe)', 'book: Another Good One'],
  );
  assert.deepEqual(
    shown(worksIn('## Books\n- Some Title Here\n- _Another_ (John Roe, 1999)\n\n## Next steps\n- Write it up')),
    ['book: Some Title Here', 'book: Another (John Roe)'],
  );
  // What is nested under a heading ends with the nesting.
  assert.deepEqual(shown(worksIn('- Books\n  - Some Title Here\n- Tooling Budget Next Year')), [
    'book: Some Title Here',
  ]);
});

test('ignores what others say in the middle of a list', () => {
  assert.deepEqual(
    shown(worksIn('Books:', '• Some Title Here', 'b@ brb, coffee', 'b@ Room Change', '• Another Good One')),
    ['book: Some Title Here', 'book: Another Good One'],
  );
});

test('starts no list from an old heading', () => {
  const notes = notesOf('Books:', '• Some Title Here');
  const late = notes.map((note, index) => ({ ...note, at: index * 3 * 60 * 60_000 }));
  assert.deepEqual(findWorks(late, []), []);
});

test('starts no list of books below what only speaks of books', () => {
  for (const heading of ['Approaches to physical books:', 'Ebooks allow:'])
    assert.deepEqual(worksIn(`${heading}\n- Scan Every Page\n- Glue Them Together`), [], heading);
});

test('classifies links by their target', () => {
  assert.deepEqual(
    shown(
      worksIn(
        "Etsy's engineering blog has most of it: https://codeascraft.com",
        'Deploys go through it, which is open source: <https://github.com/Some/engine>',
        'Slides: <https://files.example.com/dl?id=3>',
        '<https://www.youtube.com/watch?v=zwYV11a__HQ|the recording>',
        'paper: [Some Result](https://papers.example.org/w20445)',
      ),
    ),
    [
      'link: https://codeascraft.com',
      'repository: Some/engine',
      'slides: https://files.example.com/dl?id=3',
      'video: the recording',
      'article: Some Result',
    ],
  );
  assert.equal(
    worksIn("Etsy's engineering blog has most of it: https://codeascraft.com")[0]!.comment,
    "Etsy's engineering blog has most of it",
  );
});

test('assigns a link after a title or on the line below to that work', () => {
  const url = 'https://www.manning.com/books/some-title-here';
  for (const text of [
    `the book "Some Title Here" (${url})`,
    `Book: Some Title Here ${url}`,
    `- the book "Some Title Here" by Jane Doe\n  ${url}`,
    `the book <${url}|Some Title Here>`,
  ]) {
    const works = worksIn(text);
    assert.equal(works.length, 1, text);
    assert.deepEqual([works[0]!.kind, works[0]!.title, works[0]!.url], ['book', 'Some Title Here', url]);
  }
});

test('takes a title from the address if the note has none', () => {
  const url = 'https://www.oreilly.com/library/view/designing-some-things/9781491903063/';
  assert.equal(worksIn(url)[0]!.title, 'Designing Some Things');
  assert.equal(worksIn(`Designing some Things is at ${url}`)[0]!.title, 'Designing some Things');
  assert.equal(worksIn(url)[0]!.isbn13, '9781491903063');
});

test('assigns an ISBN to the title before it, or adds it as a book of its own', () => {
  assert.deepEqual(
    worksIn('"Some Title Here", ISBN 0-9787392-1-3').map(({ title, isbn13 }) => [title, isbn13]),
    [['Some Title Here', '9780978739218']],
  );
  assert.deepEqual(
    worksIn('she had 978-0-9787392-1-8 on the table').map(({ title, isbn13 }) => [title, isbn13]),
    [['ISBN 978-0-9787392-1-8', '9780978739218']],
  );
  // Ten digits may be a telephone number.
  assert.deepEqual(worksIn('call 0978739213 for the venue'), []);
});

test('excludes scheduled talks, and knows that non-speakers gave none', () => {
  const talks = [
    {
      title: 'Scaling Out Continuous Delivery',
      speakers: [{ name: 'John Arthorne' }],
      url: 'https://conf.example.org/t/1',
    },
  ];
  const find = (text: string) => shown(findWorks(notesOf(text), talks));
  assert.deepEqual(find('_Scaling out Continuous Delivery_ by John Arthorne'), []);
  assert.deepEqual(find('the book of the day is "Scaling out continuous delivery"'), []);
  assert.deepEqual(find('"Thinking in Wishes" by Mark Someone'), ['book: Thinking in Wishes (Mark Someone)']);
  assert.deepEqual(find('"Thinking in Wishes" by J. Arthorne'), []);
  assert.deepEqual(find('slot: https://conf.example.org/t/1'), []);
});

test('finds who agrees if the title is complete, shortened or misspelled', () => {
  const roles = (...messages: string[]) => worksIn(...messages).map(({ noteId, title, role }) => [noteId, title, role]);
  const first = 'Shout-out to the book "Effective Something Else" by Jane Doe.';
  const recommended = ['C1:1.000000', 'Effective Something Else', 'recommendation'];
  for (const second of [
    'second Effective Something Else, we used the hiring chapter last year',
    '+1 for effective something else',
    'Read efective something else.',
    'second Effective Something',
    'Effective Something Else is great',
  ]) {
    assert.deepEqual(
      roles(first, `b@ ${second}`),
      [recommended, ['C1:2.000000', 'Effective Something Else', 'agreement']],
      second,
    );
  }
  for (const other of [
    'we need something else, effective Monday',
    'effective something else was missing',
    'Something Else entirely',
  ]) {
    assert.deepEqual(roles(first, `b@ ${other}`), [recommended], other);
  }
  assert.equal(
    worksIn(first, 'b@ second Effective Something Else, we used the hiring chapter')[1]!.comment,
    'we used the hiring chapter',
  );
});

test('finds agreement with a one-word title only if it is written as a name', () => {
  const first = 'Book on negotiation: "Mindset" by Jane Doe';
  assert.equal(worksIn(first, 'b@ second Mindset, changed how we hire').length, 2);
  assert.equal(worksIn(first, 'b@ you need another mindset, I agree').length, 1);
});

test('finds the same in a note alone as among all others', () => {
  const notes = notesOf('Books:', '• Some Title Here', 'see "Other Things" (book)', 'https://github.com/a/b');
  const finder = createWorkFinder([]);
  assert.deepEqual(
    notes.flatMap((note) => finder.find(note)),
    findWorks(notes, [], { withUnsure: true }),
  );
});

test('ignores code, pictures, meetings and messages', () => {
  assert.deepEqual(
    worksIn(
      'run `curl https://pypi.example.org/book` or "x"',
      '```\nbook: "Some Title Here" by Jane Doe\nhttps://github.com/a/b\n```',
      'https://team.slack.com/archives/C1/p1 https://us02web.zoom.us/j/1 http://localhost:3000/book http://10.0.0.1/',
      'https://cdn.example.org/a.png and https://twitter.com/somebody',
    ),
    [],
  );
});

test('accepts any text and takes titles from the note', () => {
  const word = fc.constantFrom(
    'book',
    'books:',
    'read',
    '"',
    '“',
    '_',
    '*',
    '(',
    ')',
    '- ',
    '\n',
    '## ',
    'by',
    'Jane',
    'Doe',
    'The',
    'Goal',
    '978',
    ' ',
    'https://a.org/x',
    '<https://a.org|b>',
    '`',
    '[',
    '](http://b.org/c)',
    '《',
    '》',
    'Ünï',
    '本',
    '💥',
    ', ',
    ': ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 40 }), (words) => {
      const [note] = notesOf(words.join(' '));
      for (const { title, url, comment, authors } of findWorks([note!], [])) {
        assert.notEqual(title.trim(), '');
        assert.ok(url === undefined || /^https?:/i.test(url));
        assert.ok(comment === undefined || note!.text.includes(comment));
        for (const author of authors) assert.ok(note!.text.replace(/\s+/g, ' ').includes(author), author);
      }
    }),
    { numRuns: 400 },
  );
});

test('takes linear time for long and hostile notes', () => {
  for (const unit of [
    '"',
    'book ',
    'book: ',
    'read The ',
    '(a ',
    '- ',
    'A. ',
    'by Jane ',
    "'a ",
    'The Goal, ',
    '[x](http://a.org) ',
    '978',
    ' ',
    '— ',
    'a@b ',
  ]) {
    const notes = notesOf(unit.repeat(Math.ceil(40_000 / unit.length)));
    assertCpuTime(2_500, () => findWorks(notes, []), JSON.stringify(unit));
  }
});
