import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError, type Notice } from '#errors.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { createMessageRenderer } from '#render/slack/digest/render-messages.ts';
import { helpLines } from '#slack/commands/command-list.ts';
import { inLanguageOf } from '#slack/messages/reply-messages.ts';
import {
  answerChanged,
  answerDeleted,
  answerEnded,
  answerListening,
  answerNoConference,
  answerStarted,
  answerState,
  askConference,
  askDeletion,
} from '#slack/replies/conference.ts';
import { answerError, answerUsageError, sentence } from '#slack/replies/message-builders.ts';
import { answerMoved, answerNoted, answerRefused, answerThreadTaken } from '#slack/replies/notes.ts';
import { answerForgotten, answerOptOut, askForgetting } from '#slack/replies/privacy.ts';
import { answerExported, answerPreview, answerPublished } from '#slack/replies/publishing.ts';
import {
  answerEdited,
  answerReadingList,
  answerReadingListHelp,
  answerRecommended,
  answerRemoved,
} from '#slack/replies/reading-list.ts';
import { answerSchedule, answerTalkOpened, answerTalks } from '#slack/replies/talks.ts';
import { CONFERENCE, conferenceState, IMPORT, ITEM, savedNote, TALK } from '#test/fakes/sample-results.ts';
import { checkMessage } from '#test/render/slack/check-blocks.ts';
import { largeRecap } from '#test/render/slack/large-recap.ts';
import { long, nonsense } from '#test/slack/commands/nonsense.ts';

it('answers are in the reader’s language, and in English if Slack doesn’t say which one that is', async () => {
  await inLanguageOf(Promise.resolve('sv'), async () => {
    assert.match(shown(answerDeleted({ name: 'X' })), /har tagits bort/);
  });
  await inLanguageOf(Promise.reject(new Error('Slack is down')), async () => {
    assert.match(shown(answerDeleted({ name: 'X' })), /^Deleted X/);
  });
  const { promise: asked, resolve } = Promise.withResolvers<'sv'>();
  await inLanguageOf(asked, async () => {
    assert.match(shown(answerDeleted({ name: 'X' })), /^Deleted X/);
    resolve('sv');
    await asked;
    assert.match(shown(answerDeleted({ name: 'X' })), /har tagits bort/);
  });
});

const KEY = { teamId: 'T1', channel: 'C1', ts: '1464285000.000100' };
const shown = ({ blocks }: OutgoingMessage) => blocksToText(blocks);

