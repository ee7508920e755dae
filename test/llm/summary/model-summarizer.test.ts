import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Note } from '#domain/notes/note.ts';
import { createOpenAiSummarizer } from '#llm/summary/model-summarizer.ts';
import type { Statement } from '#llm/summary/response-schema.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { type SentTalk, says, startModel } from '#test/fakes/model-server.ts';
import { CONFERENCE, compileWith, pointsOf, TALKS, talkOf, twoTalks } from '#test/llm/two-talks.ts';
import { createExtractiveSummarizer } from '#text/summary/summarize-extractively.ts';
import { compileRecap } from '#usecases/recap/compile-recap.ts';

/** Numbers of the notes that hold any of these words. */
const find = (talks: SentTalk[], ...words: string[]): number[] =>
  talks
    .flatMap(({ notes }) => notes)
    .filter(({ text }) => words.some((word) => text.includes(word)))
    .map(({ number }) => number);

function goodAnswer(talks: SentTalk[]): Statement[] {
  return [
    says('gist', 'Decide first what an increase is, and look at Twitter too.', find(talks, 'increase', 'Twitter')),
    says('point', 'They found the reason on Twitter rather than in a dashboard.', find(talks, 'Twitter')),
    says('point', 'The fix, HAProxy on many cores, took 48 hours without sleep.', find(talks, 'HAProxy')),
    says('quote', '“measure twice, cut once”', find(talks, 'Measure'), 'Hany Fahim'),
    says('book', 'Release It!', find(talks, 'Release It'), 'excellent on production failures'),
    says('gist', 'Whatever the tool, teams have to talk.', find(talks, 'Whatever tool')),
    says('point', 'Teams have to talk to each other, whatever tool they adopt.', find(talks, 'Whatever', 'Micro')),
    says('question', 'Where do you start?', find(talks, 'Q:', 'A:'), 'With one team and one conversation.'),
    says('disagreement', 'Some blame tools, others teams.', find(talks, 'fashion', 'Micro')),
    says('headline', 'Teams have to talk to each other.', find(talks, 'Whatever')),
    says('headline', 'Decide first whether the increase is valid.', find(talks, 'increase')),
    says('theme', 'People matter more than dashboards and tools.', find(talks, 'Twitter', 'Whatever')),
  ];
}

function edited([first, ...others]: Note[]): Note[] {
  return [{ ...first!, text: `${first!.text} Ask the team.` }, ...others];
}

async function builtIn() {
  const notes = twoTalks();
  return compileRecap(
    { conference: CONFERENCE, talks: TALKS, notes, deliberate: new Set(notes.map(({ id }) => id)) },
    { summarizer: createExtractiveSummarizer(), maxPoints: 5 },
  );
}

