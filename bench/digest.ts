import { join } from 'node:path';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { noteId } from '#domain/notes/note.ts';
import { createMessageRenderer } from '#render/slack/digest/render-messages.ts';
import { openExport } from '#slack-export/open-export.ts';
import { createExtractiveSummarizer } from '#text/summary/summarize-extractively.ts';
import { compileRecap } from '#usecases/recap/compile-recap.ts';
import { makeConference } from '../test/fakes/make-conference.ts';
import { printTable } from './print-table.ts';

const EXPORT = join(import.meta.dirname, '../test/fixtures/devopsdays-pdx-2017/export');
const NOTES = 500;
const TALKS = 40;
const RUNS = 15;
const DAY = '2017-08-02';

/** A day of 500 real notes in 40 talks: from the notes to the messages. */
export async function run(): Promise<void> {
  const texts = await readTexts();
  const talks = Array.from({ length: TALKS }, (_, nth) => makeTalk(nth));
  const notes = Array.from({ length: NOTES }, (_, nth) => makeNote(texts[nth % texts.length]!, nth));
  const conference = makeConference({ timezone: 'UTC', from: DAY, to: DAY });
  const forms = createMessageRenderer();
  const summarizer = createExtractiveSummarizer();
  const composing: number[] = [];
  const rendering: number[] = [];
  let messages = 0;
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    const { recap } = await compileRecap({ conference, talks, notes }, { summarizer, maxPoints: 5 });
    const composed = performance.now();
    messages = forms.digest({ conference, recap, day: DAY }).length;
    composing.push(composed - begun);
    rendering.push(performance.now() - composed);
  }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  printTable(
    `A digest of ${NOTES} notes in ${TALKS} talks: median of ${RUNS} runs (first: as the program starts)`,
    ['', 'composed', 'rendered', 'together', 'messages'],
    [
      ['first', ms(composing[0]!), ms(rendering[0]!), ms(composing[0]! + rendering[0]!), String(messages)],
      [
        'median',
        ms(middle(composing)),
        ms(middle(rendering)),
        ms(middle(composing.map((one, nth) => one + rendering[nth]!))),
        String(messages),
      ],
    ],
  );
}

async function readTexts(): Promise<string[]> {
  const source = await openExport(EXPORT);
  const texts: string[] = [];
  for (const channel of source.channels) {
    for await (const { text } of source.notes(channel)) if (text.length > 20) texts.push(text);
  }
  await source.close();
  return texts;
}

function makeTalk(nth: number): Talk {
  const at = Date.parse(`${DAY}T08:00:00Z`) + nth * 15 * 60_000;
  return {
    id: `talk-${nth}`,
    title: `Talk number ${nth} about subject ${String.fromCharCode(97 + (nth % 26))}`,
    speakers: [{ name: `Speaker ${nth}` }],
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + 15 * 60_000).toISOString(),
  };
}

function makeNote(text: string, nth: number): Note {
  const talk = nth % TALKS;
  const at = Date.parse(`${DAY}T08:00:00Z`) + talk * 15 * 60_000 + Math.floor(nth / TALKS) * 40_000;
  const ts = `${Math.floor(at / 1000)}.${String(nth).padStart(6, '0')}`;
  return {
    id: noteId('C1', ts),
    channel: 'C1',
    ts,
    at,
    authorId: `U${nth % 12}`,
    author: `Person ${nth % 12}`,
    text,
    spans: [],
    photos: [],
    reactions: [],
    talkId: `talk-${talk}`,
  };
}
