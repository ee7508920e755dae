import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import { checkPoint, checkQuestion, checkQuote, checkSummary } from '#domain/evidence/check-evidence.ts';
import { checkRecommendation } from '#domain/evidence/check-recommendation.ts';
import { loadEnglishWords } from '#domain/evidence/common-words.ts';
import { loadGivenNames } from '#domain/language/person-names.ts';
import type { Note } from '#domain/notes/note.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const talk: Talk = {
  id: 't1',
  title: 'Scaling the unscalable',
  speakers: [{ name: 'Ada Byron', affiliation: 'Engines Ltd' }],
  startsAt: '2020-01-01T10:00:00+00:00',
  endsAt: '2020-01-01T10:30:00+00:00',
};

function context(...notes: Note[]) {
  return { notes: new Map(notes.map((note) => [note.id, note])), talk };
}

function refusal(text: string, ...notes: Note[]) {
  return checkPoint({ text, noteIds: notes.map(({ id }) => id) }, context(...notes));
}

const cache = makeNote({
  text: "Netflix cut 1,200 builds to six. Etsy's team said “measure first”, see https://example.org/a",
});

test('a point in the words of its notes is supported', () => {
  assert.equal(refusal('Netflix cut 1,200 builds to six.', cache), null);
  assert.equal(refusal('The builds of Netflix were cut to 6, from 1200.', cache), null);
  assert.equal(refusal('Etsy said "measure first".', cache), null);
  assert.equal(refusal('They have it at http://www.example.org/a/.', cache), null);
});

test('the talk itself may be named without a note', () => {
  assert.equal(refusal('Ada Byron of Engines Ltd told how Netflix cut builds.', cache), null);
});

test('a lead may rest on the abstract and all notes of its talk, a point may not', () => {
  const told = { ...talk, abstract: 'How 40 teams at Shopify moved to Postgres.' };
  const point = { text: 'Ada Byron told how 40 teams moved to Postgres.', noteIds: [cache.id], agreement: 1 };
  const { summary, refused } = checkSummary(
    { inShort: { ...point, weight: 1 }, points: [{ ...point, weight: 1 }], quotes: [], questions: [] },
    { ...context(cache), talk: told },
  );
  assert.equal(summary.inShort?.text, point.text);
  assert.deepEqual([summary.points, refused], [[], { number: 1 }]);
  const other = makeNote({ text: 'it took 9 months' });
  const later = { ...point, text: 'The move took 9 months.' };
  const ofAll = checkSummary(
    { inShort: { ...later, weight: 1 }, points: [], quotes: [], questions: [] },
    { ...context(cache, other), section: [cache, other] },
  );
  assert.equal(ofAll.summary.inShort?.text, later.text);
});

test('a heading may be in the words of another note of the talk, and "don’t forget" denies nothing', () => {
  const why = makeNote({ text: 'why you don’t want investors' });
  const points = [{ text: 'Don’t forget that Netflix cut builds.', heading: 'No investors', noteIds: [cache.id] }];
  const { summary } = checkSummary(
    { points: points.map((point) => ({ ...point, agreement: 1, weight: 1 })), quotes: [], questions: [] },
    { ...context(cache, why), section: [cache, why] },
  );
  assert.deepEqual(
    summary.points.map(({ text, heading }) => ({ text, heading, noteIds: [cache.id] })),
    points,
  );
});

test('what is in none of its notes is refused, with the reason', () => {
  const cases: [string, string][] = [
    ['Netflix cut 1,300 builds to six.', 'number'],
    ['Netflix cut 1,200 builds to seven.', 'number'],
    ['Netflix cut 1,200% of builds.', 'number'],
    ['Spotify cut 1,200 builds to six.', 'name'],
    ['Netflix and Zalando cut builds.', 'name'],
    ['Etsy said "never measure at all".', 'quote'],
    ['Etsy said „cut first“.', 'quote'],
    ['See https://example.com/a', 'link'],
    ['See www.evil.example', 'link'],
    ['   ', 'empty'],
  ];
  for (const [text, reason] of cases) assert.equal(refusal(text, cache), reason, text);
});

test('a name that only another note has is refused', () => {
  const other = makeNote({ text: 'Kelsey Hightower was there' });
  const ctx = context(cache, other);
  assert.equal(checkPoint({ text: 'Kelsey Hightower cut builds.', noteIds: [cache.id] }, ctx), 'name');
  assert.equal(checkPoint({ text: 'Kelsey Hightower cut builds.', noteIds: [cache.id, other.id] }, ctx), null);
});

