import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Verdict, writeCheckRequest } from '#llm/summary/check-support.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { type SentSentence, type SentTalk, says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, pointsOf, talkOf, twoTalks } from '#test/llm/two-talks.ts';

const CAUSE = 'They found the reason on Twitter because no dashboard worked.';
const LONG = 'The fix was multi-core HAProxy. It took 48 hours without sleep. Sleep is overrated.';

const answer = ([talk]: SentTalk[]) =>
  talk!.talk.startsWith('Scaling')
    ? [
        says('inShort', 'When a system fails to scale, decide whether the increase is valid.', [1]),
        says('paragraph', CAUSE, [2]),
        says('paragraph', LONG, [3]),
        says('quote', 'Measure twice, cut once', [4], 'Hany Fahim'),
      ]
    : talk!.notes.map(({ text, number }) => says('paragraph', text, [number]));

const refuse =
  (pattern: RegExp, supported: Verdict['supported'] = 'no') =>
  (sentences: SentSentence[]): Verdict[] =>
    sentences.map(({ n, text }) => ({ sentence: n, supported: pattern.test(text) ? supported : 'yes' }));

describe('the check whether notes support what a model wrote', () => {
  it('asks for each sentence, with its notes, and takes a list as one', async () => {
    await using model = await startModel(answer);
    await compileWith(model.baseUrl, twoTalks());
    const sentences = model.checks.find(([first]) => first!.text.startsWith('When a system'))!;
    assert.deepEqual(
      sentences.map(({ text, notes }) => [text, notes.length]),
      [
        ['When a system fails to scale, decide whether the increase is valid.', 1],
        [CAUSE, 1],
        ['The fix was multi-core HAProxy.', 1],
        ['It took 48 hours without sleep.', 1],
        ['Sleep is overrated.', 1],
        ['Hany Fahim said: “Measure twice, cut once”', 1],
      ],
    );
  });

  it('checks an opening against all notes of its talk, and against the program', async () => {
    const { user } = writeCheckRequest(
      [{ talk: { title: 'Digests', speakers: [{ name: 'Ted' }], abstract: 'On t-digest.' }, noteIds: ['a', 'b'] }],
      [{ text: 'Ted spoke about t-digest.', noteIds: ['a'], opens: true }],
      new Map([
        ['a', 'why quantiles'],
        ['b', 'online algorithms only approximate'],
      ]),
    );
    const { sessions, notes, sentences } = JSON.parse(user) as Record<string, unknown[]>;
    assert.deepEqual(sessions, [{ title: 'Digests', speakers: ['Ted'], abstract: 'On t-digest.', notes: [1, 2] }]);
    assert.equal(notes!.length, 2);
    assert.deepEqual(sentences, [{ n: 1, text: 'Ted spoke about t-digest.', notes: [1], opens: true }]);
  });

  for (const supported of ['no', 'partly'] as const) {
    it(`puts the notes’ words in place of a point that they support ${supported === 'no' ? 'not at all' : 'in part'}`, async () => {
      await using model = await startModel(answer, { check: refuse(/because/, supported) });
      const { recap } = await compileWith(model.baseUrl, twoTalks());
      assert.doesNotMatch(JSON.stringify(recap.days), /because no dashboard/);
      assert.deepEqual(pointsOf(recap, 'scaling'), ['They found the reason on Twitter, not in a dashboard.', LONG]);
    });
  }

  it('asks once for other words for all that is refused, and shows them if they stay close to the notes', async () => {
    const said = ([talk]: SentTalk[]) =>
      talk!.talk.startsWith('Scaling')
        ? [
            says('paragraph', CAUSE, [2], '', 'The reason'),
            says('paragraph', 'The fix was HAProxy on 64 cores. Nobody slept because of it.', [3]),
            {
              ...says('table', '', [], '', 'What they used'),
              rows: [
                { cells: ['What', 'For what'], notes: [] },
                { cells: ['Twitter', 'The reason'], notes: [2] },
                { cells: ['HAProxy', 'The fix, because it scales'], notes: [3] },
              ],
            },
            says('paragraph', 'Measure twice, cut once is what he ended with.', [4]),
          ]
        : talk!.notes.map(({ text, number }) => says('paragraph', text, [number]));
    const words: Record<string, string> = {
      [CAUSE]: 'They found the reason on Twitter, not in a dashboard.',
      'The fix was HAProxy on 64 cores.': 'The fix was multi-core HAProxy.',
      'Nobody slept because of it.': 'Everybody quit after 48 hours.',
      '| HAProxy | The fix, because it scales |': '| HAProxy | The fix |',
    };
    await using model = await startModel(said, {
      check: refuse(/because|quit/),
      repair: (refused) => refused.map(({ n, text }) => ({ sentence: n, text: words[text]! })),
    });
    const { recap } = await compileWith(model.baseUrl, twoTalks());
    assert.equal(model.repairs.length, 1);
    assert.deepEqual(
      model.repairs[0]!.map(({ reason }) => reason),
      [
        'its notes don’t say this',
        'it has a number that is in none of its notes',
        'its notes don’t say this',
        'its notes don’t say this',
      ],
    );
    assert.deepEqual(pointsOf(recap, 'scaling'), [
      'They found the reason on Twitter, not in a dashboard.',
      'The fix was multi-core HAProxy.',
      '| What | For what |\n| Twitter | The reason |\n| HAProxy | The fix |',
      'Measure twice, cut once is what he ended with.',
    ]);
  });

  for (const [rewritten, shown] of [
    ['They found the reason on Twitter, not in a dashboard.', 'They found the reason on Twitter, not in a dashboard.'],
    ['They quit.', 'They found the reason on Twitter.'],
  ] as const) {
    it(`shows ${rewritten === shown ? 'other words for' : 'only the supported part of'} what is supported in part`, async () => {
      await using model = await startModel(
        ([talk]) => talk!.notes.map(({ text, number }) => says('paragraph', number === 2 ? CAUSE : text, [number])),
        {
          check: (sentences) =>
            sentences.map(({ n, text }) => {
              const isFalse = /because|quit/.test(text);
              return {
                sentence: n,
                supported: isFalse ? 'partly' : 'yes',
                rest: isFalse ? 'They found the reason on Twitter.' : '',
              };
            }),
          repair: (refused) => refused.map(({ n }) => ({ sentence: n, text: rewritten })),
        },
      );
      const { recap } = await compileWith(model.baseUrl, twoTalks());
      assert.ok(pointsOf(recap, 'scaling').includes(shown), JSON.stringify(pointsOf(recap, 'scaling')));
      assert.doesNotMatch(JSON.stringify(recap.days), /because no dashboard|quit/);
    });
  }

  const TURNED = 'When the increase is valid, first decide whether the system fails to scale.';
  for (const [what, repeated] of [
    ['repeats', TURNED],
    ['turns round', 'First decide whether the system fails to scale when the increase is valid.'],
  ] as const) {
    it(`never shows what ${what} a refused sentence when asked for other words`, async () => {
      // A model may decide otherwise when it is asked about the same words again.
      const refusedOnce = new Set<string>();
      await using model = await startModel(
        ([talk]) =>
          talk!.notes.map(({ text, number }) =>
            says('paragraph', text.startsWith('When the system') ? TURNED : text, [number]),
          ),
        {
          check: (sentences) =>
            sentences.map(({ n, text }) => {
              const isFalse = /^First/.test(text) || (text === TURNED && !refusedOnce.has(text));
              refusedOnce.add(text);
              return { sentence: n, supported: isFalse ? 'no' : 'yes' };
            }),
          repair: (refused) => refused.map(({ n }) => ({ sentence: n, text: repeated })),
        },
      );
      const { recap } = await compileWith(model.baseUrl, twoTalks());
      assert.equal(model.repairs.length, 1);
      assert.doesNotMatch(JSON.stringify(recap), /whether the system fails/);
    });
  }

  it('keeps a table whole if what is left of a row has no cells, or fewer, and adds that row’s note in its own words', async () => {
    for (const rest of ['HAProxy: the fix, multi-core', '| HAProxy | The fix |']) {
      await using model = await startModel(
        ([talk]) =>
          talk!.talk.startsWith('Scaling')
            ? [
                {
                  ...says('table', '', [], '', 'What they used'),
                  rows: [
                    { cells: ['What', 'For what', 'How'], notes: [] },
                    { cells: ['Twitter', 'The reason', 'They found it'], notes: [2] },
                    { cells: ['HAProxy', 'The fix', 'Because of multi-core'], notes: [3] },
                  ],
                },
              ]
            : talk!.notes.map(({ text, number }) => says('paragraph', text, [number])),
        { check: (sentences) => refuse(/Because/, 'partly')(sentences).map((verdict) => ({ ...verdict, rest })) },
      );
      const { recap } = await compileWith(model.baseUrl, twoTalks());
      assert.deepEqual(pointsOf(recap, 'scaling'), [
        '| What | For what | How |\n| Twitter | The reason | They found it |',
        'The fix was multi-core HAProxy, and 48 hours without sleep.',
      ]);
    }
  });

  it('asks again later for other words if that fails, and leaves out what is refused until then', async () => {
    let isUp = false;
    await using model = await startModel(answer, {
      check: refuse(/because/),
      repair: (refused) =>
        isUp
          ? refused.map(({ n }) => ({ sentence: n, text: 'They found the reason on Twitter.' }))
          : { status: 403, error: { message: 'no' } },
    });
    const { keyValue } = createMemoryDatabase();
    const first = await compileWith(model.baseUrl, twoTalks(), { keyValue });
    assert.doesNotMatch(JSON.stringify(first.recap), /because no dashboard/);
    assert.notEqual(pointsOf(first.recap, 'scaling').length, 0);
    isUp = true;
    for (const repairs of [2, 2]) {
      const { recap } = await compileWith(model.baseUrl, twoTalks(), { keyValue });
      assert.ok(pointsOf(recap, 'scaling').includes('They found the reason on Twitter.'));
      assert.equal(model.repairs.length, repairs);
    }
  });

  it('puts a rewritten sentence back in its place, and joins what introduces a list to it', async () => {
    const INTRODUCTION = 'The reason was on Twitter. Nine things fixed it:';
    const said = ([talk]: SentTalk[]) =>
      talk!.talk.startsWith('Scaling')
        ? [
            says('paragraph', INTRODUCTION, [2, 3], '', 'The fix'),
            {
              ...says('list', '', [], '', 'The fix'),
              rows: [
                { cells: ['A “faster” HAProxy with more cores.'], notes: [3] },
                { cells: ['48 hours without sleep.'], notes: [3] },
              ],
            },
          ]
        : talk!.notes.map(({ text, number }) => says('paragraph', text, [number]));
    const words: Record<string, string> = {
      'Nine things fixed it:': 'The fix:',
      '• A “faster” HAProxy with more cores.': '• A faster HAProxy with more cores.',
    };
    await using model = await startModel(said, {
      repair: (refused) => refused.map(({ n, text }) => ({ sentence: n, text: words[text]! })),
    });
    const { recap } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(pointsOf(recap, 'scaling'), [
      'The reason was on Twitter. The fix:\n• A faster HAProxy with more cores.\n• 48 hours without sleep.',
    ]);
  });

  it('leaves a talk to the notes’ words alone if they support less than half of its points', async () => {
    await using model = await startModel(answer, { check: refuse(/because|HAProxy|sleep/i) });
    const { recap } = await compileWith(model.baseUrl, twoTalks());
    assert.equal(talkOf(recap, 'scaling').inShort, undefined);
    assert.ok(pointsOf(recap, 'scaling').length > 2);
  });

  it('drops a sentence that isn’t supported, and those after it that lean on it', async () => {
    for (const [pattern, expected] of [
      [/overrated/, 'The fix was multi-core HAProxy. It took 48 hours without sleep.'],
      [/HAProxy/, 'Sleep is overrated.'],
    ] as const) {
      await using model = await startModel(answer, { check: refuse(pattern) });
      const { recap } = await compileWith(model.baseUrl, twoTalks());
      assert.ok(pointsOf(recap, 'scaling').includes(expected), pointsOf(recap, 'scaling').join('|'));
    }
  });

  it('keeps what is left of a sentence without its unsupported part, if that says nothing else', async () => {
    for (const [rest, expected] of [
      ['They found the reason on Twitter.', 'They found the reason on Twitter.'],
      ['The reason was on Reddit.', 'They found the reason on Twitter, not in a dashboard.'],
      ['The dashboard worked.', 'They found the reason on Twitter, not in a dashboard.'],
    ] as const) {
      const check = (sentences: SentSentence[]) =>
        refuse(/because/, 'partly')(sentences).map((verdict) => ({ ...verdict, rest }));
      await using model = await startModel(answer, { check });
      const { recap } = await compileWith(model.baseUrl, twoTalks());
      assert.equal(
        pointsOf(recap, 'scaling').find((text) => !text.includes('HAProxy')),
        expected,
      );
    }
  });

  it('drops an opening and a quote’s attribution that aren’t supported', async () => {
    await using model = await startModel(answer, { check: refuse(/valid|because|Hany/) });
    const { recap } = await compileWith(model.baseUrl, twoTalks());
    assert.doesNotMatch(JSON.stringify(recap.days), /"When a system fails/);
    assert.deepEqual(talkOf(recap, 'scaling').quotes, []);
  });

  it('leaves only what is close to the notes’ words if it fails, and is made up for later', async () => {
    let isUp = false;
    let askedForDay = 0;
    await using model = await startModel(
      (talks) => [
        ...answer(talks),
        ...(talks[0]!.talk.startsWith('Scaling') ? [says('paragraph', 'Social media told them.', [2])] : []),
      ],
      {
        check: (sentences) => (isUp ? refuse(/because/)(sentences) : { status: 403, error: { message: 'no' } }),
        day: () => {
          askedForDay++;
          return [];
        },
      },
    );
    const { keyValue } = createMemoryDatabase();
    const { recap, use, provisional } = await compileWith(model.baseUrl, twoTalks(), { keyValue });
    assert.deepEqual([use!.failures > 0, provisional], [true, 0]);
    assert.doesNotMatch(JSON.stringify(recap), /Social media|because no dashboard/);
    assert.match(JSON.stringify(recap), /decide whether the increase is valid/);
    const fromCache = () => compileWith(model.baseUrl, twoTalks(), { keyValue, fromCache: true });
    assert.notEqual((await fromCache()).waitsUntil, undefined, 'it is to be asked again');
    assert.equal(askedForDay, 0, 'the day waits until its talks are final');
    isUp = true;
    const later = await compileWith(model.baseUrl, twoTalks(), { keyValue });
    assert.match(JSON.stringify(later.recap), /Social media told them/);
    assert.equal((await fromCache()).waitsUntil, undefined);
    assert.deepEqual([model.asked.length, askedForDay], [2, 1]);
  });

  it('leaves out what isn’t close to the notes’ words, item by item, if it fails', async () => {
    const rows = [
      ['They found the reason on Twitter.', 2],
      ['The fix was multi-core HAProxy.', 3],
      ['Deploys got cheaper than licenses.', 3],
    ].map(([cell, note]) => ({ cells: [cell as string], notes: [note as number] }));
    await using model = await startModel(
      ([talk]) => (talk!.talk.startsWith('Scaling') ? [{ ...says('list', '', []), rows }] : []),
      { check: () => ({ status: 403, error: { message: 'no' } }) },
    );
    const { recap } = await compileWith(model.baseUrl, twoTalks());
    assert.deepEqual(pointsOf(recap, 'scaling'), [
      '• They found the reason on Twitter.\n• The fix was multi-core HAProxy.',
    ]);
  });

  it('doesn’t let a day’s headline be shown while it fails, and checks it later', async () => {
    const headline = 'Teams talk to each other because tools are a fashion.';
    let isUp = false;
    let askedForDay = 0;
    await using model = await startModel(answer, {
      day: (sessions) => {
        askedForDay++;
        return [says('headline', headline, [sessions.at(-1)!.says[0]!.n])];
      },
      check: (sentences) =>
        sentences.some(({ text }) => text === headline) && !isUp
          ? { status: 403, error: { message: 'no' } }
          : refuse(/because no/)(sentences),
    });
    const { keyValue } = createMemoryDatabase();
    const first = await compileWith(model.baseUrl, twoTalks(), { keyValue });
    assert.doesNotMatch(JSON.stringify(first.recap), /because tools/);
    isUp = true;
    const later = await compileWith(model.baseUrl, twoTalks(), { keyValue });
    assert.match(JSON.stringify(later.recap.days[0]!.headlines), /because tools/);
    assert.equal(askedForDay, 1);
  });

  it('leaves a remark or question that it refuses to the notes’ words', async () => {
    const notes = twoTalks();
    notes[6]!.text = 'I think our own team picks technology by fashion, too.';
    await using model = await startModel(
      ([talk]) => [
        ...talk!.notes.map(({ text, number }) => says('paragraph', text, [number])),
        ...(talk!.talk.startsWith('Scaling')
          ? []
          : [
              says('thought', 'All of our teams are wrong.', [2]),
              says('question', 'Where do you stop?', [3, 4], 'With one team.'),
            ]),
      ],
      { check: refuse(/wrong|stop/) },
    );
    const { recap } = await compileWith(model.baseUrl, notes);
    const { thoughts, questions } = talkOf(recap, 'culture');
    assert.deepEqual(
      thoughts?.map(({ text, by }) => [text, by]),
      [['I think our own team picks technology by fashion, too.', 'Cat']],
    );
    assert.match(questions[0]!.text, /where do you start/i);
  });

  it('can be switched off, or left to another model', async () => {
    await using model = await startModel(answer, { check: refuse(/because/) });
    const off = await compileWith(model.baseUrl, twoTalks(), { checkModel: 'off' });
    assert.ok(pointsOf(off.recap, 'scaling').includes(CAUSE));
    assert.equal(model.checks.length, 0);
    await compileWith(model.baseUrl, twoTalks(), { checkModel: 'other' });
    assert.deepEqual(new Set(model.requests.map((request) => request.model)), new Set(['small', 'other']));
  });
});
