import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StaticSelect } from '@slack/types';
import fc from 'fast-check';
import { isRewordable } from '#domain/editing/editorial-decision.ts';
import type { Statement } from '#domain/editing/review-statements.ts';
import { HALLWAY } from '#render/slack/blocks/action-ids.ts';
import { buildEditModal, MOST_STATEMENTS, parseEditMetadata, parseEditModal } from '#slack/modals/edit-recap.ts';
import { shownField, wordingField } from '#slack/modals/edit-statements.ts';
import { CONFERENCE } from '#test/fakes/sample-results.ts';
import { checkView } from '#test/render/slack/check-blocks.ts';
import { long, nonsense } from '#test/slack/commands/nonsense.ts';
import type { EditForm } from '#usecases/editing/edit-form.ts';

const DAY = '2016-05-26';
const KINDS = ['point', 'quote', 'question', 'inShort', 'disagreement', 'theme', 'headline'] as const;
const keyOf = (index: number) => index.toString(16).padStart(12, '0');

function statement(index: number, text: string, more: Partial<Statement> = {}): Statement {
  return {
    key: keyOf(index),
    kind: KINDS[index % 3]!,
    noteIds: ['C1:1'],
    text,
    hidden: index % 2 === 1,
    ...more,
  };
}

function formOf(statements: Statement[], more: Partial<EditForm> = {}): EditForm {
  const talk = { title: 'Sources of burnout', startsAt: '2016-05-26T10:00:00-04:00' };
  const places = [{ key: 'aaaaaaaaaaaa', date: DAY, talk, statements, photos: [], notes: [] }];
  return { conference: CONFERENCE, day: DAY, places, ...more };
}

/** What Slack sends of a form that nobody touched. */
function untouched({ blocks }: ReturnType<typeof buildEditModal>) {
  // biome-ignore lint/suspicious/noExplicitAny: the elements are of many kinds
  const inputs = (blocks as any[]).filter(({ type }) => type === 'input');
  return {
    values: Object.fromEntries(
      inputs.map(({ block_id, element }) => [
        block_id,
        {
          [element.action_id]: {
            type: element.type,
            value: element.initial_value ?? null,
            selected_option: element.initial_option ?? null,
            selected_options: element.initial_options ?? [],
          },
        },
      ]),
    ) as Record<string, Record<string, Record<string, unknown>>>,
  };
}

const metadataOf = (view: { private_metadata?: string }) => parseEditMetadata(view.private_metadata)!;

