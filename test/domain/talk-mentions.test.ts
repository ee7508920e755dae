import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Talk } from '../../src/domain/talk.ts';
import { createTalkMentions } from '../../src/domain/talk-mentions.ts';

function talk(id: string, title: string, ...speakers: string[]): Talk {
  return {
    id,
    title,
    speakers: speakers.map((name) => ({ name })),
    startsAt: '2016-05-26T10:00:00-04:00',
    endsAt: '2016-05-26T10:30:00-04:00',
  };
}

const mentions = createTalkMentions([
  talk('culture', 'Containers will not fix your broken culture (and other hard truths)', 'Bridget Kromhout'),
  talk('union', 'DevOps Enterprise State of the Union', 'John Willis'),
  talk('sprache', 'Über die Sprache der Maschinen', 'Jürgen van der Berg', 'Ada'),
  talk('open', 'Open space'),
]);

it('finds speakers by their full names', () => {
  assert.deepEqual(mentions('bridget kromhout: *Containers …*'), ['culture']);
  assert.deepEqual(mentions('Jurgen van der Berg spricht'), ['sprache']);
  assert.deepEqual(mentions('John said, Willis nodded, Ada too; van der Berg'), []);
});

it('finds titles, whole or shortened', () => {
  assert.deepEqual(mentions('next: Containers will not fix your broken culture'), ['culture']);
  assert.deepEqual(mentions('ÜBER DIE SPRACHE'), ['sprache']);
  assert.deepEqual(mentions('John Willis – DevOps Enterprise State of the Union, then Bridget Kromhout'), [
    'union',
    'culture',
  ]);
});

it('finds nothing in what merely shares words', () => {
  for (const text of [
    'the state of the build',
    'containers will not start',
    'on it after the open space',
    '',
    '...',
  ]) {
    assert.deepEqual(mentions(text), [], text);
  }
});

it('stays quick where thousands of talks have one title', () => {
  const many = createTalkMentions(
    Array.from({ length: 20_000 }, (_, index) => talk(`${index}`, 'Open Space Session')),
  );
  const start = performance.now();
  for (let count = 0; count < 2000; count++) many('the open space session begins, open space session');
  assert.ok(performance.now() - start < 2000);
});
