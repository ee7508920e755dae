import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyDecisions } from '#domain/editing/apply-decisions.ts';
import {
  type Decision,
  decisionKey,
  hashNotes,
  overviewKey,
  placeKey,
  type StatementDecision,
} from '#domain/editing/editorial-decision.ts';
import { reviewStatements } from '#domain/editing/review-statements.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';

const DAY = '2016-05-26';

/** A recap of one talk with a point for each note, a quote of the first and a question of the second. */
function recapOf(texts: readonly string[]): Recap {
  const notes = texts.map((text, index) => ({
    id: `C1:${index}.000000`,
    channel: 'C1',
    ts: `${index}.000000`,
    author: `author ${index}`,
    text,
    kind: 'point' as const,
    talkId: 'talk',
    day: DAY,
  }));
  const points = notes.map(({ id, text }) => ({ text, noteIds: [id], agreement: 1 }));
  const talk: RecapTalk = {
    id: 'talk',
    title: 'A talk',
    speakers: [],
    startsAt: `${DAY}T10:00:00Z`,
    endsAt: `${DAY}T11:00:00Z`,
    points,
    quotes: notes.slice(0, 1).map(({ id, text }) => ({ text, noteId: id })),
    questions: points.slice(1, 2),
    photos: notes.slice(0, 2).map(({ id, text }, index) => ({
      file: `photos/${index}.png`,
      caption: text,
      alt: text,
      noteId: id,
    })),
    leftOut: notes.map(({ id, text }) => ({ heading: text, noteIds: [id] })),
    links: notes.map(({ id }, index) => ({ url: `https://example.org/${index}`, noteIds: [id] })),
    contributors: [],
  };
  const hallway = { points: [], quotes: [], questions: [], photos: [], links: [], contributors: [] };
  return {
    version: 1,
    conference: { name: 'Conf', timezone: 'UTC', from: DAY, to: DAY },
    headlines: points.slice(0, 3),
    days: [{ date: DAY, headlines: points.slice(0, 3), talks: [talk], hallway }],
    readingList: [],
    contributors: [],
    notCovered: [],
    notes,
  };
}

function decide(recap: Recap, index: number, what: Partial<StatementDecision>): StatementDecision {
  const { text, noteIds } = recap.days[0]!.talks[0]!.points[index]!;
  return {
    about: 'statement',
    kind: 'point',
    noteIds,
    textHash: contentHash(text),
    noteHashes: hashNotes(recap, noteIds).map((hash) => hash!),
    hidden: false,
    channel: 'C1',
    fromPrivate: false,
    fromShared: false,
    by: 'U1',
    ...what,
  };
}

const talkOf = (recap: Recap) => recap.days[0]!.talks[0]!;
const texts = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}( [a-z]{3,8}){2,4}$/), {
  minLength: 3,
  maxLength: 6,
});

