import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import type { TalkMention } from '#domain/talk-mentions/talk-mentions.ts';
import { createTalkIndex, findTalkMentions } from '#domain/talk-mentions/talk-mentions.ts';

const TIMES = { startsAt: '2024-06-03T10:00:00Z', endsAt: '2024-06-03T10:40:00Z' };
const TALKS: Talk[] = [
  {
    id: 'bees',
    title: 'What bees know about distributed consensus',
    speakers: [{ name: 'Inès Okafor' }],
    ...TIMES,
  },
  { id: 'ice', title: 'Modelling glaciers: a field report', speakers: [{ name: 'Jan de Vries' }], ...TIMES },
  { id: 'knots', title: 'Knotfinder', speakers: [{ name: 'Mei Young' }, { name: 'Inès Okafor' }], ...TIMES },
  { id: 'open1', title: 'Open Space #1', speakers: [], ...TIMES },
  { id: 'open2', title: 'Open Space #2', speakers: [], ...TIMES },
  { id: 'swarm', title: '蜂の群れはどう決めるか', speakers: [{ name: '山田 太郎' }], ...TIMES },
  { id: 'plain', title: 'How to be here', speakers: [], ...TIMES },
];
const INDEX = createTalkIndex(TALKS);

const find = (text: string): TalkMention[] => findTalkMentions({ text }, INDEX);
/** Talk, kind and the words themselves. */
const seen = (text: string): string[] =>
  find(text).map(({ talkId, kind, start, end }) => `${talkId} ${kind} ${text.slice(start, end)}`);

describe('findTalkMentions', () => {
  it('finds speakers by full name in either order, ignoring accents', () => {
    assert.deepEqual(seen('now jan de vries on stage'), ['ice speaker jan de vries']);
    assert.deepEqual(seen('Vries, Jan'), ['ice speaker Vries, Jan']);
    assert.deepEqual(seen('MEI YOUNG!'), ['knots speaker MEI YOUNG']);
    assert.deepEqual(seen('Ines Okafor is up'), ['bees speaker Ines Okafor', 'knots speaker Ines Okafor']);
    assert.deepEqual(seen('山田太郎さんの発表'), ['swarm speaker 山田太郎']);
  });

  it('finds a family name alone if it is written as a name', () => {
    assert.deepEqual(seen('as Okafor says'), ['bees family-name Okafor', 'knots family-name Okafor']);
    assert.deepEqual(seen("agree with Vries' point"), ['ice family-name Vries']);
    assert.deepEqual(seen('young people like it'), []);
    const [start] = find('Young people like it');
    const [within] = find('I agree with Young here');
    assert.ok(start!.weight < within!.weight);
    const [label] = find('Young: knots are everywhere');
    assert.ok(label!.weight > within!.weight);
  });

  it('finds a given name only as a label', () => {
    assert.deepEqual(seen('Mei: knots are everywhere'), ['knots given-name Mei']);
    assert.deepEqual(seen('Mei has a point'), []);
  });

  it('tells what a text credits to a talk from what it mentions', () => {
    const credited = (text: string): string[] => find(text).flatMap((one) => (one.isCredited ? [one.talkId] : []));
    for (const text of [
      "Notes from Vries' talk",
      "jan's talk: ice flows",
      'ice flows (de Vries)',
      'ice flows — Jan de Vries',
      'Vortrag von Jan',
      'From Vries: ice flows',
      'Vries said that ice flows',
      'My notes on modelling glaciers:\nice flows',
      '*Modelling glaciers* - ice flows',
      'next: modelling glaciers, a field report',
      'Ensuite Vries : la glace coule',
      'Danach de Vries: Eis fließt',
      'luego Jan: el hielo fluye',
      'And Vries in the morning: ice flows',
    ])
      assert.deepEqual(credited(text), ['ice'], text);
    for (const text of ['Jan said lunch is at one', 'I agree with Vries here', 'they spent a year modelling glaciers'])
      assert.deepEqual(credited(text), [], text);
  });

  it('takes marks inside a word for a part of it, not for the start of a subtitle', () => {
    const titled = (title: string) => createTalkIndex([{ id: 'one', title, speakers: [], ...TIMES }, ...TALKS]);
    const has = (text: string, title: string) => findTalkMentions({ text }, titled(title)).length > 0;
    assert.equal(has('The client broke again', 'Client–server without tears'), false);
    assert.equal(has('function keys are old', 'Function(al) programming at work'), false);
    assert.equal(has('notes on Tidepools', 'Tidepools – a year at the shore'), true);
    assert.equal(has('notes on Tidepools', 'Tidepools—a year at the shore'), true);
    assert.equal(has('notes on Tidepools', 'Tidepools (a year at the shore)'), true);
  });

  it('takes two common words for a title only if they are written as one', () => {
    const index = createTalkIndex([{ id: 'steps', title: 'First Steps', speakers: [], ...TIMES }, ...TALKS]);
    const kinds = (text: string): string[] => findTalkMentions({ text }, index).map(({ kind }) => kind);
    assert.deepEqual(kinds('the first steps were hard'), ['title-words']);
    assert.deepEqual(kinds('as he showed in First Steps'), ['title']);
    assert.deepEqual(kinds('first steps: start small'), ['title']);
  });

  it('finds whole titles, titles without subtitle and most of a title', () => {
    assert.deepEqual(seen('Next: *What bees know about distributed consensus*'), [
      'bees title bees know about distributed consensus',
    ]);
    assert.deepEqual(seen('modelling glaciers'), ['ice title modelling glaciers']);
    assert.deepEqual(seen('the bees and distributed consensus talk'), ['bees title bees and distributed consensus']);
    assert.deepEqual(seen('I modelled the growth of trees'), []);
    assert.deepEqual(seen('is how to be here a title?'), ['plain title how to be here']);
  });

  it('finds hashtags of a talk', () => {
    assert.deepEqual(seen('#glaciers move'), ['ice hashtag glaciers']);
    assert.deepEqual(seen('#okafor'), ['bees hashtag okafor', 'knots hashtag okafor']);
  });

  it('weighs words that mention several talks less', () => {
    const [one, two] = find('open space on monitoring');
    assert.deepEqual([one?.talkId, two?.talkId].sort(), ['open1', 'open2']);
    const [only] = find('Open Space #2 on monitoring').filter(({ talkId }) => talkId === 'open2');
    assert.ok(only!.weight > one!.weight);
  });

  it('returns ranges within the text, with a weight of at most 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Okafor', 'Mei', ':', ' ', 'bees', '#', 'ﬁ', 'Vries', 'consensus', '\n', '山田')),
        (parts) => {
          const text = parts.join(' ');
          for (const { start, end, weight } of find(text)) {
            assert.ok(start >= 0 && start < end && end <= text.length);
            assert.ok(weight > 0 && weight <= 1);
          }
        },
      ),
    );
  });

  it('finds nothing in unrelated text', () => {
    assert.deepEqual(seen(''), []);
    assert.deepEqual(findTalkMentions({ text: 'bees' }, createTalkIndex([])), []);
    const odd = createTalkIndex([{ id: 'x', title: '', speakers: [{ name: '' }, { name: '…' }], ...TIMES }]);
    assert.deepEqual(findTalkMentions({ text: 'constructor __proto__ …' }, odd), []);
  });

  it('takes linear time', () => {
    const began = process.threadCpuUsage();
    find('Ines Okafor on bees and distributed consensus. '.repeat(8000));
    assert.ok(process.threadCpuUsage(began).user < 3000_000);
  });
});
