import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RichText, SpanKind } from '#domain/notes/note.ts';
import { anyText } from '#test/any-text.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';

const users = new Map([
  ['U1', 'Amara'],
  ['U2', 'Li Wei\n*x*'],
]);
const names = {
  user: (id: string) => users.get(id),
  channel: (id: string) => (id === 'C1' ? 'hallway' : undefined),
};

function decode(text: string): RichText {
  return parseSlackText(text, names);
}

function plain(text: string): string {
  return decode(text).text;
}

/** The stretches that a kind of span covers. */
function covered(text: string, kind: SpanKind): string[] {
  const decoded = decode(text);
  return decoded.spans.filter((span) => span.kind === kind).map(({ start, end }) => decoded.text.slice(start, end));
}

function links(text: string): [string, string | undefined][] {
  const decoded = decode(text);
  return decoded.spans
    .filter((span) => span.kind === 'link')
    .map(({ start, end, url }) => [decoded.text.slice(start, end), url]);
}

describe('Slack escapes', () => {
  it('are decoded once, not twice', () => {
    assert.equal(plain('R&amp;D &lt;3 a --&gt; b'), 'R&D <3 a --> b');
    assert.equal(plain('&amp;lt;b&amp;gt;'), '&lt;b&gt;');
    assert.equal(
      plain('&lt;@U1&gt; &lt;!channel&gt; &lt;https://a.example|b&gt;'),
      '<@U1> <!channel> <https://a.example|b>',
    );
  });

  it('leave other angle brackets alone', () => {
    assert.equal(plain('5 < 6 > 4, List<String>, <b>'), '5 < 6 > 4, List<String>, <b>');
  });
});

describe('mentions', () => {
  it('become names', () => {
    assert.equal(plain('<@U1> and <@U9|bob> in <#C1> <#C2|talks>'), '@Amara and @bob in #hallway #talks');
  });

  it('of unknown people show no id', () => {
    assert.equal(plain('<@U9> <#C9>'), '@Unknown person #unknown-channel');
  });

  it('of everybody become harmless text', () => {
    assert.equal(
      plain('<!channel> <!here|here> <!everyone> <!subteam^S1|@web-team>'),
      '@channel @here @everyone @web-team',
    );
  });

  it('of dates show their fallback text', () => {
    assert.equal(plain('at <!date^1464266460^{time}|9:01 AM>'), 'at 9:01 AM');
  });

  it("never insert a name's markup or line breaks", () => {
    assert.deepEqual(decode('<@U2> said'), { text: '@Li Wei *x* said', spans: [] });
  });
});

describe('links', () => {
  it('show their label or address', () => {
    assert.deepEqual(links('<https://a.example/x?a=1&amp;b=2|the paper> <https://b.example>'), [
      ['the paper', 'https://a.example/x?a=1&b=2'],
      ['https://b.example', 'https://b.example'],
    ]);
  });

  it("are found even if Slack didn't mark them", () => {
    assert.deepEqual(links('see https://a.example/x_(y), (http://b.example/z). *https://c.example*'), [
      ['https://a.example/x_(y)', 'https://a.example/x_(y)'],
      ['http://b.example/z', 'http://b.example/z'],
      ['https://c.example', 'https://c.example'],
    ]);
    assert.deepEqual(links('詳細はhttps://a.example/b。次'), [['https://a.example/b', 'https://a.example/b']]);
  });

  it('with schemes other than http(s) become text', () => {
    assert.deepEqual(decode('<mailto:a@b.example|a@b.example> <tel:+1234> <javascript:alert(1)|click>'), {
      text: 'a@b.example +1234 click',
      spans: [],
    });
  });

  it('show their target if the label claims another one', () => {
    assert.equal(plain('<https://evil.example|https://bank.example>'), 'https://evil.example');
    assert.equal(plain('<https://evil.example|bank.com>'), 'https://evil.example');
    assert.equal(plain('<https://evil.example|log in at www.bank.com>'), 'https://evil.example');
    assert.equal(plain('<https://bank.example/evil|https://bank.example/good>'), 'https://bank.example/evil');
  });

  it('keep honest labels', () => {
    for (const label of ['nodejs.org', 'https://nodejs.org/en', 'Node.js', 'main.rs', 'v1.2.3', 'nodejs.org/en/…']) {
      assert.equal(plain(`<https://nodejs.org/en/about|${label}>`), label);
    }
  });
});