describe('decisions', () => {
  it('change nothing where there are none', () => {
    const recap = recapOf(['one two three', 'four five six']);
    assert.equal(applyDecisions(recap, []).recap, recap);
  });

  it('hold exactly while their notes say what they said, and ask again otherwise', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.boolean(), fc.boolean(), (said, chosen, hidden, changes) => {
        const index = chosen % said.length;
        const decision = decide(recapOf(said), index, hidden ? { hidden } : { wording: 'In my words' });
        const now = said.map((text, at) => (changes && at === index ? `${text} after all` : text));
        const { recap, asksAgain } = applyDecisions(recapOf(now), [decision]);
        const shown = talkOf(recap).points.map(({ text }) => text);
        const expected = now.flatMap((text, at) => {
          if (at !== index || changes) return [text];
          return hidden ? [] : ['In my words'];
        });
        assert.deepEqual(shown, expected);
        assert.deepEqual(
          asksAgain.map(({ place, statement }) => [place, statement.text, statement.asks]),
          changes ? [[placeKey(DAY, 'talk'), now[index], decision]] : [],
        );
      }),
    );
  });

  it('leave no trace of what is hidden, unless something else says it', () => {
    fc.assert(
      fc.property(texts, (said) => {
        const recap = recapOf(said);
        const last = said.length - 1;
        const edited = applyDecisions(recap, [decide(recap, last, { hidden: true })]).recap;
        assert.ok(!JSON.stringify(edited).includes(JSON.stringify(said[last]).slice(1, -1)));
        assert.ok(!JSON.stringify(edited).includes(`https://example.org/${last}"`));
        // The first is quoted, too, so that its note stays.
        const { recap: quoted } = applyDecisions(recap, [decide(recap, 0, { hidden: true })]);
        assert.deepEqual(talkOf(quoted).quotes, talkOf(recap).quotes);
        assert.equal(quoted.notes.length, recap.notes.length);
        assert.ok(!quoted.headlines.some(({ noteIds }) => noteIds[0] === recap.notes[0]!.id));
      }),
    );
  });

  it('take the words from a photo whose message is left out', () => {
    const recap = recapOf(['one two three', 'four five six', 'seven eight nine']);
    const [quote, question] = [
      { ...decide(recap, 0, { hidden: true }), kind: 'quote' as const },
      { ...decide(recap, 1, { hidden: true }), kind: 'question' as const },
    ];
    const point = [0, 1].map((index) => decide(recap, index, { hidden: true }));
    const edited = applyDecisions(recap, [quote, question, ...point]).recap;
    assert.deepEqual(talkOf(edited).photos, [
      { file: 'photos/0.png', noteId: recap.notes[0]!.id },
      { file: 'photos/1.png', noteId: recap.notes[1]!.id },
    ]);
    assert.deepEqual(
      edited.notes.map(({ text }) => text),
      ['', '', 'seven eight nine'],
    );
  });

  it('follow a point that is reworded or that more notes support, and bring back words that no point has', () => {
    const recap = recapOf(['one two three', 'four five six', 'seven eight nine']);
    const hide = decide(recap, 1, { hidden: true });
    const reword = decide(recap, 2, { wording: 'In my words' });
    const changed = structuredClone(recap);
    const talk = talkOf(changed);
    talk.points[1] = { ...talk.points[1]!, text: 'other words' };
    talk.points[2] = { ...talk.points[2]!, noteIds: [recap.notes[2]!.id, recap.notes[0]!.id] };
    const shown = talkOf(applyDecisions(changed, [hide, reword]).recap).points;
    assert.deepEqual(
      shown.map(({ text, noteIds }) => [text, noteIds.length]),
      [
        ['one two three', 1],
        ['In my words', 2],
      ],
    );
    talk.points.splice(1, 2);
    assert.deepEqual(talkOf(applyDecisions(changed, [hide, reword]).recap).points, [
      talk.points[0],
      { text: 'In my words', noteIds: reword.noteIds, agreement: 1 },
    ]);
  });

  it('of notes that are not there are no decisions: not of another day, not of a deleted note', () => {
    const recap = recapOf(['one two three', 'four five six', 'seven eight nine']);
    const decisions = [decide(recap, 2, { wording: 'In my words' }), decide(recap, 1, { hidden: true })];
    const fewer = recapOf(['one two three']);
    const edited = applyDecisions(fewer, decisions);
    assert.deepEqual(edited.recap.days, fewer.days);
    assert.deepEqual(edited.asksAgain, []);
  });

  it('keep out what rests on notes of which some are not shown, and words that rest on them', () => {
    const said = ['one two three', 'four five six', 'seven eight nine'];
    const both = recapOf(said);
    const point = talkOf(both).points[2]!;
    point.noteIds = [both.notes[2]!.id, both.notes[0]!.id];
    for (const what of [{ hidden: true }, { wording: 'In my words' }]) {
      const decision = decide(both, 2, what);
      const shown = (recap: Recap) => talkOf(applyDecisions(recap, [decision]).recap).points.map(({ text }) => text);
      assert.deepEqual(shown(both).slice(2), 'wording' in what ? ['In my words'] : []);
      const alone = recapOf(said);
      alone.notes.shift();
      assert.deepEqual(shown(alone).slice(2), 'wording' in what ? ['seven eight nine'] : []);
    }
  });

  describe('of what is said of many notes together', () => {
    const said = ['one two three', 'four five six', 'seven eight nine'];
    /** With an opening of all its notes, of which one has no other statement, a disagreement and a theme. */
    function overarching(): Recap {
      const recap = recapOf(said);
      const noteIds = recap.notes.map(({ id }) => id);
      const [day] = recap.days as [Recap['days'][number]];
      const theme = { text: 'Both say numbers', noteIds, agreement: 3 };
      const talk = talkOf(recap);
      talk.points.pop();
      talk.inShort = { text: 'Numbers in a row', noteIds, agreement: 3 };
      talk.disagreements = [{ text: 'One or four?', noteIds: noteIds.slice(0, 2), agreement: 2 }];
      day.themes = [theme];
      recap.themes = [structuredClone(theme)];
      recap.headlines = [talk.inShort];
      return recap;
    }
    const hide = (recap: Recap, kind: StatementDecision['kind'], { text, noteIds }: Point): StatementDecision => ({
      ...decide(recap, 0, { hidden: true }),
      ...{ kind, noteIds, textHash: contentHash(text), noteHashes: hashNotes(recap, noteIds).map(String) },
    });

    it('hide it alone: each note and all else stay', () => {
      const recap = overarching();
      const { inShort, disagreements, ...rest } = talkOf(recap);
      const shown = applyDecisions(recap, [hide(recap, 'inShort', inShort!)]).recap;
      assert.deepEqual(talkOf(shown), { ...rest, disagreements });
      assert.deepEqual(shown.headlines, []);
      assert.deepEqual(shown.notes, recap.notes);
      const told = applyDecisions(recap, [hide(recap, 'disagreement', disagreements![0]!)]).recap;
      assert.deepEqual(talkOf(told), { ...rest, inShort });
      const themes = applyDecisions(recap, [hide(recap, 'theme', recap.themes![0]!)]).recap;
      assert.deepEqual([themes.themes, themes.days[0]!.themes], [undefined, undefined]);
      assert.deepEqual(talkOf(themes), talkOf(recap));
    });

    it('hide a headline that says nothing again, of the day and of the conference', () => {
      const recap = overarching();
      const [day] = recap.days as [Recap['days'][number]];
      const headline = { text: 'Count on it', noteIds: day.themes![0]!.noteIds, agreement: 3 };
      day.headlines.push(headline);
      recap.headlines.push(structuredClone(headline));
      const { headlines, days, ...rest } = applyDecisions(recap, [hide(recap, 'headline', headline)]).recap;
      assert.deepEqual(headlines, recap.headlines.slice(0, -1));
      assert.deepEqual(days, [{ ...day, headlines: day.headlines.slice(0, -1) }]);
      assert.deepEqual([rest.themes, rest.notes], [recap.themes, recap.notes]);
      // What says a point again goes with the point.
      const [again] = day.headlines;
      assert.equal(
        reviewStatements(recap, [])
          .get(overviewKey(DAY))
          ?.some(({ text }) => text === again!.text),
        false,
      );
    });

    it('let it go with a note of which nothing else speaks any more, and speak for none itself', () => {
      const recap = overarching();
      const shown = applyDecisions(recap, [
        decide(recap, 1, { hidden: true }),
        { ...decide(recap, 1, { hidden: true }), kind: 'question' },
      ]).recap;
      const { inShort, disagreements } = talkOf(shown);
      assert.deepEqual([inShort, disagreements, shown.themes, shown.headlines], [undefined, undefined, undefined, []]);
      assert.ok(!JSON.stringify(shown).includes(said[1]!));
    });

    it('keep an opening hidden that is reworded from more notes, until one of its notes says something else', () => {
      const before = overarching();
      const decision = hide(before, 'inShort', { ...talkOf(before).inShort!, noteIds: ['C1:0.000000'] });
      const recap = overarching();
      assert.equal(talkOf(applyDecisions(recap, [decision]).recap).inShort, undefined);
      recap.notes[0]!.text = 'one two four';
      const { recap: shown, asksAgain } = applyDecisions(recap, [decision]);
      assert.equal(talkOf(shown).inShort?.text, 'Numbers in a row');
      assert.deepEqual(
        asksAgain.map(({ statement }) => statement.text),
        ['Numbers in a row'],
      );
    });
  });

  it('put the chosen photo first, and words above and below', () => {
    const recap = recapOf(['one two three', 'four five six']);
    const decisions: Decision[] = [
      { about: 'lead', place: placeKey(DAY, 'talk'), noteId: 'C1:1.000000', file: 'photos/1.png', by: 'U1' },
      {
        about: 'words',
        scope: DAY,
        introduction: 'Hello',
        channel: 'C1',
        fromPrivate: false,
        fromShared: false,
        by: 'U1',
      },
    ];
    const edited = applyDecisions(recap, decisions).recap;
    assert.deepEqual(
      talkOf(edited).photos.map(({ file }) => file),
      ['photos/1.png', 'photos/0.png'],
    );
    assert.equal(edited.introduction, 'Hello');
    assert.equal(edited.closing, undefined);
    assert.equal(new Set(decisions.map(decisionKey)).size, 2);
  });
});
