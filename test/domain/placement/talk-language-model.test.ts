import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import { contentTerms } from '#domain/language/stem.ts';
import { PLACEMENT_WEIGHTS } from '#domain/placement/placement-weights.ts';
import { TalkLanguageModel } from '#domain/placement/talk-language-model.ts';

const TIMES = { startsAt: '2024-06-03T10:00:00Z', endsAt: '2024-06-03T10:40:00Z' };
const TALKS: Talk[] = [
  {
    id: 'bees',
    title: 'What bees know about consensus',
    speakers: [],
    abstract: 'Scouts dance in the hive.',
    ...TIMES,
  },
  {
    id: 'ice',
    title: 'Modelling glaciers',
    speakers: [{ name: 'Jan Vries', affiliation: 'Polar Lab' }],
    ...TIMES,
  },
];
const [BEES, ICE] = [0, 1];
const noteOf = (terms: number[], subjects = new Map<number, number>()) => ({
  terms,
  note: { authorId: 'Ann' },
  subjects,
});

function lexiconWith(...notes: { author: string; talk: number; text: string; share?: number }[]): TalkLanguageModel {
  const lexicon = new TalkLanguageModel(TALKS, PLACEMENT_WEIGHTS);
  for (const { author, talk, text, share = 1 } of notes) {
    const terms = lexicon.numberTerms(contentTerms(text));
    lexicon.observe(terms);
    lexicon.learn(terms, author, talk, share);
  }
  return lexicon;
}

describe('TalkLanguageModel', () => {
  it("learns a talk's words from its title, abstract, speakers and affiliations", () => {
    const lexicon = lexiconWith();
    const score = (text: string, talk: number): number =>
      lexicon.weigh(noteOf(lexicon.numberTerms(contentTerms(text))), talk, []).score;
    assert.ok(score('bees and consensus', BEES) > score('bees and consensus', ICE));
    assert.ok(score('the hive', BEES) > score('the hive', ICE));
    assert.ok(score('polar lab', ICE) > score('polar lab', BEES));
    assert.equal(score('', BEES), 0);
  });

  it("learns a talk's words from its notes, weighted by probability", () => {
    const lexicon = lexiconWith(
      { author: 'Bob', talk: ICE, text: 'crevasses swallow sensors' },
      { author: 'Bob', talk: BEES, text: 'nectar maps', share: 0.2 },
    );
    const gain = (text: string, talk: number): number => {
      const { score, floor } = lexicon.weigh(noteOf(lexicon.numberTerms(contentTerms(text))), talk, []);
      return score - floor;
    };
    assert.ok(gain('crevasses', ICE) > 0.1);
    assert.equal(gain('crevasses', BEES), 0);
    assert.ok(gain('nectar', BEES) > 0 && gain('nectar', BEES) < gain('crevasses', ICE));
    lexicon.forget();
    assert.equal(gain('crevasses', ICE), 0);
    assert.ok(gain('glaciers', ICE) > 0, 'the schedule is not forgotten');
  });

  it("excludes a note's own words from its score", () => {
    const text = 'crevasses swallow every sensor';
    const lexicon = lexiconWith({ author: 'Ann', talk: ICE, text });
    const terms = lexicon.numberTerms(contentTerms(text));
    const { score, floor } = lexicon.weigh(noteOf(terms, new Map([[ICE, 1]])), ICE, []);
    assert.ok(Math.abs(score - floor) < 1e-9);
    const other = lexicon.weigh(noteOf(terms), ICE, []);
    assert.ok(other.score > other.floor);
  });

  it("treats an author's notes on parallel talks as one run", () => {
    const lexicon = lexiconWith({ author: 'Ann', talk: BEES, text: 'crevasses swallow every sensor' });
    const terms = lexicon.numberTerms(contentTerms('crevasses'));
    const alone = lexicon.weigh(noteOf(terms), ICE, []);
    const run = lexicon.weigh(noteOf(terms), ICE, [BEES]);
    assert.ok(run.score > alone.score);
  });

  it("scores how term counts fit a talk's schedule entry", () => {
    const lexicon = lexiconWith();
    const counts = new Map(lexicon.numberTerms(contentTerms('bees consensus')).map((term) => [term, 3]));
    assert.ok(lexicon.affinity(counts, BEES) > 0);
    assert.equal(lexicon.affinity(counts, ICE), 0);
  });
});