/** Every answer that holds words of people's, all of them `text`. */
function answersWith(text: string): OutgoingMessage[] {
  const talk = { ...TALK, id: text, title: text, speakers: [{ name: text, affiliation: text }], room: text };
  const conference = { ...CONFERENCE, name: text };
  const item = {
    ...ITEM,
    title: text,
    authors: [text, text],
    url: `https://x.example/${encodeURIComponent(text.toWellFormed().slice(0, 200))}`,
    recommendedBy: Array.from({ length: 30 }, (_, index) => ({
      author: `${text}${index}`,
      noteId: 'C1:1',
      comment: text,
    })),
  };
  const talks = Array.from({ length: 200 }, (_, index) => ({
    ...talk,
    id: `${index}`,
    notes: index,
    threadPermalink: 'https://x.slack.com/a',
  }));
  const notice: Notice = { key: 'slack-refused', values: { code: text } };
  const taken = savedNote({ talk, conference, isUnsure: true, alternatives: talks });
  const imported = { ...IMPORT, conference, first: talk, warnings: Array.from({ length: 30 }, () => notice) };
  const changed = { conference, schedule: imported, problems: Array.from({ length: 30 }, () => notice) };
  const choices = Array.from({ length: 60 }, (_, index) => ({ ...conference, id: `conf${index}` }));
  const states = (['before', 'during', 'after'] as const).flatMap((phase) =>
    [true, false].map((isOrganizer) =>
      conferenceState({
        conference,
        phase,
        isOrganizer,
        onNow: talks,
        troubles: Array.from({ length: 30 }, () => notice),
        posted: Array.from({ length: 40 }, () => ({ day: '2016-05-26', permalink: 'https://x.slack.com/a' })),
      }),
    ),
  );
  const recommended = { conferenceId: 'c1', item, key: text.slice(0, 500), number: 3 };
  return [
    answerNoted(taken),
    answerNoted({ ...taken, again: true }),
    answerMoved(taken),
    answerRefused(notice),
    answerThreadTaken({ conference, taken: 2, known: 1, talk, isUnfinished: true }),
    answerThreadTaken({ conference, taken: 0, known: 1, talk, isUnfinished: false }),
    ...states.map((state) => answerState(state, helpLines(state.phase, true))),
    askConference({ kind: 'which-conference', choices }, '0'.repeat(36)),
    answerStarted(changed),
    answerChanged(changed),
    answerEnded(conference),
    askDeletion(conferenceState({ conference })),
    answerDeleted({ name: text }),
    answerListening({ conference, changed: true }, true),
    answerListening({ conference, changed: false }, false),
    answerSchedule(imported),
    answerTalkOpened({ conference, talk, again: false }),
    answerTalkOpened({ conference, talk, again: true }),
    answerTalks({
      conference,
      days: Array.from({ length: 20 }, () => ({ date: '2016-05-26', talks, hallwayNotes: 3 })),
    }),
    answerTalks({ conference, days: [] }),
    answerReadingList({
      conference,
      items: Array.from({ length: 60 }, (_, index) => ({ number: index + 1, key: `${index}`, item })),
      page: 2,
      pages: 9,
      total: 500,
    }),
    answerReadingList({ conference, items: [], page: 1, pages: 1, total: 0 }),
    answerRecommended({ works: [recommended, { ...recommended, comment: text, talk }], again: false, key: KEY }),
    answerRecommended({ works: [recommended], again: true, key: KEY }),
    answerEdited(recommended),
    answerRemoved({ conference, item, key: text.slice(0, 500), mentions: [] }),
    answerReadingListHelp([{ typed: '/readinglist', does: 'list-help-show' }]),
    answerPublished({ conference, day: '2016-05-26', again: false }),
    answerPublished({ conference, day: 'all', again: true }),
    answerUsageError({ why: text || 'x', form: text || 'x', lead: 'for-example' }),
    answerError(new AppError('refused', text || 'x')),
    sentence(text || 'x'),
  ];
}