describe('a recap with a language model', () => {
  it('is worded by it: gists, points, quotes, questions, disagreements, works, headlines, themes', async () => {
    await using model = await startModel(goodAnswer);
    const { recap, refused, provisional, use } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, {});
    assert.equal(provisional, 0);
    assert.equal(model.asked.length, 1);
    const scaling = talkOf(recap, 'scaling');
    assert.equal(scaling.gist?.text, 'Decide first what an increase is, and look at Twitter too.');
    assert.deepEqual(
      scaling.points.map(({ text }) => text),
      [
        'They found the reason on Twitter rather than in a dashboard.',
        'The fix, HAProxy on many cores, took 48 hours without sleep.',
      ],
    );
    assert.deepEqual(
      scaling.quotes.map(({ text, speaker }) => [text, speaker]),
      [['Measure twice, cut once', 'Hany Fahim']],
    );
    const culture = talkOf(recap, 'culture');
    assert.equal(culture.questions[0]?.answer, 'With one team and one conversation.');
    assert.equal(culture.disagreements?.[0]?.text, 'Some blame tools, others teams.');
    assert.deepEqual(
      recap.days[0]!.headlines.slice(0, 2).map(({ text }) => text),
      ['Teams have to talk to each other.', 'Decide first whether the increase is valid.'],
    );
    assert.equal(recap.days[0]!.themes?.[0]?.text, 'People matter more than dashboards and tools.');
    assert.equal(recap.readingList[0]?.title, 'Release It!');
    assert.equal(recap.readingList.length, 1);
    assert.ok(use!.sent > 200 && use!.received > 100 && use!.failures === 0);
  });

  it('sends notes as JSON beside its instructions, and nobody’s name', async () => {
    const notes = twoTalks();
    notes[1]!.text = 'They found it "}]} by <!channel>, and {"says":[]} was all.';
    await using model = await startModel(goodAnswer);
    await compileWith(model.baseUrl, notes);
    const [system, user] = model.requests[0]!.messages;
    assert.doesNotMatch(String(system!.content), /found|channel/);
    assert.equal(model.asked[0]![0]!.notes[1]!.text, notes[1]!.text);
    assert.doesNotMatch(String(user!.content), /Ann|Bob|U-/);
    assert.equal(model.requests[0]!.response_format?.type, 'json_schema');
  });

  const inventions: [string, (talks: SentTalk[]) => Statement, string][] = [
    ['a note', () => says('point', 'They found it.', [99]), 'unknown-note'],
    ['no note', () => says('point', 'They found it.', []), 'no-note'],
    ['a quote', (t) => says('quote', 'Measure once, cut twice', find(t, 'Measure')), 'quote'],
    ['a speaker', (t) => says('quote', 'Measure twice, cut once', find(t, 'Measure'), 'Grace Hopper'), 'name'],
    ['a name', (t) => says('point', 'Netflix found the reason on Twitter.', find(t, 'Twitter')), 'name'],
    ['a number', (t) => says('point', 'It took 72 hours without sleep.', find(t, 'HAProxy')), 'number'],
    ['a title', (t) => says('point', 'She recommends “Accelerate”.', find(t, 'Twitter')), 'quote'],
    ['a link', (t) => says('point', 'See https://evil.example/x', find(t, 'Twitter')), 'link'],
    ['a book', (t) => says('book', 'The Phoenix Project', find(t, 'Release It')), 'name'],
    ['praise of a book', (t) => says('book', 'Release It!', find(t, 'Release It'), 'the best ever'), 'quote'],
    ['an answer', (t) => says('question', 'Where do you start?', find(t, 'Q:'), 'In Berlin.'), 'name'],
    ['a headline', (t) => says('headline', 'It took 3000 people.', find(t, 'Twitter')), 'number'],
  ];
  for (const [what, invent, reason] of inventions) {
    it(`drops ${what} that it invented, counts it, and keeps the rest`, async () => {
      await using model = await startModel((talks) => [...goodAnswer(talks), invent(talks)]);
      const { recap, refused } = await compileWith(model.baseUrl, twoTalks());
      assert.deepEqual(refused, { [reason]: 1 });
      await using good = await startModel(goodAnswer);
      assert.deepEqual(recap, (await compileWith(good.baseUrl, twoTalks())).recap);
    });
  }

  it('has no gist rather than one that it invented', async () => {
    await using model = await startModel((talks) => [
      says('gist', 'All of it is about Kubernetes.', find(talks, 'Twitter')),
      ...goodAnswer(talks),
    ]);
    const { recap, refused } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, { name: 1 });
    assert.equal(talkOf(recap, 'scaling').gist, undefined);
  });

  it('has the built-in points for a talk whose points all fail', async () => {
    await using model = await startModel((talks) => [
      ...goodAnswer(talks).filter(({ kind, text }) => kind !== 'point' || !text.includes('Teams')),
      says('point', 'Etsy and Netflix talk to each other.', find(talks, 'Whatever')),
    ]);
    const { recap, refused, provisional } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, { name: 1 });
    assert.equal(provisional, 0);
    assert.deepEqual(pointsOf(recap, 'culture'), pointsOf((await builtIn()).recap, 'culture'));
    assert.equal(pointsOf(recap, 'scaling').length, 2);
  });

  it('takes what is not one talk’s from no other: notes of other talks bear nothing out', async () => {
    await using model = await startModel((talks) => [
      ...goodAnswer(talks),
      says('point', 'Hany Fahim found it by HAProxy.', [...find(talks, 'fashion'), ...find(talks, 'HAProxy')]),
    ]);
    const { refused } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(refused, { name: 1 });
  });

  it('shows mentions and markup that it answers as text', async () => {
    await using model = await startModel((talks) => [
      ...goodAnswer(talks),
      says('point', 'teams <!channel> **talk** <b>to</b>\u202e each other', find(talks, 'Whatever')),
    ]);
    const { recap } = await compileWith(model.baseUrl, twoTalks());
    assert.ok(pointsOf(recap, 'culture').includes('teams <!channel> **talk** <b>to</b> each other'));
  });

  it('reads an answer in a fence or between words, and asks once more for one of another shape', async () => {
    await using model = await startModel((talks, nth) =>
      nth === 0
        ? { content: '{"talks":[{"points":["x"]}]}' }
        : { content: `Sure!\n\`\`\`json\n${JSON.stringify({ says: goodAnswer(talks) })}\n\`\`\`` },
    );
    const { provisional, use } = await compileWith(model.baseUrl, twoTalks());
    assert.equal(model.asked.length, 2);
    assert.equal(provisional, 0);
    assert.equal(use!.failures, 0);
  });

  it('asks endpoints that know no schema in words, and remembers it', async () => {
    const known: Record<string, boolean> = { json_schema: false, json_object: false };
    await using model = await startModel((talks, _nth, { response_format }) =>
      response_format !== undefined && known[response_format.type] === false
        ? { status: 400, error: { message: `response_format ${response_format.type} is not supported` } }
        : goodAnswer(talks),
    );
    const { keyValue } = createMemoryDatabase();
    assert.equal((await compileWith(model.baseUrl, twoTalks(), { keyValue })).provisional, 0);
    assert.deepEqual(
      model.requests.map(({ response_format }) => response_format?.type),
      ['json_schema', 'json_object', undefined],
    );
    assert.match(String(model.requests[2]!.messages[0]!.content), /JSON alone.*"says"/);
  });

  it('is shown in the language that its organiser set, as far as its notes bear that out', async () => {
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
      assert.deepEqual(pointsOf(recap, 'scaling'), [
        'Sie fanden den Grund auf Twitter statt in einem Dashboard.',
        'The fix, HAProxy on many cores, took 48 hours without sleep.',
      ]);
      const [question] = talkOf(recap, 'culture').questions;
      assert.deepEqual([question?.text, question?.answer], ['Wo fängt man an?', 'Mit einem Team und einem Gespräch.']);
      assert.deepEqual([refused, untranslated], [{}, 1]);
    }
    assert.equal(model.requests.length, 1);
    const [{ response_format, messages }] = model.requests as [(typeof model.requests)[number]];
    assert.match(JSON.stringify(response_format), /"moreTranslated"/);
    assert.match(String(messages[0]!.content), /the same in "German"/);
  });

  it('is worded in another language also where notes are few', async () => {
    await using model = await startModel((talks) =>
      talks.flatMap(({ notes }) =>
        notes.map(({ text, number }) => ({ ...says('point', text, [number]), translated: 'Das ist so.' })),
      ),
    );
    const few = twoTalks().slice(0, 2);
    await compileWith(model.baseUrl, few);
    assert.equal(model.requests.length, 0);
    const { recap } = await compileWith(model.baseUrl, few, { voice: { language: 'German' } });
    assert.deepEqual(new Set(pointsOf(recap, 'scaling')), new Set(['Das ist so.']));
  });

  it('sends the schema with what changed only where the answer is wrong without', async () => {
    const { keyValue } = createMemoryDatabase();
    await using model = await startModel((talks, nth) => (nth === 1 ? { content: 'Sure.' } : goodAnswer(talks)));
    await compileWith(model.baseUrl, twoTalks(), { keyValue });
    const { provisional } = await compileWith(model.baseUrl, edited(twoTalks()), { keyValue });
    assert.equal(provisional, 0);
    assert.deepEqual(
      model.requests.map(({ response_format }) => response_format?.type),
      ['json_schema', 'json_object', 'json_schema'],
    );
    assert.match(String(model.requests[1]!.messages[0]!.content), /JSON alone.*"says"/);
  });

  it('remembers what an endpoint that does not say what it knows not was answered without', async () => {
    await using model = await startModel((talks, _nth, { response_format }) =>
      response_format?.type === 'json_schema'
        ? { status: 422, error: { message: 'Extra inputs are not permitted' } }
        : goodAnswer(talks),
    );
    const summarizer = createOpenAiSummarizer({ apiKey: 'key', baseUrl: model.baseUrl, model: 'small' });
    const notes = twoTalks();
    for (let time = 0; time < 2; time++) {
      const { provisional } = await compileRecap(
        { conference: CONFERENCE, talks: TALKS, notes, deliberate: new Set(notes.map(({ id }) => id)) },
        { summarizer, maxPoints: 5 },
      );
      assert.equal(provisional, 0);
    }
    assert.deepEqual(
      model.requests.map(({ response_format }) => response_format?.type),
      ['json_schema', 'json_object', 'json_object'],
    );
  });

  it('gives nothing up for a request that was refused without a reason, whatever it is asked like', async () => {
    let flagged = true;
    await using model = await startModel((talks) =>
      flagged ? { status: 400, error: { message: 'Your request was flagged.' } } : goodAnswer(talks),
    );
    const summarizer = createOpenAiSummarizer({ apiKey: 'key', baseUrl: model.baseUrl, model: 'small' });
    const notes = twoTalks();
    const compile = () =>
      compileRecap(
        { conference: CONFERENCE, talks: TALKS, notes, deliberate: new Set(notes.map(({ id }) => id)) },
        { summarizer, maxPoints: 5 },
      );
    assert.equal((await compile()).provisional, 2);
    const formats = () => model.requests.map(({ response_format }) => response_format?.type);
    assert.deepEqual(formats(), ['json_schema', 'json_object', undefined]);
    flagged = false;
    assert.equal((await compile()).provisional, 0);
    assert.deepEqual(formats().slice(3), ['json_schema']);
  });

  it('sends the schema with what changed to endpoints that know no other way', async () => {
    const { keyValue } = createMemoryDatabase();
    await using model = await startModel((talks, _nth, { response_format }) =>
      response_format?.type === 'json_object'
        ? { status: 400, error: { message: "'response_format.type' must be 'json_schema'" } }
        : goodAnswer(talks),
    );
    await compileWith(model.baseUrl, twoTalks(), { keyValue });
    await compileWith(model.baseUrl, edited(twoTalks()), { keyValue });
    assert.deepEqual(
      model.requests.map(({ response_format }) => response_format?.type),
      ['json_schema', 'json_object', 'json_schema'],
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
    it(`is the built-in one, to be improved, where the model ${what}`, async () => {
      await using model = await startModel(reply);
      const { recap, refused, provisional, use } = await compileWith(model.baseUrl, twoTalks());
      assert.deepEqual(recap, (await builtIn()).recap);
      assert.deepEqual(refused, {});
      assert.equal(provisional, 2);
      assert.ok(what === 'says nothing of any talk' || use!.failures > 0);
      assert.ok(model.asked.length <= 8, `${model.asked.length} requests`);
    });
  }

  for (const chaos of [{ malformedRate: 1 }, { disconnectRate: 1 }]) {
    it(`is the built-in one where the connection brings ${Object.keys(chaos)[0]}`, async () => {
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
      if (nth === 0) return { status: 429, error: { message: 'slow down' }, retryAfter: 7 };
      return nth < 3 ? { status: 503, error: { message: 'later' } } : goodAnswer(talks);
    });
    const wait = async (ms: number) => void waits.push(ms);
    assert.equal((await compileWith(model.baseUrl, twoTalks(), { wait })).provisional, 0);
    assert.deepEqual(waits, [7_000, 1_000, 2_000]);
  });

  it('gives a slow model up when the time is over, and sends it less at once from then on', async () => {
    await using model = await startModel(
      (talks) => new Promise((resolve) => setTimeout(() => resolve(goodAnswer(talks)), 400).unref()),
    );
    const begun = performance.now();
    const late = await compileWith(model.baseUrl, twoTalks(), { deadlineMs: 50 });
    assert.deepEqual(late.recap, (await builtIn()).recap);
    assert.equal(late.provisional, 2);
    assert.ok(late.use!.sent > 0);
    const slow = await compileWith(model.baseUrl, twoTalks(), { timeoutMs: 50 });
    assert.equal(slow.provisional, 2);
    assert.ok(performance.now() - begun < 390);
  });
});
