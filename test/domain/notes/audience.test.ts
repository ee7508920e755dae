import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Audience, type AudienceChannel, canBeShownIn, channelAudience } from '#domain/notes/audience.ts';
import type { Capture } from '#domain/notes/captured-note.ts';

/**
 * Held against a model that knows people by name: who could read the channel when the note was written, and who reads
 * where it would be shown. `ann` wrote it in `x`; `max` is in all channels, `wim` in no private one, the guests and
 * the people of other organisations in one channel each.
 */
type Person = 'ann' | 'max' | 'wim' | 'guest of x' | 'guest of y' | 'partner of x' | 'partner of y';
type State = Pick<AudienceChannel, 'isPrivate' | 'isShared'>;

const STATES: State[] = [false, true].flatMap((isPrivate) =>
  [false, true].map((isShared) => ({ isPrivate, isShared })),
);
const PEOPLE: Person[] = ['ann', 'max', 'wim', 'guest of x', 'guest of y', 'partner of x', 'partner of y'];
const OUTSIDERS: ReadonlySet<Person> = new Set(PEOPLE.slice(3));

function readersOf(channel: 'x' | 'y', { isPrivate, isShared }: State): Set<Person> {
  const readers = new Set<Person>(channel === 'x' ? ['ann', 'max', 'guest of x'] : ['max']);
  if (!isPrivate) for (const person of ['ann', 'max', 'wim'] as const) readers.add(person);
  if (isShared) readers.add(`partner of ${channel}`);
  return readers;
}

const CONTRIBUTIONS: { name: string; captures: Capture[]; isContributed: boolean }[] = [
  { name: 'listened to', captures: [{ way: 'listen', by: 'ann' }], isContributed: false },
  { name: 'said in a talk’s thread', captures: [{ way: 'thread', by: 'ann' }], isContributed: false },
  ...(['shortcut', 'reaction', 'mention'] as const).flatMap((way) => [
    { name: `another’s ${way}`, captures: [{ way, by: 'max' }], isContributed: false },
    { name: `a forgotten person’s ${way}`, captures: [{ way, by: '' }], isContributed: false },
    { name: `one’s own ${way}`, captures: [{ way, by: 'ann' }], isContributed: true },
    {
      name: `both’s ${way}`,
      captures: [
        { way, by: 'max' },
        { way, by: 'ann' },
      ],
      isContributed: true,
    },
  ]),
  ...(['command', 'form', 'reading-list'] as const).map((way) => ({
    name: `typed as ${way}`,
    captures: [{ way, by: 'ann' }],
    isContributed: true,
  })),
];

interface Where {
  name: string;
  place: Audience;
  readers: Set<Person>;
}

/** All places there are while channel `x` is as it is now. */
function placesNow(now: State): Where[] {
  const x: AudienceChannel = { id: 'x', ...now };
  const posted: Where[] = [
    { name: 'posted in x', place: channelAudience(x), readers: readersOf('x', now) },
    ...STATES.map((state) => ({
      name: `posted in y ${JSON.stringify(state)}`,
      place: channelAudience({ id: 'y', ...state }),
      readers: readersOf('y', state),
    })),
  ];
  const alone = PEOPLE.flatMap((reader): Where[] => {
    const place: Audience = { reader, readsWorkspace: !OUTSIDERS.has(reader) };
    const readers = new Set([reader]);
    const elsewhere = { name: `shown to ${reader} in Home`, place, readers };
    if (!readersOf('x', now).has(reader)) return [elsewhere];
    return [elsewhere, { name: `shown to ${reader} in x`, place: { ...place, channel: x }, readers }];
  });
  return [...posted, ...alone];
}

test("shows no note to anyone who couldn't read it when it was written, unless its author contributed it", (t) => {
  let cases = 0;
  let shown = 0;
  const leaks: string[] = [];
  for (const { name, captures, isContributed } of CONTRIBUTIONS) {
    for (const written of STATES) {
      const couldRead = readersOf('x', written);
      const note = {
        captures,
        authorId: 'ann',
        channel: 'x',
        fromPrivate: written.isPrivate,
        ...(written.isShared && { fromShared: true }),
      };
      for (const now of STATES) {
        for (const { name: where, place, readers } of placesNow(now)) {
          cases += 1;
          const isShown = canBeShownIn(note, place);
          if (isShown) shown += 1;
          const isFor = [...readers].every((reader) => couldRead.has(reader));
          const ground = `${name}, written ${JSON.stringify(written)}, now ${JSON.stringify(now)}, ${where}`;
          if (isShown && !isContributed && !isFor) leaks.push(ground);
          if (isContributed) assert.ok(isShown, ground);
        }
      }
    }
  }
  assert.deepEqual(leaks, []);
  assert.ok(shown > cases / 3 && shown < cases, `${shown} of ${cases}`);
  t.diagnostic(`${cases} cases, ${shown} shown, ${leaks.length} leaks`);
});

test('shows a note in the channel it was written in', () => {
  const listened = { captures: [{ way: 'listen', by: 'ann' }], authorId: 'ann', channel: 'x' } as const;
  const note = (state: State) => ({
    ...listened,
    captures: [...listened.captures],
    fromPrivate: state.isPrivate,
    ...(state.isShared && { fromShared: true }),
  });
  for (const state of STATES) {
    assert.ok(canBeShownIn(note(state), channelAudience({ id: 'x', ...state })), JSON.stringify(state));
  }
  const open = note({ isPrivate: false, isShared: false });
  assert.ok(canBeShownIn(open, channelAudience({ id: 'y', isPrivate: false, isShared: false })));
  assert.ok(canBeShownIn(open, channelAudience({ id: 'x', isPrivate: true, isShared: false })));
  assert.ok(canBeShownIn(open, { reader: 'wim', readsWorkspace: true }));
  assert.ok(!canBeShownIn(open, { reader: 'guest of y', readsWorkspace: false }));
  const closed = note({ isPrivate: true, isShared: false });
  assert.ok(canBeShownIn(closed, { reader: 'ann', readsWorkspace: true }));
  assert.ok(!canBeShownIn(closed, { reader: 'max', readsWorkspace: true }));
});
