import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { createMessageRenderer } from '#render/slack/digest/render-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { emptyRecap, matchesGolden } from '#test/render/golden.ts';
import { checkMessage } from '#test/render/slack/check-blocks.ts';
import { largeRecap } from '#test/render/slack/large-recap.ts';
import { recapOfDay, sampleRecap, trackedConference } from '#test/render/slack/sample.ts';
import type { MessagePart, MessageRenderer } from '#usecases/ports/slack.ts';

const forms: MessageRenderer = createMessageRenderer();
const sample = sampleRecap();
const conference = trackedConference(sample);

function digestOf(day: string, updated?: { at: number; lateNotes: number }): MessagePart[] {
  return forms.digest({
    conference,
    recap: recapOfDay(sample, day),
    day,
    ...omitUndefined({ updated }),
  });
}

function shown(parts: MessagePart[]): string {
  return parts.map(({ part, message }) => `=== ${part}\n${blocksToText(message.blocks)}\n`).join('\n');
}

function main(parts: MessagePart[]): string {
  return blocksToText(parts[0]!.message.blocks);
}

test('a digest has its headings and dates in the recap’s language', () => {
  const recap = { ...recapOfDay(sample, '2016-05-26'), language: 'de' as const };
  const parts = forms.digest({ conference, recap, day: '2016-05-26', updated: { at: 1464302520000, lateNotes: 2 } });
  for (const { message } of parts) checkMessage(message);
  matchesGolden(shown(parts), '../slack-messages/day-1.de.txt');
});

test('every language has messages that Slack takes', () => {
  for (const language of Object.keys(RECAP_LANGUAGES) as KnownLanguage[]) {
    for (const { message } of forms.recap({ conference, recap: { ...sample, language } })) checkMessage(message);
    const tracked = { ...conference, language: RECAP_LANGUAGES[language] };
    checkMessage(forms.hallwayThread('2016-05-26', tracked));
    checkMessage(forms.reminder(tracked, '2016-05-26'));
    checkMessage(forms.announcement(tracked));
  }
});

test('the sample’s first day is a post, and its talks are the thread', () => {
  const parts = digestOf('2016-05-26');
  for (const { message } of parts) checkMessage(message);
  matchesGolden(`${JSON.stringify(parts, null, 2)}\n`, '../slack-messages/day-1.json');
  matchesGolden(shown(parts), '../slack-messages/day-1.txt');
  assert.equal(parts[0]!.part, 'main');
  assert.equal(parts.at(-1)!.part, 'hallway');
});

test('a short day is one post', () => {
  const recap = structuredClone(recapOfDay(sample, '2016-05-27'));
  const [day] = recap.days;
  day!.talks = day!.talks.filter(({ id }) => !/scaling-out|supporting-developers/.test(id));
  const parts = forms.digest({ conference, recap, day: '2016-05-27' });
  checkMessage(parts[0]!.message);
  assert.deepEqual(
    parts.map(({ part }) => part),
    ['main'],
  );
  matchesGolden(shown(parts), '../slack-messages/day-2.txt');
});

test('the whole conference is a post with its reading list, and its days are the thread', () => {
  const parts = forms.recap({ conference, recap: sample });
  for (const { message } of parts) checkMessage(message);
  assert.deepEqual(
    parts.map(({ part }) => part),
    ['main', 'day:2016-05-26', 'day:2016-05-27'],
  );
  matchesGolden(shown(parts), '../slack-messages/recap.txt');
});

test('the recap of a few notes is one post', () => {
  const recap = recapOfDay(sample, '2016-05-27');
  const parts = forms.recap({ conference, recap });
  assert.deepEqual(
    parts.map(({ part }) => part),
    ['main'],
  );
  assert.match(main(parts), /\n\nReading list\n\n• The Phoenix Project \(Sam\) ↗\n/);
});

test('a reading list without works is not spoken of', () => {
  const parts = forms.recap({ conference, recap: { ...sample, readingList: [] } });
  assert.match(main(parts), /\n\nDay by day in the thread below\.\n/);
  assert.doesNotMatch(shown(parts), /[Rr]eading list/);
});

test('a post that was changed says so, in the conference’s zone', () => {
  const at = Date.parse('2016-05-26T18:42:00-04:00');
  assert.doesNotMatch(main(digestOf('2016-05-26')), /Updated/);
  assert.match(main(digestOf('2016-05-26', { at, lateNotes: 2 })), /\nUpdated 18:42: 2 late notes$/);
  assert.match(main(digestOf('2016-05-26', { at, lateNotes: 0 })), /\nUpdated 18:42$/);
  const nextDay = Date.parse('2016-05-27T09:10:00-04:00');
  assert.match(main(digestOf('2016-05-26', { at: nextDay, lateNotes: 1 })), /Updated Fri 27 May, 09:10: 1 late note$/);
  const recap = forms.recap({ conference, recap: sample, updated: { at, lateNotes: 0 } });
  assert.match(main(recap), /Updated Thu 26 May, 18:42$/);
});

test('points lead to their messages, where these are known', () => {
  const links = (parts: MessagePart[]) => JSON.stringify(parts).match(/"https:\/\/example\.slack\.com[^"]*"/g) ?? [];
  assert.ok(links(digestOf('2016-05-26')).length > 30);
  const bare: Recap = { ...sample, notes: sample.notes.map(({ permalink: _, ...note }) => note) };
  const parts = forms.digest({ conference, recap: recapOfDay(bare, '2016-05-26'), day: '2016-05-26' });
  assert.doesNotMatch(shown(parts), /↗/);
});