test('a point needs notes, and notes that exist', () => {
  assert.equal(checkPoint({ text: 'Netflix', noteIds: [] }, context(cache)), 'no-note');
  assert.equal(checkPoint({ text: 'Netflix', noteIds: ['C1:1'] }, context(cache)), 'unknown-note');
});

test('in scripts without capitals every word must be in a note', () => {
  const note = makeNote({ text: '監視は文化の問題です。' });
  assert.equal(refusal('監視は文化の問題です', note), null);
  assert.equal(refusal('田中さんは監視の問題です', note), 'name');
});

test('a quote is in its note word for word', () => {
  const note = makeNote({ text: '"You build it, you run it." --Werner Vogels' });
  const quote = { text: 'You build it, you run it.', noteId: note.id };
  assert.equal(checkQuote(quote, context(note)), null);
  assert.equal(checkQuote({ ...quote, text: 'You build it, you own it.' }, context(note)), 'quote');
  assert.equal(checkQuote({ ...quote, text: 'you build it, you run it.' }, context(note)), 'quote');
});

test('a question is refused for its answer too', () => {
  const note = makeNote({ text: 'Q: why two? A: because of Netflix' });
  const question = { text: 'Why two?', noteIds: [note.id], agreement: 1 };
  assert.equal(checkQuestion({ ...question, answer: 'Because of Netflix' }, context(note)), null);
  assert.equal(checkQuestion({ ...question, answer: 'Because of Spotify' }, context(note)), 'name');
});

test('a summary keeps what is supported, counts what is not, and no more people agree than wrote', () => {
  const second = makeNote({ text: 'Netflix cut 1,200 builds', author: 'Bo' });
  const point = { text: 'Netflix cut 1,200 builds', noteIds: [cache.id, second.id], agreement: 9, weight: 1 };
  const { summary, refused } = checkSummary(
    {
      points: [point, { ...point, text: 'Spotify did' }],
      quotes: [{ text: 'no', noteId: 'x' }],
      questions: [],
    },
    context(cache, second),
  );
  assert.deepEqual(summary.points, [{ ...point, agreement: 2 }]);
  assert.deepEqual(summary.quotes, []);
  assert.deepEqual(refused, { name: 1, 'unknown-note': 1 });
});

test('a note supports its own words, whatever they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
      const note = makeNote({ text });
      assert.equal(refusal(text, note), text.trim() === '' ? 'empty' : null);
    }),
  );
});

test('a number that no note has never passes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1e6 }), fc.integer({ min: 2, max: 1e6 }), (noted, said) => {
      const note = makeNote({ text: `They ran ${noted} nodes there` });
      assert.equal(refusal(`There ran ${said} nodes`, note), noted === said ? null : 'number');
    }),
  );
});

test('a word that only begins a sentence is not a name; one that people write with a capital is', () => {
  const other = makeNote({ text: 'most engineers like small releases, and Harbor too' });
  const ctx = context(cache, other);
  const check = (text: string) => checkPoint({ text, noteIds: [cache.id] }, ctx);
  assert.equal(check('According to Etsy, teams should measure first.'), null);
  assert.equal(check('Releases of Netflix went from 1,200 builds to six.'), null);
  assert.equal(check('Harbor cut 1,200 builds.'), 'name');
  assert.equal(check('Zalando cut 1,200 builds.'), 'name');
});

test('German nouns may take another form, and names may not', () => {
  const note = makeNote({ text: 'Die Änderung der Messung durch die Bahn spart Speicher und Kosten' });
  assert.equal(refusal('Änderungen an Messungen der Bahn sparen Kosten', note), null);
  assert.equal(refusal('Die Post spart durch die Messung Kosten', note), 'name');
});

test('numbers and percentages are the same in words and in digits', () => {
  assert.equal(refusal('en 15 minutes', makeNote({ text: 'quinze minutes par déploiement' })), null);
  assert.equal(refusal('sie sparen 40 %', makeNote({ text: 'sie sparen 40 Prozent' })), null);
  assert.equal(refusal('sie sparen fünf Stunden', makeNote({ text: 'sie sparen sechs Stunden' })), 'number');
});