describe('answers', () => {
  it('keep within what Slack takes, whatever people wrote', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          nonsense,
          long,
          fc.constantFrom('', '👩‍👩‍👧'.repeat(2_000), '@channel <!here> *b* _i_ `c`', 'ﷺ'.repeat(3_000)),
        ),
        (text) => {
          for (const message of answersWith(text)) checkMessage(message);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('that hold no words of people’s keep within it too', () => {
    for (const message of [
      answerNoConference(helpLines('none')),
      answerOptOut({ changed: true }, true),
      answerOptOut({ changed: false }, false),
      askForgetting({ notes: 0, conferences: 0 }),
      askForgetting({ notes: 1, conferences: 1 }),
      answerForgotten({ notes: 12, conferences: 2 }),
      askForgetting({ notes: 0, conferences: 0, name: '<!channel> *Grace* & <https://evil.example|co>' }, 'U2'),
      answerForgotten({ notes: 12, conferences: 2, name: '<!channel> *Grace* & <https://evil.example|co>' }),
      answerExported({ name: 'recap.md' }),
      answerThreadTaken({ conference: CONFERENCE, taken: 0, known: 0, isUnfinished: false }),
      answerThreadTaken({ conference: CONFERENCE, taken: 0, known: 0, isUnfinished: true }),
    ]) {
      checkMessage(message);
    }
  });

  it('say where a note went, and offer the way back', () => {
    assert.equal(
      shown(answerNoted(savedNote())),
      'Saved to Containers will not fix your broken culture (13:35).\n\n[ Undo ] [ Edit ] [ Move to another talk ]',
    );
    const { talk: _, ...hallway } = savedNote();
    assert.match(shown(answerNoted(hallway)), /^Saved to “Between the talks” \(Thu 26 May\)\./);
    assert.match(shown(answerNoted(savedNote({ again: true }))), /^Already saved to /);
    assert.match(
      shown(answerNoted(savedNote({ isUnsure: true, alternatives: [TALK] }))),
      /Is that the right talk\?\n\n\[ Undo \] \[ Edit \] \[ Move to another talk \]$/,
    );
  });

  it('say with the settings when a digest is posted, and whether someone must approve it', () => {
    const said = (approval: 'automatic' | 'after-approval') =>
      shown(answerChanged({ conference: { ...CONFERENCE, approval }, problems: [] }));
    assert.match(said('automatic'), /digest at 18:30\.$/);
    assert.match(
      said('after-approval'),
      /digest at 18:30 if an organizer has approved it by then, otherwise as soon as one does\.$/,
    );
  });

  it('tell what a schedule changed, and ask whether its times are right', () => {
    assert.match(
      shown(answerSchedule(IMPORT)),
      /3 new talks, 12 talks updated, 2 talks removed\.\n\nThe first talk is .*, Thu 26 May at 09:00 \(America\/Toronto\)\. Is 09:00 right\?/,
    );
    assert.match(shown(answerSchedule({ ...IMPORT, added: 0, updated: 0, removed: 0 })), /no changes/);
  });

  it('show what can be typed now, and more of it to organizers', () => {
    const during = shown(answerState(conferenceState({ isOrganizer: false }), helpLines('during', false)));
    assert.match(during, /\/recap add TEXT/);
    assert.doesNotMatch(during, /\/recap settings/);
    assert.match(shown(answerState(conferenceState(), helpLines('during', true))), /\/recap settings/);
    assert.doesNotMatch(
      shown(answerState(conferenceState({ phase: 'after' }), helpLines('after', true))),
      /\/recap add/,
    );
    assert.match(during, /I’ll post the next digest on Thu 26 May at 18:30/);
  });

  it('cut a long list of talks and say how many there are more', () => {
    const talks = Array.from({ length: 100 }, (_, index) => ({ ...TALK, id: `${index}`, notes: 1 }));
    const said = shown(answerTalks({ conference: CONFERENCE, days: [{ date: '2016-05-26', talks, hallwayNotes: 0 }] }));
    assert.equal(said.split('• 13:35').length - 1, 60);
    assert.match(said, /… and 40 more talks/);
  });

  it('show a preview as it will be posted: every block, in its order', () => {
    const { digest } = createMessageRenderer();
    for (const [talks, text] of [
      [3, 'Talk to each other.'],
      [60, 'Talk to each other, '.repeat(40)],
    ] as const) {
      const recap = largeRecap({ talks, notesPerTalk: 4, works: 20, text });
      const conference = { ...CONFERENCE, ...recap.conference };
      const day = recap.days[0]!.date;
      const parts = digest({ conference, recap, day });
      const messages = answerPreview({
        ...{ conference, recap, parts, day },
        ...{ refused: 0, untranslated: 0, asksAgain: [], isPosted: false, approval: 'automatic' },
      });
      const blocks = messages.slice(1, -1).flatMap((message) => message.blocks);
      const isDivider = (block: unknown) => (block as { type: string }).type === 'divider';
      assert.deepEqual(
        blocks.filter((block) => !isDivider(block)),
        parts.flatMap(({ message }) => message.blocks).filter((block) => !isDivider(block)),
      );
      assert.ok(messages.length <= parts.length + 2);
      for (const message of messages) checkMessage(message);
    }
  });

  it('offer to post what is not posted, and to bring up to date what is', () => {
    const { digest } = createMessageRenderer();
    const recap = largeRecap({ talks: 1, notesPerTalk: 1, works: 0, text: 'Talk to each other.' });
    const conference = { ...CONFERENCE, ...recap.conference };
    const day = recap.days[0]!.date;
    const dueAt = Date.parse(`${day}T18:30:00Z`);
    const end = (isPosted: boolean) =>
      JSON.stringify(
        answerPreview({
          ...{ conference, recap, day, parts: digest({ conference, recap, day }) },
          ...{ refused: 0, untranslated: 0, asksAgain: [], isPosted, approval: 'automatic', dueAt },
        }).at(-1),
      );
    assert.match(end(false), /I’ll post this on Sat 3 Feb at \d\d:30, or you can post it now\..*Post now/);
    assert.match(end(true), /already posted. Your changes will appear in the post automatically.*Update now/);
  });

  it('keep our own faults to ourselves', () => {
    const said = shown(answerError(new TypeError('x of undefined at /srv/app')));
    assert.equal(said, 'Something went wrong. Nothing was changed. Try again in a moment.');
  });
});
