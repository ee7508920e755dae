import assert from 'node:assert/strict';
import { it } from 'node:test';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { answerAsked } from '#slack/replies/answer.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { CONFERENCE } from '#test/fakes/sample-results.ts';
import { checkMessage } from '#test/render/slack/check-blocks.ts';

const HOSTILE = '<!channel> <https://evil.example|https://good.example> *bold* \u202egnp.exe';
const sources = Array.from({ length: 5 }, (_, nth) => ({
  note: makeNote({
    text: `${HOSTILE} ${'x'.repeat(3_000)}`,
    author: HOSTILE,
    permalink: `https://x.slack.com/archives/C1/p${nth}`,
  }),
  talk: { title: `${HOSTILE} ${'t'.repeat(500)}`, speakers: [] },
}));

it('shows the notes themselves if no model answers', () => {
  const note = makeNote({
    text: 'six sources of burnout',
    author: 'Ann',
    permalink: 'https://x.slack.com/p1',
  });
  const talk = { title: 'State of the Union', speakers: [] };
  const message = answerAsked({ conference: CONFERENCE, question: 'burnout?', sources: [{ note, talk }] });
  checkMessage(message);
  assert.match(blocksToText(message.blocks as never), /six sources of burnout — Ann, in State of the Union ↗/);
});

it('shows an answer in words with whose notes it rests on', () => {
  const note = makeNote({ text: 'six sources of burnout', author: 'Ann' });
  const message = answerAsked({
    conference: CONFERENCE,
    question: 'q',
    text: 'There are six.',
    sources: [{ note }],
  });
  const text = blocksToText(message.blocks as never);
  assert.match(text, /There are six\./);
  assert.match(text, /Ann/);
  assert.doesNotMatch(text, /sources of burnout/);
});

it('says so if the notes don’t answer the question', () => {
  const message = answerAsked({ conference: CONFERENCE, question: HOSTILE, sources: [] });
  checkMessage(message);
  assert.match(message.text, /couldn’t find an answer/);
});

it('keeps to Slack’s limits, and people’s words are only text', () => {
  for (const text of [undefined, HOSTILE.repeat(200)]) {
    const answered = text === undefined ? {} : { text };
    checkMessage(answerAsked({ conference: CONFERENCE, question: HOSTILE, ...answered, sources }));
  }
});
