import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesTitle } from '#domain/evidence/fuzzy-match.ts';

test('a line names a work by its title, also if only one of them has a typo', () => {
  const page = 'Papers:\n• Ongaro’s Understandable Consensus Algorithm (Raft)\n• “Accelerate” by Forsgren';
  assert.ok(namesTitle(page, 'Understandbale Consesus Algorithm (Raft)'));
  assert.ok(namesTitle(page, 'Accelerate'));
  assert.ok(namesTitle('He uses C++ (a lot).', 'C++'));
  assert.ok(!namesTitle('Google drives it.', 'Go'));
  for (const title of ['Accelerated', 'Consensus Papers', 'Understandable Quorum Systems'])
    assert.ok(!namesTitle(page, title), title);
});
