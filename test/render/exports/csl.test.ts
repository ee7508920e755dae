import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { renderCsl } from '#render/exports/csl.ts';
import { hostileItem, listOf, POST, RELEASE_IT } from '#test/render/reading-items.ts';

const text = { type: 'string' };
const number = { type: ['string', 'number'] };

/** The part of CSL's own csl-data.json (version 1.0.2) that a reading list needs, as strict as it. */
const validate = new Ajv({ allowUnionTypes: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['type', 'id'],
    additionalProperties: false,
    properties: {
      id: number,
      type: { enum: ['article', 'book', 'motion_picture', 'software', 'speech', 'webpage'] },
      title: text,
      author: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          properties: {
            family: text,
            given: text,
            'non-dropping-particle': text,
            suffix: text,
            literal: text,
          },
        },
      },
      issued: {
        type: 'object',
        additionalProperties: false,
        properties: {
          'date-parts': {
            type: 'array',
            minItems: 1,
            maxItems: 2,
            items: { type: 'array', minItems: 1, maxItems: 3, items: number },
          },
        },
      },
      ISBN: text,
      URL: text,
      note: text,
    },
  },
});

test('an item carries all that is known of the work, and who recommended it', () => {
  const [book, article] = JSON.parse(renderCsl(listOf(RELEASE_IT, POST)));
  assert.deepEqual(book, {
    id: 'nygard2007releaseit',
    type: 'book',
    title: 'Release It!',
    author: [{ family: 'Nygard', given: 'Michael T.' }],
    issued: { 'date-parts': [[2007]] },
    ISBN: '9780978739218',
    URL: 'https://openlibrary.org/works/OL1W',
    note: book.note,
  });
  assert.match(book.note, /^Recommended by Amara.*excellent.*Sam/);
  assert.equal(article.type, 'article');
  assert.equal(article.id, 'fearofmacros');
});

test('names keep their particles, and organisations stay whole', () => {
  const authors = ['Guido van Rossum', 'Google Inc.', '村上春樹'];
  const [item] = JSON.parse(renderCsl(listOf({ ...RELEASE_IT, authors })));
  assert.deepEqual(item.author, [
    { family: 'Rossum', given: 'Guido', 'non-dropping-particle': 'van' },
    { literal: 'Google Inc.' },
    { literal: '村上春樹' },
  ]);
});

test('ids are plain and each once, whatever the titles', () => {
  const items = JSON.parse(
    renderCsl(
      listOf(RELEASE_IT, RELEASE_IT, { ...POST, title: '日本語' }, { ...POST, title: '💥', authors: ['Ł. Øst'] }),
    ),
  ) as { id: string }[];
  assert.deepEqual(
    items.map(({ id }) => id),
    ['nygard2007releaseit', 'nygard2007releaseit-2', 'article', 'ost'],
  );
});

test('any list is valid against the schema', () => {
  fc.assert(
    fc.property(fc.array(hostileItem, { maxLength: 4 }), (items) => {
      const list = JSON.parse(renderCsl(listOf(...items))) as { id: string }[];
      assert.ok(validate(list), JSON.stringify(validate.errors));
      assert.equal(list.length, items.length);
      assert.equal(new Set(list.map(({ id }) => id)).size, items.length);
    }),
  );
});
