import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findFunction, readTours } from '../../bench/house.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('the tours of docs/architecture.md', () => {
  const tours = readTours();

  it('are three', () => {
    assert.equal(tours.size, 3, [...tours.keys()].join());
  });

  for (const [tour, stops] of tours) {
    it(`name functions that exist, each called by one before it: ${tour}`, () => {
      let before = '';
      for (const [index, { name, file, calledAs }] of stops.entries()) {
        assert(existsSync(join(ROOT, file)), `${file} doesn't exist`);
        const body = findFunction(readFileSync(join(ROOT, file), 'utf8'), name);
        assert(body !== undefined, `${file} has no function ${name}`);
        const isCalled = new RegExp(`\\b${calledAs}(?:<\\w+>)?\\(`).test(before);
        assert(index === 0 || isCalled, `${calledAs} is not called before ${file}`);
        before += body.replace(/^\s*(?:\/?\*|\/\/).*$/gm, '');
      }
    });
  }
});
