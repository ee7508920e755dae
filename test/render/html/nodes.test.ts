import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameAnchors } from '#render/html/nodes.ts';
import { viewRecap } from '#render/view/recap-view.ts';
import { emptyRecap, readRecap } from '#test/render/golden.ts';

test('anchors are named for slugs and message ids', () => {
  const anchors = nameAnchors(viewRecap(readRecap('small')));
  assert.equal(anchors.talk.get('dodto16-containers-and-culture'), 'talk-containers-and-culture');
  assert.equal(anchors.note.get('C0DODTO16:1464272340.000100') ?? '', 'note-C0DODTO16-1464272340.000100');
});

test('different ids never share an anchor', () => {
  const recap = emptyRecap({ talks: 4 });
  const ids = ['a b', 'a-b', 'a"b', '語'];
  for (const [index, talk] of recap.days[0]!.talks.entries()) talk.id = ids[index]!;
  assert.deepEqual([...nameAnchors(viewRecap(recap)).talk.values()], ['talk-a-b', 'talk-a-b-2', 'talk-a-b-3', 'talk-']);
});
