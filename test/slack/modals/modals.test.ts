import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { inLanguageOf } from '#slack/messages/reply-messages.ts';
import { buildAddNoteModal, chosenConference, parseAddNoteModal } from '#slack/modals/add-note.ts';
import { buildInfoModal, parseMetadata, serializeMetadata } from '#slack/modals/build-modal.ts';
import { buildScheduleModal } from '#slack/modals/import-schedule.ts';
import {
  buildSettingsModal,
  buildStartModal,
  onlyChanged,
  parseSettingsModal,
  parseStartModal,
} from '#slack/modals/settings.ts';
import { sentence } from '#slack/replies/message-builders.ts';
import { CONFERENCE } from '#test/fakes/sample-results.ts';
import { checkView } from '#test/render/slack/check-blocks.ts';
import { long, nonsense } from '#test/slack/commands/nonsense.ts';

const text = fc.oneof(nonsense, long, fc.constantFrom('', '👩‍👩‍👧'.repeat(2_000)));

/** What Slack sends of a dialog that nobody touched: what it was filled in with. */
// biome-ignore lint/suspicious/noExplicitAny: the elements are of many kinds
function untouched(view: { blocks: any[] }): { values: Record<string, Record<string, unknown>> } {
  return {
    values: Object.fromEntries(
      view.blocks.map(({ block_id, element }) => [
        block_id,
        {
          [element.action_id]: {
            value: element.initial_value ?? null,
            selected_date: element.initial_date ?? null,
            selected_time: element.initial_time ?? null,
            selected_option: element.initial_option ?? null,
            selected_conversation: element.initial_conversation ?? null,
            selected_conversations: element.initial_conversations ?? [],
            selected_users: element.initial_users ?? [],
          },
        },
      ]),
    ),
  };
}

describe('dialogs', () => {
  it('keep within what Slack takes, whatever they are filled in with', () => {
    fc.assert(
      fc.property(text, (words) => {
        const conference = {
          ...CONFERENCE,
          name: words,
          scheduleUrl: words,
          reaction: words,
          channels: ['C1', 'D1', words],
        };
        checkView(buildStartModal(conference, { channel: words }));
        checkView(buildSettingsModal(conference, { channel: 'C1' }));
        const many = Array.from({ length: 150 }, (_, index) => ({ id: `conf${index}`, name: words }));
        for (const known of [0, 1, 2, 150])
          checkView(buildAddNoteModal(many.slice(0, known), { channel: 'C1' }, words));
        checkView(buildScheduleModal({ id: 'conf1', scheduleUrl: words }, { teamId: 'T1', userId: 'U1' }));
        checkView(buildInfoModal(sentence(words || 'x')));
      }),
      { numRuns: 60 },
    );
  });

  it('that are sent as they were opened change nothing', () => {
    const view = buildSettingsModal(
      { ...CONFERENCE, listens: ['C1'], scheduleUrl: 'https://x.example/s', language: 'German', tone: 'dry' },
      {},
    );
    const { id: _, teamId: __, createdAt: ___, listens, ...settings } = { ...CONFERENCE, listens: ['C1'] };
    const read = parseSettingsModal(untouched(view));
    assert.deepEqual(read, {
      changes: {
        ...settings,
        ...{ scheduleUrl: 'https://x.example/s', language: 'German', tone: 'dry' },
        ...{ approval: 'automatic', webAccess: 'nobody' },
      },
      listens,
    });
    const metadata = parseMetadata(view.private_metadata);
    assert.equal(metadata.conferenceId, CONFERENCE.id);
    assert.ok('changes' in read);
    assert.deepEqual(onlyChanged({ ...read.changes, listens: read.listens }, metadata), {});
  });

  it('are in the reader’s language', async () => {
    for (const language of Object.keys(RECAP_LANGUAGES) as KnownLanguage[]) {
      await inLanguageOf(Promise.resolve(language), async () => {
        checkView(buildStartModal(CONFERENCE, {}));
        checkView(buildAddNoteModal([CONFERENCE], {}));
        const view = buildSettingsModal({ ...CONFERENCE, listens: [] }, {});
        checkView(view);
        checkView(buildScheduleModal(CONFERENCE, { teamId: 'T1', userId: 'U1' }));
        if (language === 'de') assert.match(JSON.stringify(view), /Sprache des Rückblicks.*"Schwedisch"/);
      });
    }
  });

  it('start what was proposed, once it has a name', () => {
    const state = untouched(buildStartModal({ ...CONFERENCE, name: '' }, {}));
    assert.deepEqual(parseStartModal(state), { errors: { name: 'A conference needs a name.' } });
    state.values.name = { value: { value: 'Foo' } };
    const read = parseStartModal(state);
    assert.ok('wishes' in read);
    assert.deepEqual([read.wishes.name, read.wishes.from, read.wishes.channels], ['Foo', '2016-05-26', ['C1']]);
  });

  it('choose no direct message as a channel', () => {
    const view = JSON.stringify(buildStartModal({ ...CONFERENCE, channels: ['D1'], digestChannel: 'D1' }, {}));
    assert.doesNotMatch(view, /D1/);
  });

  it('know the conference that a note is for', () => {
    const one = buildAddNoteModal([CONFERENCE], {});
    assert.equal(chosenConference(untouched(one), one.private_metadata), CONFERENCE.id);
    const two = buildAddNoteModal([{ ...CONFERENCE, id: 'first' }, CONFERENCE], {});
    assert.equal(chosenConference(untouched(two), two.private_metadata), 'first');
    assert.equal(chosenConference(undefined, ''), undefined);
  });

  it('read any nonsense as errors or entries, and never throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (state, metadata) => {
        for (const read of [parseStartModal(state), parseSettingsModal(state), parseAddNoteModal(state, metadata)]) {
          if ('errors' in read) assert.ok(Object.values(read.errors).every((error) => error.length > 3));
        }
        parseMetadata(metadata);
      }),
    );
  });

  it('carry no more along than Slack takes', () => {
    fc.assert(
      fc.property(text, (words) => {
        const written = serializeMetadata({ channel: words, conferenceId: words });
        assert.ok(written.length <= 3_000);
        if (written !== '{}') assert.deepEqual(parseMetadata(written), { channel: words, conferenceId: words });
      }),
    );
  });
});
