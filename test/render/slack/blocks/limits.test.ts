import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { digestKey } from '#domain/publishing/publication.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { createMessageRenderer } from '#render/slack/digest/render-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { hostileText, recapOf } from '#test/render/hostile-recap.ts';
import { manyTalks } from '#test/render/many-talks.ts';
import { checkMessage } from '#test/render/slack/check-blocks.ts';
import { largeRecap } from '#test/render/slack/large-recap.ts';
import { trackedConference } from '#test/render/slack/sample.ts';
import type { MessagePart, MessageRenderer } from '#usecases/ports/slack.ts';

const forms: MessageRenderer = createMessageRenderer();

/** Texts of any length up to a long note's, with whatever stands where they are cut. */
const longText = fc
  .tuple(
    hostileText,
    fc.integer({ min: 1, max: 3000 }),
    fc.constantFrom('', 'a', '👩‍👩‍👧‍👦', '\ud83d', 'e\u0301', '発', 'ש'),
  )
  .map(([text, length, shift]) => (shift + text.repeat(Math.ceil(length / Math.max(text.length, 1)))).slice(0, length));

test('every message of a recap of any text keeps within Slack’s limits', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, longText), (text) => {
      const recap = recapOf(text);
      checkAll(recap, '2016-05-26');
      checkMessage(forms.talkThread(recap.days[0]!.talks[0]!, trackedConference(recap)));
      checkMessage(forms.hallwayThread('2016-05-26', trackedConference(recap)));
    }),
    { numRuns: 150 },
  );
});

test('every message that shows a note fits too', () => {
  fc.assert(
    fc.property(
      fc.oneof(hostileText, longText),
      longText,
      fc.constantFrom('quote', 'question', undefined),
      (author, text, statedKind) => {
        const work = {
          kind: 'book' as const,
          title: text,
          authors: [author, text],
          url: author,
          comment: text,
        };
        checkMessage(forms.note(noteOf({ ...omitUndefined({ statedKind }) }), { author, text }));
        const captures = [{ way: 'reading-list' as const, by: 'U1' }];
        checkMessage(forms.note(noteOf({ works: [work, work], captures }), { author, text }));
      },
    ),
    { numRuns: 60 },
  );
});

const texts = {
  'a sentence': 'No matter which tool you adopt, you have to talk to each other.',
  'three thousand characters': 'A long note 👩‍💻, in words. '.repeat(125).slice(0, 3000),
  'a list': `Barriers:\n${'• time <!here>\n'.repeat(200)}`,
  'links without end': 'https://x.example/発表'.concat('表'.repeat(400), ' ').repeat(7),
  Japanese: '発表者は、障害が起きたときに最初に見るべき指標について話した。'.repeat(20),
  Hebrew: 'מה שחשוב הוא לדבר זה עם זה '.repeat(40),
  emoji: '👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🇩🇪'.repeat(100),
  'one grapheme': `e${'\u0301'.repeat(2999)}`,
  'what nobody sees': '\u200b\u200d\u202e\u2066',
  nothing: '',
};

for (const [what, text] of Object.entries(texts)) {
  test(`days of ${what} keep within Slack’s limits`, () => {
    checkAll(largeRecap({ talks: 40, notesPerTalk: 3, works: 30, text }), '2024-02-03');
    checkAll(largeRecap({ talks: 0, notesPerTalk: 5, works: 3, text }), '2024-02-03');
  });
}

test('so do two hundred talks, and five hundred books', () => {
  for (const text of [texts['a sentence'], texts['three thousand characters']]) {
    checkAll(largeRecap({ talks: 200, notesPerTalk: 1, works: 20, text }), '2024-02-03');
    checkAll(largeRecap({ talks: 3, notesPerTalk: 20, works: 500, text }), '2024-02-03');
  }
});

test('forty talks of five hundred notes each do too', () => {
  checkAll(
    largeRecap({ talks: 40, notesPerTalk: 500, works: 5, text: 'A note of some length <!channel>.' }),
    '2024-02-03',
  );
});

test('nothing that was said of a talk is left out where it takes several messages', () => {
  const recap = largeRecap({ talks: 1, notesPerTalk: 150, works: 0, text: 'x' });
  recap.days[0]!.talks[0]!.points.forEach((point, index) => {
    point.text = `Point number ${index} of the talk, in a sentence of some length that nobody else said.`;
  });
  const all = JSON.stringify(forms.digest({ conference: trackedConference(recap), recap, day: '2024-02-03' }));
  for (let index = 0; index < 150; index++) assert.ok(all.includes(`Point number ${index} of`), `${index}`);
});

test('500 notes in 40 talks are rendered at once', () => {
  const recap = manyTalks({ talks: 40, rooms: 4, notes: 500 });
  const conference = trackedConference(recap);
  const render = () => forms.digest({ conference, recap, day: '2024-02-03' });
  // The first time, Node compiles.
  render();
  assertCpuTime(100, render);
});

function noteOf(more: object): Parameters<typeof forms.note>[0] {
  return {
    teamId: 'T1',
    channel: 'C1',
    ts: '1464272340.000100',
    conferenceId: 'conf-1',
    at: 1464272340000,
    authorId: 'U1',
    source: '',
    photos: [],
    captures: [],
    day: '2016-05-26',
    talkId: null,
    placedBy: 'program',
    fromPrivate: false,
    ...more,
  };
}

/** Digest and recap: each message within limits, each part named once, and briefly enough for a publication's key. */
function checkAll(recap: Recap, day: string): void {
  const conference = trackedConference(recap, { id: '0123456789-0123456789-0123456789-012345' });
  const updated = { at: Date.parse(`${day}T20:00:00Z`), lateNotes: 2 };
  checkParts(forms.digest({ conference, recap, day, updated }), conference.id, day);
  checkParts(forms.recap({ conference, recap, updated }), conference.id, day);
}

function checkParts(parts: MessagePart[], conferenceId: string, day: string): void {
  assert.equal(parts[0]!.part, 'main');
  assert.equal(new Set(parts.map(({ part }) => part)).size, parts.length, 'no part is named twice');
  for (const { part, message } of parts) {
    checkMessage(message);
    assert.ok(digestKey(conferenceId, day, part).length <= LIMITS.id, part);
    const types = message.blocks.map((block) => (block as { type: string }).type);
    assert.ok(types.includes('rich_text'), 'it can always be changed into what it is');
    assert.ok(!('block_id' in (message.blocks[0] as object)), 'the first block’s id is the publisher’s');
  }
}