test('an address is one without http, too', () => {
  const note = makeNote({ text: 'It is at github.com/acme/rockets, in main.tf' });
  assert.equal(refusal('See github.com/acme/rockets and main.tf.', note), null);
  assert.equal(refusal('See github.com/acme/rocket-science.', note), 'link');
  assert.equal(refusal('See evil.example for it.', note), 'link');
});

test('a point may not negate if none of its notes does', () => {
  const note = makeNote({ text: 'the servers kept up with the demand' });
  assert.equal(refusal('the servers did not keep up with the demand', note), 'denial');
  const denying = makeNote({ text: 'it fails to scale' });
  assert.equal(refusal('it does not scale', denying), null);
  assert.equal(refusal('it is not complete', makeNote({ text: 'it is incomplete' })), null);
  const affirming = makeNote({ text: 'tests improve quality and discover bugs' });
  assert.equal(refusal('tests do not prove quality', affirming), 'denial');
  assert.equal(refusal('tests do not cover bugs', affirming), 'denial');
  assert.equal(refusal('Demand grew (the notes don’t give the figure), and the servers kept up.', note), null);
  assert.equal(refusal('The servers kept up, with no figure in the notes.', note), null);
  assert.equal(refusal('The notes say how, and the servers did not keep up.', note), 'denial');
});

test('the title of a work is in its note', () => {
  const note = makeNote({ text: 'read Release  It!, excellent on failures' });
  const check = (title: string) => checkRecommendation({ title, noteId: note.id }, context(note));
  assert.equal(check('release it!'), null);
  assert.equal(check('Release Them!'), 'name');
});

test('a quote within a quote hides neither', () => {
  const note = makeNote({ text: 'she said: le livre « SRE » est conseillé, and “never cut”' });
  assert.equal(refusal('She said “le livre « SRE » est conseillé”', note), null);
  assert.equal(refusal('She said “conseillé « SRE » est le livre”', note), 'quote');
  assert.equal(refusal('She said "le livre « XYZ » est conseillé"', note), 'quote');
});

test('a made-up quotation over several sentences isn’t kept piece by piece', () => {
  const note = makeNote({ text: 'Ann said they rarely test and ship on Fridays' });
  for (const quoted of ['“We ship on Fridays. We love it,” she says.', '"We rarely test. We just ship," she says.']) {
    const point = { text: `They rarely test. ${quoted}`, noteIds: [note.id], agreement: 1, weight: 1 };
    const { summary, refused } = checkSummary({ points: [point], quotes: [], questions: [] }, context(note));
    assert.deepEqual([summary.points.map(({ text }) => text), refused], [['They rarely test.'], { quote: 1 }], quoted);
  }
});

test('a quote must be marked as speech in its note', () => {
  const marked = [
    '"You build it, you run it."',
    'Vogels: “You build it, you run it.”',
    'he said: You build it, you run it.',
    '> You build it, you run it.',
    'You build it, you run it. -- Werner Vogels',
    '«You build it, you run it.» as always',
  ];
  for (const text of marked) {
    const note = makeNote({ text });
    assert.equal(checkQuote({ text: 'You build it, you run it.', noteId: note.id }, context(note)), null, text);
  }
  const block = makeNote({ text: 'You build it, you run it.' });
  block.spans = [{ kind: 'quote', start: 0, end: block.text.length }];
  assert.equal(checkQuote({ text: 'You build it, you run it.', noteId: block.id }, context(block)), null);
  for (const text of [
    'You build it, you run it.',
    'Rule: You build it, you run it.',
    '- You build it, you run it. "Really"',
    'You build it, you run it. – They cut the handover',
    'You build it, you run it. - Docker Hub has many',
    'As I said before, You build it, you run it.',
    'That said, You build it, you run it.',
    'Needless to say, You build it, you run it.',
    'les règles : You build it, you run it.',
  ]) {
    const note = makeNote({ text });
    assert.equal(checkQuote({ text: 'You build it, you run it.', noteId: note.id }, context(note)), 'quote', text);
  }
});

