import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { streamJsonArray } from '#slack-export/stream-json-array.ts';

/** Reads a text in chunks of some bytes; `large` reads it as a file too large to parse at once. */
async function read(text: string | Buffer, { chunk = 7, large = true } = {}) {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  const result = { elements: [] as unknown[], broken: 0, isTruncated: false };
  for await (const piece of streamJsonArray(Readable.from(chunks, { objectMode: true }), large ? 1e9 : bytes.length)) {
    result.elements.push(...piece.elements);
    result.broken += piece.broken;
    result.isTruncated ||= piece.isTruncated;
  }
  return result;
}

describe('an array', () => {
  it('gives the elements that JSON.parse gives, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 3 })),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 2),
        fc.boolean(),
        async (elements, chunk, indent, large) => {
          const json = JSON.stringify(elements, null, indent);
          assert.deepEqual(await read(json, { chunk, large }), {
            elements: JSON.parse(json),
            broken: 0,
            isTruncated: false,
          });
        },
      ),
    );
  });

  it('may begin with a byte order mark and end with more', async () => {
    assert.deepEqual((await read('\ufeff \n[1, "ü]"]\n')).elements, [1, 'ü]']);
    assert.deepEqual(await read('[1] and more', { large: false }), {
      elements: [1],
      broken: 0,
      isTruncated: false,
    });
  });

  it('that is cut short gives what came before', async () => {
    const json = JSON.stringify([{ text: 'a' }, { text: 'b' }, { text: 'c' }]);
    for (let length = 0; length < json.length; length++) {
      for (const large of [true, false]) {
        const { elements, isTruncated } = await read(json.slice(0, length), { large });
        assert.equal(isTruncated, true);
        assert.deepEqual(elements, [{ text: 'a' }, { text: 'b' }, { text: 'c' }].slice(0, elements.length));
        assert.ok(elements.length >= Math.floor((length - 2) / 13));
      }
    }
  });

  it('with broken elements gives the others', async () => {
    assert.deepEqual(await read('[{"a": 1}, {oops}, nul, {"b": 2}]'), {
      elements: [{ a: 1 }, { b: 2 }],
      broken: 2,
      isTruncated: false,
    });
  });

  it('with an element of many megabytes passes it over', async () => {
    const json = `[{"a": 1}, "${'x'.repeat(5 * 1024 ** 2)}", {"b": 2}]`;
    assert.deepEqual(await read(json, { chunk: 65_536 }), {
      elements: [{ a: 1 }, { b: 2 }],
      broken: 1,
      isTruncated: false,
    });
  });
});

it('what is no array is torn', async () => {
  for (const text of ['', '   ', '{"a": [1]}', 'x [1]', 'null', '"[1]"']) {
    for (const large of [true, false])
      assert.deepEqual(await read(text, { large }), { elements: [], broken: 0, isTruncated: true }, text);
  }
});

it('a content that fails on the way gives what came before', async () => {
  const failing = Readable.from(
    (function* () {
      yield Buffer.from('[1, 2, ');
      throw new Error('disk gone');
    })(),
  );
  const elements: unknown[] = [];
  let isTruncated = false;
  for await (const piece of streamJsonArray(failing, 10)) {
    elements.push(...piece.elements);
    isTruncated = piece.isTruncated;
  }
  assert.deepEqual([elements, isTruncated], [[1, 2], true]);
});
