import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readPage } from '#llm/summary/read-page.ts';
import { anyText } from '#test/any-text.ts';

const read = (text: string, translated?: string) =>
  readPage({ kind: 'page', text, more: '', notes: [], ...(translated !== undefined && { translated }) }, 9);

describe('a page that a model wrote in Markdown', () => {
  it('is split into paragraphs, lists, steps, tables and quotes under their headings, each with its notes', () => {
    const page = `\
# The title

A story. [1] It goes on. [2, 3]

### When not to
- **Don’t mock values.** Just use them. [4]
- **Ads**: none [5]
- plain [6]

1. Start [1]
2. Stop [2–4]

**Next part**

| Key | For | Against |
|---|---|---|
| a | fast [1] | hard [2] |

> “Words.” [7]
> — Ann Lee`;
    assert.deepEqual(read(page), [
      { kind: 'paragraph', heading: '', text: 'A story. It goes on.', more: '', notes: [1, 2, 3] },
      {
        ...{ kind: 'list', heading: 'When not to', text: '', more: '', notes: [4, 5, 6] },
        rows: [
          { cells: ['Don’t mock values. Just use them.'], notes: [4] },
          { cells: ['Ads: none'], notes: [5] },
          { cells: ['plain'], notes: [6] },
        ],
        leadIns: ['Don’t mock values.', 'Ads'],
      },
      {
        ...{ kind: 'steps', heading: 'When not to', text: '', more: '', notes: [1, 2, 3, 4] },
        rows: [
          { cells: ['Start'], notes: [1] },
          { cells: ['Stop'], notes: [2, 3, 4] },
        ],
      },
      {
        ...{ kind: 'table', heading: 'Next part', text: '', more: '', notes: [1, 2] },
        rows: [
          { cells: ['Key', 'For', 'Against'], notes: [] },
          { cells: ['a', 'fast', 'hard'], notes: [1, 2] },
        ],
      },
      { kind: 'quote', heading: 'Next part', text: '“Words.”', more: 'Ann Lee', notes: [7] },
    ]);
  });

  it('keeps a bold line that names its notes as a statement', () => {
    const shown = (text: string) => read(text).map((one) => [one.heading, one.text, one.notes]);
    assert.deepEqual(shown('**Run drills** [1]\n\n**Start small** [2]\n\n### Tools\n\nrestic [3]'), [
      ['', 'Run drills', [1]],
      ['', 'Start small', [2]],
      ['Tools', 'restic', [3]],
    ]);
    assert.deepEqual(shown('One. [1]\n\n**Run drills**\n\n### Tools\n\nrestic [3]')[1], ['', 'Run drills', [1]]);
    assert.deepEqual(shown('**The title**\n\n### Tools\n\nrestic [3]'), [['Tools', 'restic', [3]]]);
  });

  it('is read in a fence, too', () => {
    const page = '### Tools\n\n- restic [9]';
    for (const fence of ['```', '```markdown', '~~~']) {
      assert.deepEqual(read(`${fence}\n${page}\n${fence.slice(0, 3)}`), read(page));
    }
  });

  it('joins the lines of a sentence, but not those of a list', () => {
    assert.equal(read('Nobody tests\nrestores. [1]')[0]?.text, 'Nobody tests restores.');
    assert.equal(read('Why:\n• cost\n• time [1]')[0]?.text, 'Why:\n• cost\n• time');
  });

  it('keeps what only looks like markup or like the number of a note', () => {
    for (const text of [
      'Call __init__ and snake_case_name, or 2*3*4 with ~5 ~10.',
      'The <title> and <b>bold</b> tags, since [2016], at https://a.example/x_y_z.',
      'C# & C++ < 3',
    ])
      assert.equal(read(`${text} [1]`)[0]?.text, text);
    assert.equal(
      read('Run `a[1]`, see [the docs](https://a.example/). [2]')[0]?.text,
      'Run a[1], see the docs (https://a.example/).',
    );
  });

  it('lets a list in an item continue the item', () => {
    const [list] = read('- **The rule:** [1]\n  - 2 hours [2]\n  - 2 days. [3]');
    assert.deepEqual(list?.rows, [{ cells: ['The rule: 2 hours; 2 days'], notes: [1, 2, 3] }]);
  });

  it('rests on the notes of its part, or else on all, if it names none', () => {
    const notesOf = (text: string) => read(text).map(({ notes }) => notes);
    assert.deepEqual(notesOf('### A\nx\n\ny [2]\n\n### B\nz'), [[2], [2], [2]]);
    assert.deepEqual(notesOf('x'), [[1, 2, 3, 4, 5, 6, 7, 8, 9]]);
    assert.deepEqual(notesOf('x [42]'), [[42]]);
    assert.deepEqual(notesOf('x [42]\n\ny [1, 42]'), [[42], [1]]);
  });

  it('is translated only if the translation has the same parts', () => {
    const page = 'Why: [1]\n\n- **One.** More [2]';
    assert.deepEqual(
      read(page, 'Warum: [1]\n\n- **Eins.** Mehr [2]').map(({ translated, leadIns }) => [translated, leadIns]),
      [
        ['Warum:', undefined],
        ['Eins. Mehr', ['One.', 'Eins.']],
      ],
    );
    assert.deepEqual(
      read(page, 'Warum: [1]').map(({ translated }) => translated),
      [undefined, undefined],
    );
  });

  it('never fails, whatever it is', () => {
    fc.assert(fc.property(anyText(), (text) => void read(text, text)));
  });
});