test('a quote keeps a speaker only if its note ties it to them, or if nobody else can have said it', () => {
  const speakerOf = (text: string, speaker: string, speakers = talk.speakers) => {
    const note = makeNote({ text });
    const quotes = [{ text: 'You build it', noteId: note.id, speaker }];
    return checkSummary({ points: [], quotes, questions: [] }, { ...context(note), talk: { ...talk, speakers } })
      .summary.quotes[0]?.speaker;
  };
  assert.equal(speakerOf('"You build it" --Werner Vogels', 'Werner Vogels'), 'Werner Vogels');
  assert.equal(speakerOf('"You build it" --Werner Vogels', 'Ada Byron'), undefined);
  assert.equal(speakerOf('"You build it"', 'Ada Byron'), 'Ada Byron');
  assert.equal(speakerOf('"You build it"', 'Grace Hopper'), undefined);
  assert.equal(
    speakerOf('Ada: "You build it"', 'Ada Byron', [...talk.speakers, { name: 'Grace Hopper' }]),
    'Ada Byron',
  );
  assert.equal(speakerOf('"You build it"', 'Ada Byron', [...talk.speakers, { name: 'Grace Hopper' }]), undefined);
});

test('of several speakers only one that a note names may be said to have said something', () => {
  const panel = { ...talk, speakers: [...talk.speakers, { name: 'Grace Hopper' }] };
  const note = makeNote({ text: 'compilers save time' });
  const named = makeNote({ text: 'Grace: compilers save time' });
  const check = (text: string, of: Note) => checkPoint({ text, noteIds: [of.id] }, { ...context(of), talk: panel });
  assert.equal(check('Grace Hopper says that compilers save time.', note), 'name');
  assert.equal(check('Grace Hopper says that compilers save time.', named), null);
  assert.equal(check('Ada Byron and Grace Hopper say that compilers save time.', note), null);
});

test('a comment on a book must come from what the note says about that book', () => {
  const note = makeNote({
    text: 'read Release It!, excellent on failures\n\nThe book lists many stability patterns\nthe lunch was the best ever',
  });
  const commentOf = (comment: string) => {
    const works = [
      {
        kind: 'book' as const,
        title: 'Release It!',
        authors: [],
        noteId: note.id,
        comment,
        role: 'recommendation' as const,
      },
    ];
    return checkSummary({ points: [], quotes: [], questions: [], works }, context(note)).summary.works![0]!.comment;
  };
  assert.equal(commentOf('excellent on failures'), 'excellent on failures');
  assert.equal(commentOf('lists many stability patterns'), 'lists many stability patterns');
  assert.equal(commentOf('the best ever'), undefined);
  assert.equal(commentOf('worth every cent'), undefined);
});

test('the initials of a name are its abbreviation', () => {
  const note = makeNote({ text: 'read the Open Web Application Security Project' });
  assert.equal(refusal('Read what OWASP has.', note), null);
  assert.equal(refusal('Read what OWASPX has.', note), 'name');
  assert.equal(refusal('Read what NIST has.', note), 'name');
});

test('plurals, typos and abbreviations are the same word', () => {
  const note = makeNote({
    text: 'pheonix project: JS on k8s, proj mgmt is hard; CD (cont. delivery) w/ kube and GitHub',
  });
  for (const text of [
    'It uses JavaScript.',
    'They run Kubernetes.',
    'It is about Project Management.',
    'See the Phoenix Project.',
    'It takes Continuous Delivery.',
  ])
    assert.equal(refusal(text, note), null, text);
  for (const text of [
    'It uses Java.',
    'They run Kibana.',
    'It is about Project Manager Marta.',
    'It takes Custom Dashboards and Excel.',
  ])
    assert.equal(refusal(text, note), 'name', text);
});

test('with the word list, an English word that begins a sentence is not a name, unless people write it with a capital', async () => {
  const note = makeNote({ text: 'we log everything in small batches, says Chef of Etsy' });
  await loadEnglishWords();
  for (const text of ['Beyond logs, batches.', 'Wishes come in small batches.', 'Working in small batches.'])
    assert.equal(refusal(text, note), null, text);
  const other = makeNote({ text: 'they work in small batches' });
  const all = new Map([note, other].map((one) => [one.id, one]));
  assert.equal(checkPoint({ text: 'Chef works in small batches.', noteIds: [other.id] }, { notes: all, talk }), 'name');
  assert.equal(
    checkPoint({ text: 'Netflix works in small batches.', noteIds: [other.id] }, { notes: all, talk }),
    'name',
  );
});

