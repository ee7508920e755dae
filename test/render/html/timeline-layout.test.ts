import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitText, LABEL_SIZE, layoutTimeline, type TimelineTalk, textWidth } from '#render/html/timeline-layout.ts';
import { recapMessages } from '#render/messages/recap-messages.ts';
import { zoneClock } from '#render/view/dates.ts';

const t = recapMessages('en');
const clock = zoneClock('America/Toronto');
const date = '2016-05-26';
const at = (time: string) => Date.parse(`${date}T${time}:00-04:00`);
const talk = (from: string, to: string, more: Partial<TimelineTalk> = {}): TimelineTalk => ({
  title: 'A talk',
  from: at(from),
  to: at(to),
  noted: true,
  notes: [],
  ...more,
});

test('one talk fills its hours', () => {
  const layout = layoutTimeline({ date, talks: [talk('10:15', '10:45')], hallway: [] }, 780, { clock, t })!;
  assert.deepEqual(
    layout.hours.map(({ label }) => label),
    ['10:00', '11:00'],
  );
  const [lane] = layout.lanes;
  assert.equal(lane!.label, undefined);
  assert.deepEqual([lane!.bars[0]!.x, lane!.bars[0]!.width], [202.5, 375]);
});

test('no talks, no timeline', () => {
  assert.equal(layoutTimeline({ date, talks: [], hallway: [at('10:00')] }, 780, { clock, t }), undefined);
});

test('each room has its lane, in the order of the schedule, the hallway is the last', () => {
  const talks = [
    talk('10:00', '11:00', { room: 'B' }),
    talk('10:00', '11:00', { room: 'A' }),
    talk('11:00', '12:00', { room: 'B' }),
  ];
  const layout = layoutTimeline({ date, talks, hallway: [at('10:30')] }, 780, { clock, t })!;
  assert.deepEqual(
    layout.lanes.map(({ label }) => label?.text),
    ['B', 'A', 'Between the talks'],
  );
  assert.deepEqual(
    layout.lanes.map(({ bars }) => bars.length),
    [2, 1, 0],
  );
});

test('talks at the same time in one room stand below each other', () => {
  const talks = Array.from({ length: 4 }, () => talk('13:00', '13:30'));
  const [lane] = layoutTimeline({ date, talks, hallway: [] }, 780, { clock, t })!.lanes;
  assert.equal(new Set(lane!.bars.map(({ y }) => y)).size, 4);
});

test('notes a little outside the hours stretch them, others are counted', () => {
  const late = talk('10:00', '11:00', { notes: [at('10:30'), at('12:10'), at('20:00')] });
  const layout = layoutTimeline({ date, talks: [late], hallway: [at('06:00'), at('09:30')] }, 780, { clock, t })!;
  assert.deepEqual(
    layout.hours.map(({ label }) => label),
    ['09:00', '10:00', '11:00', '12:00', '13:00'],
  );
  assert.equal(layout.outside, 2);
  const [room, hallway] = layout.lanes;
  assert.equal(room!.dots.length, 2);
  assert.equal(room!.bars[0]!.tail, room!.dots[1]!.x);
  assert.equal(hallway!.dots.length, 1);
});

test('notes written at once are one larger dot', () => {
  const notes = Array.from({ length: 9 }, () => at('10:30'));
  const [lane] = layoutTimeline(
    { date, talks: [talk('10:00', '11:00', { notes: [...notes, at('10:00')] })], hallway: [] },
    780,
    { clock, t },
  )!.lanes;
  assert.equal(lane!.dots.length, 2);
  assert.ok(lane!.dots[1]!.r > lane!.dots[0]!.r);
});

test('a talk that lasts for days ends with its day', () => {
  const long = { ...talk('10:00', '11:00'), to: at('10:00') + 72 * 3_600_000 };
  const layout = layoutTimeline({ date, talks: [long], hallway: [] }, 780, { clock, t })!;
  assert.equal(layout.hours.at(0)!.label, '10:00');
  assert.ok(layout.hours.length <= 18);
});

test('a day of many notes is laid out', () => {
  const notes = Array.from({ length: 200_000 }, (_, index) => at('10:00') + index * 10);
  const layout = layoutTimeline({ date, talks: [talk('10:00', '11:00', { notes })], hallway: notes }, 780, {
    clock,
    t,
  })!;
  assert.ok(layout.lanes.every(({ dots }) => dots.length < 150));
});

test('nothing leaves the picture, and in a row nothing covers anything', () => {
  const minutes = (max: number) => fc.integer({ min: 0, max });
  const anyTalk = fc.record({
    title: fc.string({ maxLength: 80, unit: 'grapheme' }),
    room: fc.constantFrom('Main hall', 'B', 'C'),
    start: minutes(26 * 60),
    length: minutes(12 * 60),
    noted: fc.boolean(),
    notes: fc.array(minutes(27 * 60), { maxLength: 12 }),
  });
  const start = at('00:00');
  const property = fc.property(
    fc.array(anyTalk, { minLength: 1, maxLength: 12 }),
    fc.constantFrom(350, 780),
    (drafts, width) => {
      const talks = drafts.map(
        ({ title, room, start: from, length, noted, notes }): TimelineTalk => ({
          title,
          room,
          from: start + from * 60_000,
          to: start + (from + length) * 60_000,
          noted,
          notes: notes.map((minute) => start + minute * 60_000),
        }),
      );
      const { lanes, hours, outside, height } = layoutTimeline({ date, talks, hallway: [] }, width, { clock, t })!;
      const bars = lanes.flatMap((lane) => lane.bars);
      assert.equal(bars.length, talks.length);
      for (const { x } of hours) assert.ok(x >= 0 && x <= width);
      assert.ok(outside <= talks.flatMap(({ notes }) => notes).length);
      for (const { x, y, r } of lanes.flatMap(({ dots }) => dots))
        assert.ok(x - r >= 0 && x + r <= width && y + r <= height);
      for (const row of Map.groupBy(bars, ({ y }) => y).values()) {
        const extents = row
          .map(({ x, width: length, label, tail = 0 }) => ({
            from: Math.min(x, label.x),
            to: Math.max(x + length, tail, label.x + textWidth(label.text) * LABEL_SIZE),
          }))
          .sort((a, b) => a.from - b.from);
        for (const [index, { from, to }] of extents.entries()) {
          assert.ok(from >= 0 && to <= width + 0.1, `${from} to ${to}`);
          assert.ok(from >= (extents[index - 1]?.to ?? 0));
        }
      }
    },
  );
  fc.assert(property);
});

test('narrow letters are narrower than wide ones, ideographs are wider still', () => {
  assert.ok(textWidth('illi') < textWidth('over'));
  assert.ok(textWidth('over') < textWidth('WMWM'));
  assert.ok(textWidth('発表会議') >= 4);
  assert.equal(textWidth('e\u0301'), textWidth('e'));
});

test('what fits stays, what does not ends with an ellipsis', () => {
  assert.equal(fitText('short', 10), 'short');
  assert.equal(fitText('a long title of a talk', 6), 'a long titl…');
});

test('a cut text fits, and no grapheme is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 2, max: 20 }), (text, ems) => {
      const fitted = fitText(text, ems);
      assert.ok(textWidth(fitted) <= ems + 0.001);
      if (fitted !== text) assert.ok(text.startsWith(fitted.slice(0, -1)));
    }),
  );
  assert.equal(fitText('👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻', 7).replaceAll('👩‍💻', ''), '…');
});
