import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOpenAiSummarizer } from '#llm/summary/model-summarizer.ts';
import type { Statement } from '#llm/summary/statements.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { answerOf, type SentDay, type SentTalk, says, startModel } from '#test/fakes/model-server.ts';
import { CONFERENCE, compileWith, pointsOf, TALKS, talkOf, twoTalks } from '#test/llm/two-talks.ts';
import { createExtractiveSummarizer } from '#text/summary/summarize-extractively.ts';
import type { Summarizer } from '#usecases/ports/summarizer.ts';
import { compileRecap } from '#usecases/recap/compile-recap.ts';

/** Numbers of the notes that hold any of these words. */
const find = (talks: SentTalk[], ...words: string[]): number[] =>
  talks
    .flatMap(({ notes }) => notes)
    .filter(({ text }) => words.some((word) => text.includes(word)))
    .map(({ number }) => number);

/** What a good model says about a talk, or about both in turn. */
function goodAnswer(talks: SentTalk[]): Statement[] {
  const statements = [
    says('inShort', 'An increase may not be valid: look beyond the dashboard.', find(talks, 'increase', 'Twitter')),
    says('paragraph', 'They found the reason on Twitter rather than in a dashboard.', find(talks, 'Twitter')),
    says('paragraph', 'The fix, HAProxy on many cores, took 48 hours without sleep.', find(talks, 'HAProxy')),
    {
      ...says('table', '', [], '', 'What they did'),
      rows: [
        { cells: ['Step', 'Result'], notes: [] },
        { cells: ['Look at Twitter', 'They found the reason'], notes: find(talks, 'Twitter') },
        { cells: ['Multi-core HAProxy', 'The fix'], notes: find(talks, 'HAProxy') },
      ].filter(({ cells, notes }) => cells[0] === 'Step' || notes.length > 0),
      notes: find(talks, 'HAProxy'),
    },
    says('quote', '“measure twice, cut once”', find(talks, 'Measure'), 'Hany Fahim'),
    says('book', 'Release It!', find(talks, 'Release It'), 'excellent on production failures'),
    says('inShort', 'Whatever the tool, teams have to talk.', find(talks, 'Whatever tool')),
    says('paragraph', 'Teams have to talk to each other, whatever tool they adopt.', find(talks, 'Whatever', 'Micro')),
    says('question', 'Where do you start?', find(talks, 'Q:', 'A:'), 'With one team and one conversation.'),
    says('thought', 'The technology we pick is often about fashion.', find(talks, 'fashion')),
    says('unclear', 'The notes don’t say which tool.', find(talks, 'Whatever tool')),
    says('disagreement', 'Some blame tools, others teams.', find(talks, 'fashion', 'Micro')),
  ];
  return statements.filter(({ notes }) => notes.length > 0);
}

const isScaling = ([talk]: SentTalk[]) => talk!.talk.startsWith('Scaling');

/** What a good model says about the day. */
const goodDay = (sessions: SentDay): Statement[] => {
  const numbersOf = (word: string) =>
    sessions.flatMap(({ says }) => says.flatMap(({ n, text }) => (text.includes(word) ? [n] : []))).slice(0, 1);
  return [
    says('headline', 'Teams have to talk to each other.', numbersOf('Teams')),
    says('headline', 'Decide first whether the increase is valid.', numbersOf('increase')),
    says('theme', 'People matter more than dashboards and tools.', [...numbersOf('dashboard'), ...numbersOf('Teams')]),
  ];
};

function compileBy(summarizer: Summarizer) {
  const notes = twoTalks();
  return compileRecap(
    { conference: CONFERENCE, talks: TALKS, notes, deliberate: new Set(notes.map(({ id }) => id)) },
    { summarizer, maxPoints: 5 },
  );
}

const builtIn = () => compileBy(createExtractiveSummarizer());