describe('the form that edits a recap', () => {
  it('keeps within what Slack takes, whatever it is filled in with', () => {
    const text = fc.oneof(nonsense, long, fc.constantFrom('', '👩‍👩‍👧'.repeat(500), 'word '.repeat(900)));
    fc.assert(
      fc.property(text, fc.constantFrom(0, 1, 31, 400), fc.constantFrom(0, 1, 150), (words, many, others) => {
        const statements = Array.from({ length: many }, (_, index) => {
          const decided = { about: 'statement' as const, kind: 'point' as const, noteIds: [], textHash: '' };
          const writer = { channel: 'C1', fromPrivate: false, fromShared: false, by: 'U1' };
          const asks = { ...decided, ...writer, noteHashes: [], hidden: true, wording: words };
          const kind = KINDS[index % KINDS.length]!;
          return statement(index, words, { kind, ...(index % 4 === 0 ? { asks } : {}) });
        });
        const photos = Array.from({ length: others }, (_, index) => ({
          ...{ file: `photos/${index}`, caption: words, alt: words, noteId: `C1:${index}` },
        }));
        const [first] = formOf(statements).places;
        const places = Array.from({ length: Math.max(others, 1) }, (_, index) => ({
          ...first!,
          ...{ key: keyOf(index), photos, talk: { title: words, startsAt: '2016-05-26T10:00:00-04:00' } },
        }));
        for (const day of [DAY, 'all']) {
          const form = formOf(statements, { day, places, introduction: words, closing: words });
          for (const place of [undefined, places.at(-1)!.key, 'elsewhere']) {
            const view = buildEditModal(form, {}, place);
            checkView(view);
            assert.equal(metadataOf(view).offered.filter(Boolean).length, Math.min(many, MOST_STATEMENTS));
          }
          checkView(buildEditModal({ ...form, places: [] }, { channel: 'C1' }));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('sent as it was opened shows what was shown, and rewords nothing', () => {
    const statements = Array.from({ length: 40 }, (_, index) =>
      statement(index, `Point ${index}`, { kind: KINDS[index % KINDS.length]! }),
    );
    const view = buildEditModal(formOf(statements, { introduction: 'Hello' }), {});
    const read = parseEditModal(untouched(view), metadataOf(view));
    assert.ok('edits' in read);
    const { section, ...words } = read.edits;
    assert.deepEqual(words, { introduction: 'Hello', closing: '' });
    const asShown = parseEditModal(untouched(view), metadataOf(view), view.blocks);
    assert.ok('edits' in asShown);
    assert.deepEqual(asShown.edits, { section }, 'what another organizer writes meanwhile stays');
    assert.deepEqual(
      section?.offered,
      statements.map(({ key }) => key),
    );
    assert.deepEqual(
      section?.shown.toSorted(),
      statements.filter(({ hidden }) => !hidden).map(({ key }) => key),
    );
    const points = statements.filter(({ kind }) => isRewordable(kind));
    assert.deepEqual(section?.reworded, Object.fromEntries(points.map(({ key, text }) => [key, text])));
  });

  it('sends several rewordings and a hidden point at once', () => {
    const statements = [0, 3, 6].map((index) => statement(index, `Point ${index}`, { hidden: false }));
    const view = buildEditModal(formOf(statements), {});
    const state = untouched(view);
    const place = metadataOf(view).place!;
    assert.equal(state.values[wordingField(keyOf(3))]?.value?.value, 'Point 3');
    state.values[wordingField(keyOf(0))] = { value: { value: 'My zero' } };
    state.values[wordingField(keyOf(3))] = { value: { value: 'My three' } };
    state.values[shownField(place, statements)] = {
      value: { type: 'checkboxes', selected_options: [{ value: keyOf(0) }, { value: keyOf(3) }] },
    };
    const read = parseEditModal(state, metadataOf(view));
    assert.ok('edits' in read);
    const { reworded, shown } = read.edits.section!;
    assert.deepEqual(reworded, { [keyOf(0)]: 'My zero', [keyOf(3)]: 'My three', [keyOf(6)]: 'Point 6' });
    assert.deepEqual(shown, [keyOf(0), keyOf(3)]);
  });

  it('moves notes to another talk, and asks where to if only notes are chosen', () => {
    const note = {
      channel: 'C1',
      ts: '1464266460.000100',
      author: 'Ann',
      kind: 'point',
      day: DAY,
      talkId: null,
    } as const;
    const form = formOf([]);
    form.places[0]!.notes = [{ ...note, id: 'C1:1464266460.000100', text: 'six sources' }];
    const view = buildEditModal(form, {});
    checkView(view);
    assert.match(JSON.stringify(view), /Ann: six sources/);
    const state = untouched(view);
    const place = metadataOf(view).place!;
    state.values[`moved:${place}`] = { value: { selected_options: [{ value: 'C1:1464266460.000100' }] } };
    const asked = parseEditModal(state, metadataOf(view));
    assert.ok('errors' in asked && `moved-to:${place}` in asked.errors);
    for (const [value, talkId] of [
      ['talk-7', 'talk-7'],
      [HALLWAY, null],
    ] as const) {
      state.values[`moved-to:${place}`] = { value: { selected_option: { value } } };
      const read = parseEditModal(state, metadataOf(view));
      assert.deepEqual('moved' in read && read.moved, { notes: [{ channel: 'C1', ts: note.ts }], talkId });
    }
  });

  it('hides summaries of many notes like points, and rewords only the headlines', () => {
    const inShort = statement(3, 'In a sentence', { kind: 'inShort', hidden: false });
    const theme = statement(5, 'In common', { kind: 'theme', hidden: false });
    const headline = statement(6, 'Above all', { kind: 'headline', hidden: false });
    const form = formOf([inShort, statement(0, 'One')]);
    const overview = [theme, headline];
    form.places.push({ key: 'bbbbbbbbbbbb', date: DAY, isOverview: true, statements: overview, photos: [], notes: [] });
    const shown = JSON.stringify(buildEditModal(form, {}));
    assert.match(shown, /In short.*In a sentence.*Points to show.*One/);
    assert.match(shown, /"Highlights"/);
    const { blocks } = buildEditModal(form, {}, 'bbbbbbbbbbbb');
    assert.match(JSON.stringify(blocks), /Highlights to show.*Above all.*What several talks have in common.*In common/);
    assert.deepEqual(
      blocks.map(({ block_id = '' }) => block_id).filter((id) => id.startsWith('wording:')),
      [wordingField(headline.key)],
    );
    const { options } = (blocks.find(({ block_id }) => block_id === 'place') as { element: StaticSelect }).element;
    assert.equal(options?.length, 2);
  });

  it('says at the field what is too long', () => {
    const view = buildEditModal(formOf([statement(0, 'One')]), {});
    const state = untouched(view);
    for (const id of ['introduction', 'closing', wordingField(keyOf(0))]) {
      state.values[id] = { value: { value: 'x'.repeat(1_600) } };
    }
    const read = parseEditModal(state, metadataOf(view));
    assert.ok('errors' in read);
    assert.deepEqual(Object.keys(read.errors), ['introduction', 'closing', wordingField(keyOf(0))]);
  });

  it('reads any nonsense as nothing', () => {
    fc.assert(
      fc.property(fc.anything(), nonsense, (state, place) => {
        assert.ok('edits' in parseEditModal(state, { place, offered: [] }));
        assert.equal(parseEditMetadata(place), undefined);
      }),
    );
  });
});
