import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { notedByLine, splitPoint } from '#render/view/section-view.ts';

const point = (text: string, more: object = {}) => ({ text, noteIds: ['C1:1'], agreement: 1, ...more });

describe('splitPoint', () => {
  it('separates the items of a list from its lead-in', () => {
    assert.deepEqual(splitPoint(point('Barriers:\n• time\n• money')), {
      bold: '',
      text: 'Barriers:',
      items: ['time', 'money'],
    });
    assert.deepEqual(splitPoint(point('Two ways\nof doing it\n1. fast\n2) slow')), {
      bold: '',
      text: 'Two ways\nof doing it',
      items: ['fast', 'slow'],
    });
  });

  it('takes a list without a lead-in as items alone', () => {
    assert.deepEqual(splitPoint(point('• time\n• money')), { bold: '', text: '', items: ['time', 'money'] });
  });

  it('keeps the lines of code and of anything that is no list', () => {
    for (const text of [
      'just a line',
      'before\n• item\nafter',
      '2 - 1 = 1',
      '',
      '- a dash first',
      'if (a)\n- b\nend',
    ]) {
      assert.deepEqual(splitPoint(point(text)), { bold: '', text, items: [] }, text);
    }
  });

  it('says how many items are left out, by the notes or for lack of room', () => {
    const list = point('Steps:\n• one\n• two\n• three\n• four', { moreItems: 2 });
    assert.deepEqual(splitPoint(list).items.at(-1), 'and 2 more');
    assert.deepEqual(splitPoint(list, 3).items, ['one', 'two', 'three', 'and 3 more']);
  });

  it('sets the first sentence of a key point in bold', () => {
    assert.deepEqual(splitPoint(point('Talk to each other. It is cheap.', { isKey: true })), {
      bold: 'Talk to each other.',
      text: 'It is cheap.',
      items: [],
    });
    assert.deepEqual(splitPoint(point('Three rules:\n• one', { isKey: true })), {
      bold: 'Three rules:',
      text: '',
      items: ['one'],
    });
  });
});

it('names who noted, and how much more the notes have', () => {
  const section = { points: [], quotes: [], questions: [], photos: [], links: [], contributors: ['Amara', 'Sam'] };
  assert.equal(notedByLine(section), 'Noted by Amara, Sam.');
  assert.equal(notedByLine({ ...section, contributors: [] }), '');
});
