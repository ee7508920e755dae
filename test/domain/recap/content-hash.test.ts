import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contentHash } from '#domain/recap/content-hash.ts';

describe('contentHash', () => {
  it('has 32 hexadecimal digits', () => {
    for (const content of [undefined, null, '', 0, [], {}]) assert.match(contentHash(content), /^[0-9a-f]{32}$/);
  });
  it('is the same in whatever order fields were set, at any depth, and without absent ones', () => {
    assert.equal(contentHash({ a: 1, b: [{ c: 2, d: undefined }] }), contentHash({ b: [{ c: 2 }], a: 1 }));
  });
  it('differs with the order of a list, and between null and absent', () => {
    assert.notEqual(contentHash([1, 2]), contentHash([2, 1]));
    assert.notEqual(contentHash({ a: null }), contentHash({}));
  });
  it('is the same for the same JSON alone', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        assert.equal(contentHash(one), contentHash(JSON.parse(JSON.stringify(one))));
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        if (isSame) assert.equal(contentHash(one), contentHash(other));
      }),
    );
  });
  it('has no two alike among many that hardly differ', () => {
    const hashes = new Set<string>();
    for (let index = 0; index < 50_000; index++) hashes.add(contentHash({ text: `point ${index}` }));
    assert.equal(hashes.size, 50_000);
  });
});