describe('marks', () => {
  it('format bold, italic, strikethrough and code', () => {
    const text = '*Release It!* by _Nygard_ ~2nd~ `npm i *x*`';
    assert.equal(plain(text), 'Release It! by Nygard 2nd npm i *x*');
    assert.deepEqual(covered(text, 'bold'), ['Release It!']);
    assert.deepEqual(covered(text, 'italic'), ['Nygard']);
    assert.deepEqual(covered(text, 'strike'), ['2nd']);
    assert.deepEqual(covered(text, 'code'), ['npm i *x*']);
  });

  it('may nest and touch punctuation', () => {
    assert.deepEqual(decode('"*so _very_ bold*".').text, '"so very bold".');
    assert.deepEqual(covered('"*so _very_ bold*".', 'bold'), ['so very bold']);
    assert.deepEqual(covered('_<@U1>_: *<https://a.example|paper>*', 'bold'), ['paper']);
  });

  it('stay as text if unmatched, and never overlap', () => {
    for (const text of [
      'a * b * c',
      '2*3*4',
      '*open',
      'closed*',
      '_ _',
      '**',
      '****',
      '~100 and ~200',
      '`',
      '*a\nb*',
    ]) {
      assert.deepEqual(decode(text), { text, spans: [] });
    }
    assert.deepEqual(decode('*a _b* c_').text, 'a _b c_');
  });

  it('stay as text within words', () => {
    for (const text of ['snake_case_name', '__init__.py', '_build/html and _site/css', 'a~b~c', 'foo*bar*']) {
      assert.deepEqual(decode(text), { text, spans: [] });
    }
  });

  it('work next to letters of scripts without spaces', () => {
    assert.deepEqual(covered('これは*太字*です', 'bold'), ['太字']);
    assert.deepEqual(covered('слово*не*так', 'bold'), []);
  });
});

describe('pasted Markdown', () => {
  it('is parsed too', () => {
    assert.deepEqual(covered('**50%** of __people__ ***both***', 'bold'), ['50%', 'people', 'both']);
    assert.deepEqual(covered('## Books *to* read\n#devops\n#1 reason', 'heading'), ['Books to read']);
    assert.deepEqual(
      links('[Envoy](https://a.example/x_y_z) and [`packer`](<https://b.example>) ![pic](https://c.example/(1).png)'),
      [
        ['Envoy', 'https://a.example/x_y_z'],
        ['packer', 'https://b.example'],
        ['pic', 'https://c.example/(1).png'],
      ],
    );
    assert.equal(
      plain('[9 squares](9_squares.png) [x](javascript:alert)'),
      '[9 squares](9_squares.png) [x](javascript:alert)',
    );
  });

  it('keeps bullets as written', () => {
    assert.equal(plain('* **Foo**: bar\n* baz\n- x\n• y'), '* Foo: bar\n* baz\n- x\n• y');
    assert.deepEqual(covered('* **Foo**: bar\n* baz', 'bold'), ['Foo']);
  });
});

describe('block quotes', () => {
  it('cover their lines without the marks', () => {
    assert.deepEqual(covered('he said\n&gt; one *big*\n&gt;\n> two\nnot this', 'quote'), ['one big\n\ntwo']);
    assert.equal(plain('he said\n&gt; one\n> two\nnot this'), 'he said\none\ntwo\nnot this');
    assert.deepEqual(covered('a\n&gt;&gt;&gt; b\nc\n&gt; d', 'quote'), ['b\nc\n> d']);
  });

  it('are not confused with comparisons', () => {
    assert.deepEqual(decode('&gt;50% of outages\n&gt;= 3'), { text: '>50% of outages\n>= 3', spans: [] });
  });
});