test('a word in a heading with capitals is no name, unless it is a person’s', async () => {
  await Promise.all([loadEnglishWords(), loadGivenNames()]);
  const note = makeNote({ text: 'low security hashes: don’t use MD5' });
  const headings = makeNote({ text: 'Eventual Weak Accuracy: after some time it is right\nGrace Weaver' });
  const all = new Map([note, headings].map((one) => [one.id, one]));
  const check = (text: string) => checkPoint({ text, noteIds: [note.id] }, { notes: all, talk });
  assert.equal(check('Weak hashes: don’t use MD5.'), null);
  assert.equal(check('Weaver uses no MD5.'), 'name');
});

test('a name from another note of the talk may say what a statement is about, but not who said it', () => {
  const note = makeNote({ text: 'all apps are in containers' });
  const other = makeNote({ text: 'how we deploy at Namshi; Geshan is new there' });
  const withSection = { ...context(note, other), section: [note, other] };
  const check = (text: string) => checkPoint({ text, noteIds: [note.id] }, withSection);
  assert.equal(check('Namshi has all apps in containers.'), null);
  assert.equal(check('Geshan says that all apps are in containers.'), 'name');
  assert.equal(check('According to Geshan all apps are in containers.'), 'name');
});

test('"without", "not only" and a contrast deny nothing', () => {
  const note = makeNote({ text: 'servers are replaced instead of reconfigured, people come first' });
  for (const text of [
    'Servers are replaced, not reconfigured.',
    'Not only servers are replaced.',
    'Servers are replaced without changes.',
  ])
    assert.equal(refusal(text, makeNote({ text: note.text.replace('instead of', 'over') })), null, text);
});

test('a number word may count what the notes list, and "the two" points back', () => {
  const note = makeNote({ text: 'Rules for Chef and VMware:\n- restore weekly\n- not the builder\n- time it' });
  assert.equal(refusal('There are three rules.', note), null);
  assert.equal(refusal('There are four rules.', note), 'number');
  assert.equal(refusal('There are 3 rules.', note), 'number');
  assert.equal(refusal('Chef and VMware: the two are under rules.', note), null);
  assert.equal(refusal('Two things help.', makeNote({ text: 'a couple things help' })), null);
  assert.equal(refusal('They are the top 10%.', makeNote({ text: 'top 10& of them' })), null);
});

test('a unit may be apart from its number, and a percentage an ordinal', () => {
  const note = makeNote({ text: '<10Mb per node, 99.99%-ile under 5ms' });
  assert.equal(refusal('It takes less than 10 MB per node.', note), null);
  assert.equal(refusal('The 99.99th percentile is under 5ms.', note), null);
  assert.equal(refusal('It takes less than 10 GB per node.', note), 'name');
  assert.equal(refusal('The 99.9th percentile is under 5ms.', note), 'number');
});

test('of a point its supported sentences stay, except those that lean on one that is dropped', () => {
  const kept = (text: string) =>
    checkSummary(
      { points: [{ text, noteIds: [cache.id], agreement: 1, weight: 1 }], quotes: [], questions: [] },
      context(cache),
    ).summary.points.map((point) => point.text);
  assert.deepEqual(kept('Netflix cut 1,200 builds to six. It took 9 years.'), ['Netflix cut 1,200 builds to six.']);
  assert.deepEqual(kept('Netflix cut 77 builds. It measures first. The Etsy team said so.'), [
    'The Etsy team said so.',
  ]);
  assert.deepEqual(kept('Netflix cut 77 builds. This is good.'), []);
});

test('a point loses what leans on a refused sentence, and is cut at no abbreviation', () => {
  const note = makeNote({ text: 'They moved the database. The team saved money.' });
  const shown = (text: string) => {
    const point = { text, noteIds: [note.id], agreement: 1, weight: 1, talkId: 't1' };
    const summary = { points: [point], questions: [], quotes: [], toRead: [], links: [] } as unknown as Summary;
    return checkSummary(summary, context(note)).summary.points.map((one) => one.text);
  };
  assert.deepEqual(shown('They moved the database. They used Zanzibar. Therefore the team saved money.'), [
    'They moved the database.',
  ]);
  assert.deepEqual(shown('They moved the database. The team compared it with X vs. Zanzibar.'), [
    'They moved the database.',
  ]);
});

