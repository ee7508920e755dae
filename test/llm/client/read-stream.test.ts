import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createListParser } from '#llm/client/read-stream.ts';
import { parseAnswer, parseItem } from '#llm/client/response-schema.ts';
import { countTokens } from '#llm/client/token-budget.ts';
import { SESSION_KINDS, SESSION_SHAPE, type Statement } from '#llm/summary/statements.ts';
import { anyText } from '#test/any-text.ts';
import { says } from '#test/fakes/model-server.ts';

const FIRST = says('question', 'There are "six" sources: {workload}, [control] \\ and more.', [1, 2]);
const SECOND = says('book', 'Größe zählt 😀 ]}', [3], 'Ann');
const ANSWER = JSON.stringify({ says: [FIRST, SECOND] });

/** All that is read of an answer that comes in these pieces. */
function readAll(pieces: Iterable<string>): Statement[] {
  const parser = createListParser();
  return [...pieces].flatMap((piece) => parser.push(piece)).flatMap((json) => parseItem(json, SESSION_SHAPE) ?? []);
}

describe('an answer that is read while it comes in', () => {
  it('gives each statement with the character that closes it', () => {
    const parser = createListParser();
    const given = ANSWER.split('').map((character) => parser.push(character).length);
    const [first, second] = [FIRST, SECOND].map((statement) => JSON.stringify(statement).length);
    const closes = ['{"says":['.length + first! - 1, ANSWER.length - 3];
    assert.equal(closes[0]! + 1 + second!, closes[1]);
    assert.deepEqual(
      given.flatMap((count, index) => (count > 0 ? [index] : [])),
      closes,
    );
  });

  it('gives the same wherever it is cut', () => {
    for (let cut = 0; cut <= ANSWER.length; cut++)
      assert.deepEqual(readAll([ANSWER.slice(0, cut), ANSWER.slice(cut)]), [FIRST, SECOND], `at ${cut}`);
  });

  it('gives what the whole answer has, whatever it says and however it is cut', () => {
    const statement = fc.record({
      kind: fc.constantFrom(...SESSION_KINDS),
      text: anyText(),
      more: fc.string(),
      notes: fc.array(fc.nat(30)),
    });
    const lead = fc.constantFrom('', '```json\n', 'Here it is:\n\n', '<think>{hm} "says" [</think> ');
    const space = fc.constantFrom(undefined, 1, '\t');
    fc.assert(
      fc.property(
        fc.array(statement),
        lead,
        space,
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (list, before, indent, lengths) => {
          const json = JSON.stringify({ says: list }, null, indent);
          const content = `${before}${json}\n\`\`\`\nI hope that helps {[`;
          const pieces: string[] = [];
          for (let from = 0; from < content.length; ) {
            const length = lengths.next().value as number;
            pieces.push(content.slice(from, from + length));
            from += length;
          }
          assert.deepEqual(readAll(pieces), parseAnswer(json, SESSION_SHAPE));
        },
      ),
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('{"says":[', '{', '}', ']', '[', '"', '\\', '\\u00'))),
        (pieces) => {
          for (const { text, notes } of readAll(pieces))
            assert.deepEqual([typeof text, Array.isArray(notes)], ['string', true]);
        },
      ),
    );
  });

  for (const [what, content] of [
    ['nothing', ''],
    ['an empty list', '{"says":[]}'],
    ['words', 'six, I think'],
    ['another key', '{"said":[{"kind":"question","text":"x","more":"","notes":[1]}]}'],
    ['a list in a string', JSON.stringify({ note: ANSWER })],
    ['no objects', '{"says":["a",1,null,[{}],{"kind":"rumour","text":"x","notes":[1]}]}'],
    ['brackets that don’t fit', '{"says":[{"kind":"question","text":"x","more":"","notes":[1}]}]'],
  ] as const) {
    it(`gives nothing of ${what}`, () => assert.deepEqual(readAll([content]), []));
  }

  it('keeps complete items if it breaks off, and nothing of the rest', () => {
    assert.deepEqual(readAll([ANSWER.slice(0, -4)]), [FIRST]);
  });

  it('skips an item that the model got wrong', () => {
    assert.deepEqual(readAll([`{"says":[{"kind":"rumour"},${ANSWER.slice('{"says":['.length)}`]), [FIRST, SECOND]);
  });

  it('ends with its list: what follows is not part of the answer', () => {
    assert.deepEqual(readAll([ANSWER, ANSWER, JSON.stringify(FIRST)]), [FIRST, SECOND]);
  });

  it('gives up on an item without an end, and waits for its list as long as it takes', () => {
    const endless = Array.from({ length: 3_000 }, () => 'x'.repeat(1_000));
    assert.deepEqual(readAll(['{"says":[{"kind":"question","text":"', ...endless, `"}]}${ANSWER}`]), []);
    assert.deepEqual(readAll([...endless, ANSWER]), [FIRST, SECOND]);
  });
});

describe('parseAnswer', () => {
  it('finds the items whatever surrounds them, and returns undefined if there are none', () => {
    const statement = says('question', 'x', [1]);
    assert.deepEqual(parseAnswer(`{"says":[${JSON.stringify(statement)}]}`, SESSION_SHAPE), [statement]);
    assert.deepEqual(parseAnswer('here: {"says":[{"kind":"question","text":"x","notes":[1]}]}.', SESSION_SHAPE), [
      statement,
    ]);
    assert.deepEqual(parseAnswer(`{"says":[{"kind":"song"},${JSON.stringify(statement)}]}`, SESSION_SHAPE), [
      statement,
    ]);
    assert.deepEqual(parseAnswer('{"says":[]}', SESSION_SHAPE), []);
    for (const content of ['', '{}', '[]', '{"says":{}}', '{"says":[{"kind":"question"}]}', '}{', 'null'])
      assert.equal(parseAnswer(content, SESSION_SHAPE), undefined, content);
    fc.assert(fc.property(fc.string(), (content) => void parseAnswer(content, SESSION_SHAPE)));
  });
});

describe('countTokens', () => {
  it('counts control tokens in a note as text', () => {
    assert.ok(countTokens('<|endoftext|> hello') > 2);
  });
});