describe('code blocks', () => {
  it('keep their content and start on lines of their own', () => {
    assert.equal(plain('look:```x = *1*\n&gt; y :tada:```done'), 'look:\nx = *1*\n> y :tada:\ndone');
    assert.deepEqual(covered('```\na\n\nb\n```', 'code'), ['a\n\nb']);
    assert.equal(plain('run ```\nnpm i\n``` now'), 'run \nnpm i\n now');
  });

  it('inside a block quote stay inside it', () => {
    assert.deepEqual(covered('&gt; ```a\nb```\nc', 'quote'), ['a\nb']);
  });

  it('without an end are text', () => {
    assert.equal(plain('```a *b*'), '```a b');
  });
});

describe('emoji', () => {
  it('become characters', () => {
    assert.equal(plain(':tada::+1::skin-tone-3: great:100: :flag-ca:'), '🎉👍🏼 great:100: 🇨🇦');
    assert.equal(plain('ship it :ship:! すごい:tada:本当'), 'ship it 🚢! すごい🎉本当');
  });

  it('that are custom keep their names', () => {
    assert.equal(plain(':party_parrot: :constructor:'), ':party_parrot: :constructor:');
  });

  it('are not found in times, ratios and code', () => {
    for (const text of ['10:30:15', 'std::key::value', 'a:b:c', 'at 10:100:15']) assert.equal(plain(text), text);
  });
});

it('removes invisible characters', () => {
  assert.equal(plain(' a\u0000b\u202ec\u200bd\ufeff \r\n e'), 'abcd \n e');
});

const FRAGMENTS = [
  ...'*_~`<>&#:[]()!|@ \n\t>',
  '**',
  '__',
  '```',
  '``',
  '> ',
  '>>> ',
  '&gt; ',
  '&amp;',
  '&lt;',
  '<@U1>',
  '<@U2|x>',
  '<#C1|y>',
  '<!channel>',
  '<https://a.example|b>',
  '<https://a.example|c.com>',
  '<https://a.example>',
  'https://d.example/e_f',
  '[g](https://h.example)',
  '[',
  '](',
  ':tada:',
  ':+1::skin-tone-3:',
  '# ',
  '• ',
  '* ',
  'word',
  'Ü',
  '字',
  '👩‍💻',
  '\u200d',
  '\u202e',
  '\ud83d',
  '\ude00',
  '1',
  '.',
];

describe('any input', () => {
  const messages = fc.oneof(
    fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join('')),
    anyText({ maxLength: 60 }),
  );

  it('yields spans that are in range, not empty, and nested', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { text, spans } = decode(message);
        assert.equal(text, text.trim());
        assert.ok(text.isWellFormed());
        for (const [index, span] of spans.entries()) {
          assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length);
          assert.equal(span.kind === 'link', span.url !== undefined);
          if (span.url !== undefined) assert.match(span.url, /^https?:\/\/[^\s"<>]+$/i);
          for (const other of spans.slice(index + 1)) {
            const apart = other.start >= span.end || other.end <= span.start;
            const within = other.start >= span.start && other.end <= span.end;
            assert.ok(apart || within, `${JSON.stringify(span)} crosses ${JSON.stringify(other)}`);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('round-trips escaped plain text', () => {
    const quiet = fc
      .string({ unit: fc.constantFrom(...'abc &<> \n.,;!?()\'"0123456789éß字') })
      .filter((text) => !/^\s*>/m.test(text));
    fc.assert(
      fc.property(quiet, (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        assert.deepEqual(decode(escaped), { text: text.trim(), spans: [] });
      }),
    );
  });
});

it('takes linear time whatever is repeated', () => {
  const units = [
    ...FRAGMENTS,
    '*a ',
    ' *a',
    '_a',
    '*a _b ',
    '`a',
    '`a\n',
    '``` `',
    '<a',
    '<http://a',
    '<http://a|',
    '[a](http://',
    '[a](http://b(',
    'https://',
    'https://)',
    '**a* ',
    '*a*',
    'https://a)))',
    '\n> ',
    '\n```',
    ' \n',
    ':a',
    ':+1:',
    'http://a.*',
    'a\n',
  ];
  for (const unit of units) {
    const long = `${unit.repeat(Math.floor(100_000 / unit.length))} *`;
    // Linear decoding takes some tens of milliseconds, quadratic decoding tens of seconds.
    assertCpuTime(2_000, () => decode(long), JSON.stringify(unit));
  }
});