test('a day on which nobody noted anything gets a short post', () => {
  const recap = emptyRecap({ talks: 12 });
  const parts = forms.digest({ conference: trackedConference(recap), recap, day: '2024-05-02' });
  checkMessage(parts[0]!.message);
  assert.equal(
    shown(parts),
    '=== main\nQuiet · Thursday 2 May\n\nNo notes from this day yet. If you remember something, add it: even one note helps.\n\n[ Add a note ]\n',
  );
  const nothing = emptyRecap({ talks: 0 });
  assert.match(
    main(forms.digest({ conference: trackedConference(nothing), recap: nothing, day: '2024-05-02' })),
    /No notes from this day yet/,
  );
  checkMessage(forms.recap({ conference: trackedConference(nothing), recap: nothing })[0]!.message);
});

test('a talk with nothing to show but who was there gets no reply of its own', () => {
  const parts = digestOf('2016-05-26').map(({ part }) => part);
  assert.ok(!parts.includes('talk:dodto16-introvert-at-a-conference'));
  assert.ok(parts.includes('talk:dodto16-public-postmortem'));
});

test('a post stays a post of rich text, whether its day is short or long', () => {
  for (const day of ['2016-05-26', '2016-05-27', '2016-05-28']) {
    for (const { message } of digestOf(day)) {
      const types = message.blocks.map((block) => (block as { type: string }).type);
      assert.deepEqual(types.slice(0, 2), ['header', 'rich_text']);
    }
  }
});

test('a talk’s thread says which talk it is and what to do', () => {
  const message = forms.talkThread(sample.days[0]!.talks[0]!, conference);
  checkMessage(message);
  assert.equal(
    blocksToText(message.blocks),
    'DevOps Enterprise State of the Union\n\nJohn Willis, Docker · Thu 26 May, 10:15–10:45 · Glenn Gould Studio · schedule\n\nReply here with what you hear. Your replies become the notes for this talk.',
  );
});

test('the hallway’s thread says what belongs there', () => {
  const message = forms.hallwayThread('2016-05-26', conference);
  checkMessage(message);
  assert.match(blocksToText(message.blocks), /^Between the talks · Day 1 · Thursday 26 May\n\nReply here/);
});

test('a talk is led by its photo, and the post leads to the web', () => {
  const recap = recapOfDay(sample, '2016-05-26');
  const files = recap.days.flatMap(({ talks }) => talks.flatMap(({ photos }) => photos.slice(0, 1)));
  assert.ok(files.length > 0);
  const pictures = new Map(files.map(({ file }, index) => [file.replace('photos/', ''), `F${index}`]));
  const webUrl = `https://recap.example.org/r/conf1.${'t'.repeat(24)}/2016-05-26`;
  const parts = forms.digest({ conference, recap, day: '2016-05-26', pictures, webUrl });
  for (const { message } of parts) checkMessage(message);
  const images = parts.flatMap(({ message }) =>
    message.blocks.filter((block) => (block as { type: string }).type === 'image'),
  ) as { slack_file: { id: string }; alt_text: string }[];
  assert.deepEqual(
    images.map(({ slack_file, alt_text }) => [slack_file.id, alt_text]),
    files.map(({ alt }, index) => [`F${index}`, alt]),
  );
  const buttons = (message: { blocks: unknown[] }) => JSON.stringify(message.blocks).includes(`"url":"${webUrl}"`);
  assert.deepEqual(parts.map(({ message }) => buttons(message)).indexOf(true), 0);
  assert.equal(parts.filter(({ message }) => buttons(message)).length, 1);
  const whole = forms.recap({ conference, recap: sample, webUrl });
  for (const { message } of whole) checkMessage(message);
  assert.ok(buttons(whole[0]!.message));
});

test('the titles in a digest lead to their replies once these are posted', () => {
  const recap = recapOfDay(sample, '2016-05-26');
  const replyUrl = (part: string) => `https://example.slack.com/archives/C1/p1?thread_ts=1&part=${part.slice(0, 12)}`;
  const digest = (more: object) => forms.digest({ conference, recap, day: '2016-05-26', ...more })[0]!.message;
  checkMessage(digest({ replyUrl }));
  const linked = JSON.stringify(digest({ replyUrl }));
  assert.match(linked, /part=talk:dodto16","text":"DevOps Enterprise State of the Union"/);
  assert.match(linked, /part=hallway","text":"Between the talks"/);
  assert.doesNotMatch(JSON.stringify(digest({})), /thread_ts/);
});

test('a work is listed once, in the post or in its thread', () => {
  const parts = digestOf('2016-05-26');
  const text = shown(parts);
  for (const { title } of recapOfDay(sample, '2016-05-26').readingList.filter(({ kind }) => kind === 'book')) {
    assert.equal(text.split(`• ${title}`).length, 2, title);
  }
  const many = largeRecap({ talks: 3, notesPerTalk: 2, works: 60, text: 'Work' });
  const all = shown(forms.digest({ conference: trackedConference(many), recap: many, day: '2024-02-03' }));
  // Every second is a book.
  for (let index = 0; index < 60; index += 2) assert.equal(all.split(`• ${index} Work, Work`).length, 2, `${index}`);
});

test('notes without a certain talk are shown to organizers, and in no digest', () => {
  const unsure = structuredClone(recapOfDay(sample, '2016-05-26'));
  const [note] = unsure.notes;
  Object.assign(note!, { isUnsure: true, text: 'Whose talk was this <!channel>' });
  const message = forms.unsureNotes(unsure)!;
  checkMessage(message);
  assert.match(
    blocksToText(message.blocks),
    /^Not sure where these belong\n• Thu 26 May, \d\d:\d\d \S+: Whose talk was this <!channel> ↗$/,
  );
  assert.doesNotMatch(shown(forms.digest({ conference, recap: unsure, day: '2016-05-26' })), /Not sure|Whose talk/);
  assert.equal(forms.unsureNotes(sample), undefined);
});
