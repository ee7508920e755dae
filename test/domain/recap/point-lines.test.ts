import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partsOfText, readPointLines, withWords } from '#domain/recap/point-lines.ts';

/** What is left of a text without the parts that match a pattern. */
function without(pattern: RegExp, text: string, lineNoteIds?: string[][]) {
  const words = partsOfText(text).map((part) => (pattern.test(part.text) ? undefined : part.text));
  return withWords({ text, ...(lineNoteIds && { lineNoteIds }) }, words);
}

describe('the text of a point without some of its parts', () => {
  it('loses the sentences that lean on one that was left out', () => {
    assert.equal(without(/first/, 'The first. It leans. The last.')?.text, 'The last.');
    assert.equal(
      without(/first/, 'Das ist first. Deshalb hält es. So does this. For example, that. The last.')?.text,
      'The last.',
    );
    assert.equal(without(/./, 'The first. It leans.'), undefined);
  });

  it('numbers steps from 1, whichever was left out, even if only one is left', () => {
    const steps = '1. Pick a day.\n2. Restore it.\n3. Time it.';
    const left = without(/Pick/, steps, [['a'], ['b'], ['c']])!;
    assert.deepEqual(left, { text: '1. Restore it.\n2. Time it.', lineNoteIds: [['b'], ['c']] });
    assert.equal(readPointLines(left.text.split('\n')).isOrdered, true);
    assert.equal(without(/Pick|Restore/, steps)?.text, '1. Time it.');
    assert.equal(without(/Restore/, `Do this:\n${steps}`)?.text, 'Do this:\n1. Pick a day.\n2. Time it.');
  });

  it('has no introduction of items that are all left out', () => {
    assert.equal(without(/•/, 'Backups fail. Two rules help:\n• Test it.\n• Time it.')?.text, 'Backups fail.');
  });

  it('has rows as items if the names of their columns are left out', () => {
    const table = '| Risk | What happens | Never |\n| Keys | lost | no copy |\n| Versions | unreadable |  |';
    assert.deepEqual(without(/Risk/, table, [[], ['a'], ['b']]), {
      text: '• Keys: lost; no copy\n• Versions: unreadable',
      lineNoteIds: [['a'], ['b']],
    });
    assert.equal(without(/lost|unreadable/, table), undefined);
  });
});