describe('a recap with a language model', () => {
  it('has its opening, paragraphs, tables, quotes, questions, thoughts, disagreements, works, headlines and themes', async () => {
    await using model = await startModel(goodAnswer, { day: goodDay });
    const { recap, refused, provisional, use } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, {});
    assert.equal(provisional, 0);
    assert.equal(model.asked.length, 2);
    const scaling = talkOf(recap, 'scaling');
    assert.equal(scaling.inShort?.text, 'An increase may not be valid: look beyond the dashboard.');
    assert.deepEqual(
      scaling.points.map(({ text }) => text),
      [
        'They found the reason on Twitter rather than in a dashboard.',
        'The fix, HAProxy on many cores, took 48 hours without sleep.',
        '| Step | Result |\n| Look at Twitter | They found the reason |\n| Multi-core HAProxy | The fix |',
      ],
    );
    assert.deepEqual(
      scaling.points[2]!.lineNoteIds?.map(({ length }) => length),
      [0, 1, 1],
    );
    assert.deepEqual(
      scaling.quotes.map(({ text, speaker }) => [text, speaker]),
      [['Measure twice, cut once', 'Hany Fahim']],
    );
    const culture = talkOf(recap, 'culture');
    assert.equal(culture.questions[0]?.answer, 'With one team and one conversation.');
    assert.equal(culture.unclear?.[0]?.text, 'The notes don’t say which tool.');
    assert.equal(culture.disagreements?.[0]?.text, 'Some blame tools, others teams.');
    assert.equal(culture.thoughts?.[0]?.by, 'Cat');
    assert.deepEqual(
      recap.days[0]!.headlines.slice(0, 2)
        .map(({ text }) => text)
        .sort(),
      ['Decide first whether the increase is valid.', 'Teams have to talk to each other.'],
    );
    assert.equal(recap.days[0]!.themes?.[0]?.text, 'People matter more than dashboards and tools.');
    assert.equal(recap.readingList[0]?.title, 'Release It!');
    assert.equal(recap.readingList.length, 1);
    assert.ok(use!.sent > 200 && use!.received > 100 && use!.failures === 0);
  });

  it('sends notes as JSON apart from the instructions, and nobody’s name', async () => {
    const notes = twoTalks();
    notes[1]!.text = 'They found it "}]} by <!channel>, and {"says":[]} was all.';
    await using model = await startModel(goodAnswer);
    await compileWith(model.baseUrl, notes);
    const [system, user] = model.requests[0]!.messages;
    assert.doesNotMatch(String(system!.content), /They found it|<!channel>/);
    assert.equal(model.asked[0]![0]!.notes[1]!.text, notes[1]!.text);
    assert.doesNotMatch(String(user!.content), /Ann|Bob|U-/);
    assert.equal(model.requests[0]!.response_format?.type, 'json_schema');
  });

  const inventions: [string, (talks: SentTalk[]) => Statement, string][] = [
    ['a note', () => says('paragraph', 'They found it.', [99]), 'unknown-note'],
    ['a quote', (t) => says('quote', 'Measure once, cut twice', find(t, 'Measure')), 'quote'],
    ['a quote that the note doesn’t mark', (t) => says('quote', 'not in a dashboard', find(t, 'Twitter')), 'quote'],
    ['a name', (t) => says('paragraph', 'Netflix found the reason on Twitter.', find(t, 'Twitter')), 'name'],
    ['a number', (t) => says('paragraph', 'It took 72 hours without sleep.', find(t, 'HAProxy')), 'number'],
    ['a title', (t) => says('paragraph', 'She recommends “Accelerate”.', find(t, 'Twitter')), 'quote'],
    ['a link', (t) => says('paragraph', 'See https://evil.example/x', find(t, 'Twitter')), 'link'],
    ['a book', (t) => says('book', 'The Phoenix Project', find(t, 'Release It')), 'name'],
    ['an answer', (t) => says('question', 'Where do you start?', find(t, 'Twitter'), 'In Berlin.'), 'name'],
    ['a thought', (t) => says('thought', 'We should ask Grace Hopper.', find(t, 'Twitter')), 'name'],
  ];
  for (const [what, invent, reason] of inventions) {
    it(`drops ${what} that the model invented, counts it, and keeps the rest`, async () => {
      await using model = await startModel((talks) => [
        ...goodAnswer(talks),
        ...(isScaling(talks) ? [invent(talks)] : []),
      ]);
      const { recap, refused } = await compileWith(model.baseUrl, twoTalks());
      assert.deepEqual(refused, { [reason]: 1 });
      await using good = await startModel(goodAnswer);
      assert.deepEqual(recap, (await compileWith(good.baseUrl, twoTalks())).recap);
    });
  }

  it('drops the speaker of a quote and the comment on a book that the model invented, and keeps the quote and the book', async () => {
    await using model = await startModel((talks) =>
      goodAnswer(talks).map((statement) =>
        statement.kind === 'quote'
          ? { ...statement, more: 'Grace Hopper' }
          : statement.kind === 'book'
            ? { ...statement, more: 'the best ever' }
            : statement,
      ),
    );
    const { recap, refused } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, {});
    assert.deepEqual(
      talkOf(recap, 'scaling').quotes.map(({ text, speaker }) => [text, speaker]),
      [['Measure twice, cut once', undefined]],
    );
    assert.doesNotMatch(JSON.stringify(recap.readingList), /best ever/);
  });

  it('has no opening rather than an invented one', async () => {
    await using model = await startModel((talks) => [
      ...(isScaling(talks)
        ? [
            says(
              'inShort',
              'All of it is about Kubernetes, its operators, and clusters that break every night.',
              find(talks, 'Twitter'),
            ),
          ]
        : []),
      ...goodAnswer(talks).filter(({ kind }) => kind !== 'inShort' || !isScaling(talks)),
    ]);
    const { recap, refused } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, { name: 1 });
    assert.equal(talkOf(recap, 'scaling').inShort, undefined);
    assert.equal(pointsOf(recap, 'scaling').length, 3);
  });

  it('has the points of the summary without a model for a talk whose points all fail', async () => {
    await using model = await startModel((talks) => [
      ...goodAnswer(talks).filter(({ kind, text }) => kind !== 'paragraph' || !text.includes('Teams')),
      ...(isScaling(talks) ? [] : [says('paragraph', 'Etsy and Netflix talk to each other.', find(talks, 'Whatever'))]),
    ]);
    const { recap, refused, provisional } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, { name: 1 });
    assert.equal(provisional, 0);
    assert.deepEqual(pointsOf(recap, 'culture'), pointsOf((await builtIn()).recap, 'culture'));
    assert.equal(pointsOf(recap, 'scaling').length, 3);
  });

  it('shows mentions and markup that it answers as text', async () => {
    await using model = await startModel((talks) => [
      ...goodAnswer(talks),
      ...(isScaling(talks)
        ? []
        : [says('paragraph', 'teams <!channel> **talk** <b>to</b>\u202e each other', find(talks, 'Whatever'))]),
    ]);
    const { recap } = await compileWith(model.baseUrl, twoTalks());
    assert.ok(pointsOf(recap, 'culture').includes('teams <!channel> **talk** <b>to</b> each other'));
  });

  it('reads an answer in a fence or between words, and asks once more for one of another shape', async () => {
    await using model = await startModel((talks, nth) =>
      nth === 0
        ? { content: '{"talks":[{"points":["x"]}]}' }
        : { content: `Sure!\n\`\`\`json\n${answerOf(goodAnswer(talks))}\n\`\`\`` },
    );
    const { provisional, use } = await compileWith(model.baseUrl, twoTalks());
    assert.equal(model.asked.length, 3);
    assert.equal(provisional, 0);
    assert.equal(use!.failures, 0);
  });

  it('asks endpoints that take no schema in words, and remembers it', async () => {
    await using model = await startModel((talks, _nth, { response_format }) =>
      response_format === undefined
        ? goodAnswer(talks)
        : { status: 400, error: { message: `response_format ${response_format.type} is not supported` } },
    );
    const summarizer = createOpenAiSummarizer({ apiKey: 'key', baseUrl: model.baseUrl, model: 'small' });
    assert.equal((await compileBy(summarizer)).provisional, 0);
    const before = model.requests.length;
    assert.equal((await compileBy(summarizer)).provisional, 0);
    const formats = model.requests.map(({ response_format }) => response_format?.type);
    assert.deepEqual(new Set(formats.slice(0, before)), new Set(['json_schema', 'json_object', undefined]));
    assert.deepEqual(new Set(formats.slice(before)), new Set([undefined]));
    assert.match(String(model.requests.at(-1)!.messages[0]!.content), /JSON alone.*"says"/);
  });

  it('asks for little reasoning, and leaves that out for endpoints that refuse it', async () => {
    const effortOf = (request: object) => (request as { reasoning_effort?: string }).reasoning_effort;
    await using able = await startModel(goodAnswer);
    await compileWith(able.baseUrl, twoTalks());
    assert.deepEqual(new Set(able.requests.map(effortOf)), new Set(['low']));
    await using model = await startModel((talks, _nth, request) =>
      effortOf(request) === undefined
        ? goodAnswer(talks)
        : {
            status: 400,
            error: { message: "Unsupported parameter: 'reasoning_effort' is not supported with this model." },
          },
    );
    const { provisional, use } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual([provisional, use!.failures], [0, 0]);
    assert.equal(effortOf(model.requests.at(-1)!), undefined);
    assert.equal(model.requests.at(-1)!.response_format?.type, 'json_schema');
  });

  it('is shown in the language that its organizer set, as far as its notes support that', async () => {
    const voice = { language: 'German' };
    const translated: Record<string, string> = {
      'They found the reason on Twitter rather than in a dashboard.':
        'Sie fanden den Grund auf Twitter statt in einem Dashboard.',
      'The fix, HAProxy on many cores, took 48 hours without sleep.':
        'Die Lösung, HAProxy auf vielen Kernen, brauchte 47 Stunden ohne Schlaf.',
      'Where do you start?': 'Wo fängt man an?',
    };
    await using model = await startModel((talks) =>
      goodAnswer(talks).map((statement) => ({
        ...statement,
        translated: translated[statement.text] ?? '',
        moreTranslated: statement.kind === 'question' ? 'Mit einem Team und einem Gespräch.' : '',
      })),
    );
    const { keyValue } = createMemoryDatabase();
    for (let time = 0; time < 2; time++) {
      const { recap, refused, untranslated } = await compileWith(model.baseUrl, twoTalks(), {
        keyValue,
        voice,
      });
      assert.deepEqual(pointsOf(recap, 'scaling').slice(0, 2), [
        'Sie fanden den Grund auf Twitter statt in einem Dashboard.',
        'The fix, HAProxy on many cores, took 48 hours without sleep.',
      ]);
      const [question] = talkOf(recap, 'culture').questions;
      assert.deepEqual([question?.text, question?.answer], ['Wo fängt man an?', 'Mit einem Team und einem Gespräch.']);
      assert.deepEqual([refused, untranslated], [{}, 1]);
    }
    assert.equal(model.asked.length, 2);
    const [{ response_format, messages }] = model.requests as [(typeof model.requests)[number]];
    assert.match(JSON.stringify(response_format), /"moreTranslated"/);
    assert.match(String(messages[0]!.content), /in "German"/);
  });

  it('is written in another language even if notes are few', async () => {
    await using model = await startModel((talks) =>
      talks.flatMap(({ notes }) =>
        notes.map(({ text, number }) => ({ ...says('paragraph', text, [number]), translated: 'Das ist so.' })),
      ),
    );
    const few = twoTalks().slice(0, 2);
    await compileWith(model.baseUrl, few);
    assert.equal(model.requests.length, 0);
    const { recap } = await compileWith(model.baseUrl, few, { voice: { language: 'German' } });
    assert.deepEqual(new Set(pointsOf(recap, 'scaling')), new Set(['Das ist so.']));
  });

  it('is asked of a talk whose notes were pasted as one long message', async () => {
    await using model = await startModel((talks) =>
      talks.map(() => says('inShort', 'Hany Fahim found the reason on Twitter.', [1])),
    );
    const [first, ...others] = twoTalks().filter(({ talkId }) => talkId === 'scaling');
    const text = [first!, ...others].map(({ text }) => text).join('\n');
    await compileWith(model.baseUrl, [{ ...first!, text }], { checkModel: 'off' });
    assert.equal(model.asked.length, 1);
  });

  it('remembers which form an endpoint answered that doesn’t say what it refuses', async () => {
    await using model = await startModel((talks, _nth, { response_format }) =>
      response_format?.type === 'json_schema'
        ? { status: 422, error: { message: 'Extra inputs are not permitted' } }
        : goodAnswer(talks),
    );
    const summarizer = createOpenAiSummarizer({ apiKey: 'key', baseUrl: model.baseUrl, model: 'small' });
    assert.equal((await compileBy(summarizer)).provisional, 0);
    const before = model.requests.length;
    assert.equal((await compileBy(summarizer)).provisional, 0);
    assert.deepEqual(
      new Set(model.requests.slice(before).map(({ response_format }) => response_format?.type)),
      new Set(['json_object']),
    );
  });

  it('gives up no form for a request that was refused without a reason in every form', async () => {
    let flagged = true;
    await using model = await startModel((talks) =>
      flagged ? { status: 400, error: { message: 'Your request was flagged.' } } : goodAnswer(talks),
    );
    const summarizer = createOpenAiSummarizer({ apiKey: 'key', baseUrl: model.baseUrl, model: 'small' });
    assert.equal((await compileBy(summarizer)).provisional, 2);
    const before = model.requests.length;
    flagged = false;
    assert.equal((await compileBy(summarizer)).provisional, 0);
    assert.deepEqual(
      new Set(model.requests.slice(before).map(({ response_format }) => response_format?.type)),
      new Set(['json_schema']),
    );
  });

  const failures: [string, Parameters<typeof startModel>[0]][] = [
    ['answers nothing', () => ({ content: '' })],
    ['says nothing of any talk', () => []],
    ['answers prose', () => ({ content: 'I would rather not.' })],
    ['answers half an object', () => ({ content: '{"says":[{"kind":"point","text":"They fou' })],
    ['answers by another schema', () => ({ content: '{"says":[{"kind":"song","text":"la","more":"","notes":[1]}]}' })],
    ['is cut off', () => ({ content: '{"says":[', finishReason: 'length' })],
    ['filters', () => ({ content: '', finishReason: 'content_filter' })],
    ['is down', () => ({ status: 500, error: { message: 'boom' } })],
    ['refuses the key', () => ({ status: 401, error: { message: 'bad key' } })],
    ['has no quota', () => ({ status: 429, error: { message: 'pay', code: 'insufficient_quota' } })],
    ['can’t read so much', () => ({ status: 400, error: { message: 'maximum context length is 512 tokens' } })],
  ];
  for (const [what, reply] of failures) {
    it(`is made without the model, to be improved later, if the model ${what}`, async () => {
      await using model = await startModel(reply);
      const { recap, refused, provisional, use } = await compileWith(model.baseUrl, twoTalks());
      assert.deepEqual(recap, (await builtIn()).recap);
      assert.deepEqual(refused, {});
      assert.equal(provisional, 2);
      assert.ok(what === 'says nothing of any talk' || use!.failures > 0);
      assert.ok(model.asked.length <= 12, `${model.asked.length} requests`);
    });
  }

  for (const chaos of [{ malformedRate: 1 }, { disconnectRate: 1 }]) {
    it(`is made without the model if the connection has a ${Object.keys(chaos)[0]} of 1`, async () => {
      await using model = await startModel(goodAnswer);
      model.mock.setChaos(chaos);
      const { recap, provisional } = await compileWith(model.baseUrl, twoTalks());
      assert.deepEqual(recap, (await builtIn()).recap);
      assert.equal(provisional, 2);
    });
  }

  it('asks again after what Retry-After says, and doubles its own wait', async () => {
    const waits: number[] = [];
    await using model = await startModel((talks, nth) => {
      if (nth === 0) return { status: 429, error: { message: 'slow down, reasoning takes long' }, retryAfter: 7 };
      return nth < 3 ? { status: 503, error: { message: 'later' } } : goodAnswer(talks);
    });
    const wait = async (ms: number) => void waits.push(ms);
    assert.equal((await compileWith(model.baseUrl, twoTalks(), { wait })).provisional, 0);
    assert.ok('reasoning_effort' in model.requests.at(-1)!, 'the effort wasn’t what was refused');
    assert.ok(waits.includes(7_000) && waits.some((ms) => ms < 7_000), waits.join());
  });

  it('gives up a slow model when the time is over', async () => {
    await using model = await startModel(
      (talks) => new Promise((resolve) => setTimeout(() => resolve(goodAnswer(talks)), 30_000).unref()),
    );
    const late = await compileWith(model.baseUrl, twoTalks(), { deadlineMs: 50 });
    assert.deepEqual(late.recap, (await builtIn()).recap);
    assert.equal(late.provisional, 2);
    assert.ok(late.use!.sent > 0);
    const slow = await compileWith(model.baseUrl, twoTalks(), { timeoutMs: 50 });
    assert.equal(slow.provisional, 2);
  });
});