test('a list loses only the lines that its notes don’t support, and its introduction with the last of them', () => {
  const note = makeNote({ text: 'Three rules for backups: restore weekly; time it; took 4 h in the end' });
  const shown = (text: string) =>
    checkSummary(
      { points: [{ text, noteIds: [note.id], agreement: 1, weight: 1 }], quotes: [], questions: [] },
      context(note),
    ).summary.points.map((point) => point.text);
  assert.deepEqual(shown('Rules for backups:\n• Restore weekly.\n• Time it: it took 40 h.\n• Time it.'), [
    'Rules for backups:\n• Restore weekly.\n• Time it.',
  ]);
  assert.deepEqual(shown('Rules for backups:\n• Ask Kromhout.\n• It took 40 h.'), []);
  assert.deepEqual(shown('Restore weekly. These are rules for backups:\n• Ask Kromhout.'), ['Restore weekly.']);
  assert.deepEqual(shown('Restore weekly. Rules for backups:'), ['Restore weekly. Rules for backups:']);
  // An item keeps its mark, and goes with the sentence that says what it is about.
  assert.deepEqual(shown('• Time it: it took 40 h. Restore weekly.\n• Restore weekly. It took 40 h.\n• Time it.'), [
    '• Restore weekly.\n• Time it.',
  ]);
});

test('what introduces a list may count its rows', () => {
  const note = makeNote({ text: 'restore weekly, time it, ask around' });
  const shown = (text: string) =>
    checkSummary(
      { points: [{ text, noteIds: [note.id], agreement: 1, weight: 1 }], quotes: [], questions: [] },
      context(note),
    ).summary.points.map((point) => point.text);
  for (const rows of ['• Restore weekly.\n• Time it.\n• Ask around.', '| What |\n| restore |\n| time |\n| ask |']) {
    assert.deepEqual(shown(`There are three things to do:\n${rows}`), [`There are three things to do:\n${rows}`]);
    assert.deepEqual(shown(`There are four things to do:\n${rows}`), [rows]);
  }
  assert.deepEqual(shown('There are three things to do:\n• Restore weekly.\n• Time it.\n• Ask Kromhout.'), [
    'There are three things to do:\n• Restore weekly.\n• Time it.',
  ]);
});

test('what the notes leave open may say what they don’t', () => {
  const statement = { text: 'Nobody said why builds were cut.', noteIds: [cache.id], agreement: 1 };
  const { summary } = checkSummary(
    { points: [{ ...statement, weight: 1 }], unclear: [statement], quotes: [], questions: [] },
    context(cache),
  );
  assert.deepEqual([summary.points, summary.unclear], [[], [statement]]);
});

test('each item and row is compared with its own notes', () => {
  const keys = makeNote({ text: 'keys lost with the disk' });
  const restore = makeNote({ text: 'restore took 42 hours at Acme' });
  const ids = [keys.id, restore.id];
  const point = { noteIds: ids, lineNoteIds: [[], [keys.id], [restore.id]], agreement: 1, weight: 1 };
  const table = (row: string) => `| What | Figure |\n${row}\n| Restore | 42 hours at Acme |`;
  const check = (text: string) =>
    checkSummary({ points: [{ ...point, text }], quotes: [], questions: [] }, context(keys, restore));
  const { summary, refused } = check(table('| Keys | lost after 42 hours |'));
  assert.equal(summary.points[0]?.text, '| What | Figure |\n| Restore | 42 hours at Acme |');
  assert.deepEqual(summary.points[0].lineNoteIds, [[], [restore.id]]);
  assert.deepEqual(refused, { number: 1 });
  const supported = check(table('| Keys | lost with the disk |'));
  assert.deepEqual(
    [supported.summary.points[0]?.text, supported.refused],
    [table('| Keys | lost with the disk |'), {}],
  );
});

test('a table whose columns have names that no note has is shown as a list', () => {
  const note = makeNote({ text: 'keys lost with the disk, versions are unreadable' });
  const { summary, refused } = checkSummary(
    {
      points: [
        {
          text: '| Thing | Never |\n| Keys | lost with the disk |\n| Versions | unreadable |',
          ...{ noteIds: [note.id], agreement: 1, weight: 1 },
        },
      ],
      ...{ quotes: [], questions: [] },
    },
    context(note),
  );
  assert.equal(summary.points[0]?.text, '• Keys: lost with the disk\n• Versions: unreadable');
  assert.deepEqual(refused, { denial: 1 });
});
