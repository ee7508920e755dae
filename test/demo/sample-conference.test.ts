import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { chooseGestures } from '#demo/replay-conversation.ts';
import { daysBetween, readConversation, type SampleMessage, shiftSchedule } from '#demo/sample-conference.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';

const SAMPLE = join(import.meta.dirname, '../../examples/devopsdays-toronto-2016');
const ZONE = 'America/Toronto';
/** The clocks have been put back since May. */
const DAYS = daysBetween('2016-05-26', '2026-11-24');

describe('the sample conference on another day', () => {
  let conversation: SampleMessage[];
  let schedule: string;
  before(async () => {
    conversation = await readConversation(join(SAMPLE, 'export'), DAYS, ZONE);
    schedule = shiftSchedule(await readFile(join(SAMPLE, 'schedule.json'), 'utf8'), DAYS, ZONE);
  });

  test('the schedule is the same at the same times of day', () => {
    const { conference, talks } = parseSchedule(schedule);
    assert.deepEqual([conference.from, conference.to], ['2026-11-24', '2026-11-25']);
    assert.equal(talks.length, 22);
    assert.equal(talks[0]?.startsAt, '2026-11-24T10:15:00-05:00');
  });

  test('people write at the same times of day, oldest first, in all channels', () => {
    assert.equal(new Date(conversation[0]!.at).toISOString(), '2026-11-24T13:41:00.000Z');
    assert.equal(new Date(conversation.at(-1)!.at).toISOString(), '2026-11-25T21:40:00.000Z');
    assert.deepEqual(
      conversation,
      conversation.toSorted((one, other) => one.at - other.at),
    );
    assert.deepEqual([...new Set(conversation.map(({ channel }) => channel))].sort(), ['C0DODTO16', 'C0RELENG1']);
  });

  test('people who name a speaker type a command and continue in the thread of the talk', () => {
    const gestures = chooseGestures(conversation, parseSchedule(schedule).talks, 'C0DODTO16');
    const ofWay = (way: string) =>
      conversation.filter((_, index) => gestures[index]?.way === way).map(({ text }) => text.slice(0, 20));
    assert.deepEqual(ofWay('command'), [
      'Hany Fahim of VM Far',
      'Arthur Maltson: From',
      'ignites now, five mi',
      'Jason Shaw (FreshBoo',
    ]);
    assert.deepEqual(ofWay('talk-thread'), [
      'so one evening in De',
      'A judge in Brazil ha',
      'fix was multi-core H',
      'maturity ladder for ',
      'continuous delivery ',
    ]);
  });
});
