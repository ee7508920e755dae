import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import { makeEnvelope } from '../../eval/placement/envelope.ts';
import { labelledFiles, readLabelledConference } from '../../eval/placement/labelled-conference.ts';
import { sourcesOfNotes } from '../../eval/placement/measure-envelope.ts';
import { accuracy, placeWithHindsight, score, shareOfSmallTalk, talkIds } from '../../eval/placement/scores.ts';
import { placeBySimpleRules } from '../../eval/placement/simple-rules.ts';
import { makeConference } from '../../eval/placement/synthetic-conference.ts';

const SAMPLE = 'examples/devopsdays-toronto-2016';

describe('the evaluation of the placement', () => {
  it('reads a labelled conference and counts what is no note', async () => {
    const { notes, gold, leftOut, timezone } = await readLabelledConference(labelledFiles(SAMPLE)!);
    assert.equal(timezone, 'America/Toronto');
    assert.equal(leftOut, 1);
    assert.equal(gold.size, notes.length);
    assert.deepEqual(labelledFiles('src'), undefined);
  });

  it('says which label names no talk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gold-'));
    try {
      const gold = join(folder, 'gold.tsv');
      writeFileSync(gold, 'channel\tts\ttalk\ndevopsdays-toronto\t1464266460.000100\tno-such-talk\n');
      const files = { export: `${SAMPLE}/export`, schedule: `${SAMPLE}/schedule.json`, gold };
      const read = await readLabelledConference(files).then(
        ({ leftOut }) => leftOut,
        (error: Error) => error.message,
      );
      assert.ok(read === 1 || /no-such-talk/.test(String(read)));
      writeFileSync(gold, 'channel\ttime\n');
      await assert.rejects(readLabelledConference(files), /no column/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('counts right and wrong as it says', async () => {
    const conference = await readLabelledConference(labelledFiles(SAMPLE)!);
    const perfect = conference.notes.map(({ id }) => conference.gold.get(id)!);
    assert.equal(accuracy(score(conference, perfect)), 1);
    assert.equal(shareOfSmallTalk(score(conference, perfect)), 0);
    const all = conference.notes.map(() => conference.talks[0]!.id);
    assert.ok(accuracy(score(conference, all)) < 0.5);
    assert.equal(shareOfSmallTalk(score(conference, all)), 1);
    const none = conference.notes.map(() => '');
    assert.equal(accuracy(score(conference, none)), 0);
    const rules = placeBySimpleRules(conference.notes, conference.talks);
    assert.ok(accuracy(score(conference, rules)) > 0.8);
  });

  it('reaches its goals on conferences whose notes are pasted after the talk', async () => {
    const labelled = await readLabelledConference(labelledFiles('test/fixtures/devopsdays-pdx-2017')!);
    const sources = sourcesOfNotes(labelled);
    const envelopes = [1, 2, 3, 4].map((seed) => makeEnvelope(seed, sources));
    assert.deepEqual(makeEnvelope(1, sources).notes, envelopes[0]!.notes);
    const sums = { all: 0, right: 0, chat: 0, putIn: 0, headed: 0, headedRight: 0 };
    for (const envelope of envelopes) {
      const placed = talkIds(placeWithHindsight(envelope));
      for (const [index, { id }] of envelope.notes.entries()) {
        const isRight = placed[index] === envelope.gold.get(id);
        const kind = envelope.kinds.get(id);
        if (kind === 'small-talk') {
          sums.chat++;
          if (!isRight) sums.putIn++;
          continue;
        }
        sums.all++;
        if (isRight) sums.right++;
        if (kind !== 'pasted-named') continue;
        sums.headed++;
        if (isRight) sums.headedRight++;
      }
    }
    const { all, right, chat, putIn, headed, headedRight } = sums;
    assert.ok(headed > 20 && headedRight / headed >= 0.95, `headed runs: ${headedRight} of ${headed}`);
    assert.ok(right / all >= 0.9, `all: ${right} of ${all}`);
    assert.ok(putIn / chat <= 0.15, `small talk in talks: ${putIn} of ${chat}`);
  });

  it('makes the same conference of the same seed', () => {
    const sources: Talk[] = Array.from({ length: 6 }, (_, index) => ({
      id: `s${index}`,
      title: `Lesson ${index} from the field`,
      speakers: [{ name: `Ada Number${index}` }],
      abstract: 'A first thing is said here. Then a second thing follows. In the end there is a third one.',
      startsAt: '2024-06-03T10:00:00Z',
      endsAt: '2024-06-03T10:40:00Z',
    }));
    const shape = {
      name: 'two rooms',
      seed: 1,
      rooms: 2,
      people: 4,
      moving: true,
      openers: 1,
      threads: 0.5,
      late: 0.2,
      chat: 0.2,
      chatInTalks: 0.5,
      languages: ['en' as const],
      minutes: 40,
      unnoted: 0,
    };
    const one = makeConference(shape, sources);
    assert.deepEqual(makeConference(shape, sources), one);
    assert.notDeepEqual(makeConference({ ...shape, seed: 2 }, sources).notes, one.notes);
    assert.equal(new Set(one.notes.map(({ id }) => id)).size, one.notes.length);
    assert.ok(one.notes.some(({ threadTs, ts }) => threadTs !== undefined && threadTs !== ts));
    assert.ok([...one.gold.values()].includes(''));
    assert.equal(one.talks.length, 6);
    assert.ok(one.talks.every(({ abstract }) => abstract === undefined));
  });
});
