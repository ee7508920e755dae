import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { renderMarkdown } from '#render/markdown/markdown.ts';
import { createExtractiveSummarizer } from '#text/summary/summarize-extractively.ts';
import { compileRecap } from '#usecases/recap/compile-recap.ts';
import { type LabelledConference, labelledFiles, readLabelledConference } from './placement/labelled-conference.ts';
import { checkReading, type ReadingDefects } from './reading/check-reading.ts';
import { sectionOfTalk } from './reading/section-of-talk.ts';
import { createRandom } from './summaries/seeded-random.ts';

const CONFERENCES = ['examples/devopsdays-toronto-2016', 'test/fixtures/devopsdays-pdx-2017'];
const MAX_POINTS = 20;
/** A talk with fewer notes tells readers little. */
const FEWEST_NOTES = 8;

const USAGE = `Usage: npm run eval -- reading [FOLDER …] [--recap NAME=FILE.md …] [--out DIR] [--talks N] [--seed N]

Checks how recaps made without a model read, and writes packets for blind reading: the team's notes of a talk and
several recaps of it in shuffled order. Readers give each 0 to 5 for coverage, faithful, readable and worth, and rank
them; they must not see the key, which is written beside the folder.

  FOLDER         a labelled conference: export/, a schedule and gold-talks.tsv (by default the project's own)
  --recap        another recap of one of the conferences, in Markdown with a heading for each talk; repeatable
  --out DIR      where the packets go: DIR/packetN.md, and DIR.key.json (no packets without)
  --talks N      so many talks at most (12)
  --seed N       of the order of recaps (1)`;

/** Measures how recaps read; answers the exit code: 2 on wrong usage. */
export async function run(args: string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const packets: Packet[] = [];
  for (const folder of options.folders) {
    const files = labelledFiles(folder);
    if (files === undefined) {
      console.error(`${folder} has no export, schedule and gold-talks.tsv.`);
      return 2;
    }
    const conference = await readLabelledConference(files);
    const recap = await compile(conference);
    printChecks(conference, checkReading(recap, conference.notes));
    packets.push(...packetsOf(conference, renderMarkdown(recap), options.recaps));
  }
  if (options.out !== undefined) writePackets(spread(packets, options.talks), options.out, options.seed);
  return 0;
}

interface Options {
  folders: string[];
  /** Text by name. */
  recaps: ReadonlyMap<string, string>;
  out: string | undefined;
  talks: number;
  seed: number;
}

function parseOptions(args: string[]): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        recap: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        talks: { type: 'string', default: '12' },
        seed: { type: 'string', default: '1' },
      },
    });
    const recaps = values.recap.map((given): [string, string] => {
      const [name, file] = given.split('=', 2);
      return [name!, readFileSync(file!, 'utf8')];
    });
    return {
      folders: positionals.length === 0 ? CONFERENCES : positionals,
      recaps: new Map(recaps),
      out: values.out,
      talks: Number(values.talks),
      seed: Number(values.seed),
    };
  } catch {
    return undefined;
  }
}

async function compile({ name, timezone, talks, notes }: LabelledConference): Promise<Recap> {
  const days = talks.map(({ startsAt }) => startsAt.slice(0, 10)).sort();
  const { recap } = await compileRecap(
    { conference: { name, timezone, from: days[0]!, to: days.at(-1)! }, talks, notes },
    { summarizer: createExtractiveSummarizer(), maxPoints: MAX_POINTS },
  );
  return recap;
}

/** What a reader gets of one talk. */
interface Packet {
  talk: Talk;
  notes: string;
  recaps: Map<string, string>;
}

function packetsOf(
  { talks, notes, gold }: LabelledConference,
  ours: string,
  others: ReadonlyMap<string, string>,
): Packet[] {
  return talks.flatMap((talk) => {
    const own = notes.filter(({ id }) => gold.get(id) === talk.id);
    if (own.length < FEWEST_NOTES) return [];
    const recaps = new Map<string, string>();
    for (const [name, text] of [['ours', ours] as const, ...others]) {
      const section = sectionOfTalk(text, talk.title);
      if (section !== undefined) recaps.set(name, section);
    }
    const raw = own.map(writeNote).join('\n');
    recaps.set('raw notes', raw);
    return [{ talk, notes: raw, recaps }];
  });
}

function writeNote({ author, text, photos }: Note): string {
  return `${author}: ${text}${photos.length === 0 ? '' : ' [photo]'}`;
}

/** So many of them at most, from all parts of the list. */
function spread<Value>(all: readonly Value[], most: number): Value[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)]!);
}

function writePackets(packets: readonly Packet[], out: string, seed: number): void {
  mkdirSync(out, { recursive: true });
  const random = createRandom(seed);
  const key: Record<number, Record<string, string>> = {};
  for (const [index, { talk, notes, recaps }] of packets.entries()) {
    const shuffled = [...recaps.keys()]
      .map((name) => ({ name, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ name }, nth) => ({ name, letter: String.fromCharCode(65 + nth) }));
    key[index] = Object.fromEntries(shuffled.map(({ name, letter }) => [letter, name]));
    const speakers = talk.speakers.map(({ name }) => name).join(', ') || 'unknown';
    const parts = shuffled.map(({ name, letter }) => `## Recap ${letter}\n\n${recaps.get(name)!.trim()}\n`);
    const head = `# ${talk.title}, by ${speakers}\n\n## The team's notes\n\n${notes.trim()}\n`;
    writeFileSync(join(out, `packet${index}.md`), [head, ...parts].join('\n'));
  }
  writeFileSync(`${out}.key.json`, JSON.stringify(key, null, 1));
  console.log(`\nWrote ${packets.length} packets to ${out}, and their key to ${out}.key.json.`);
}

function printChecks({ name }: LabelledConference, { lengths, found }: ReadingDefects): void {
  console.log(`\n${name}, without a model\n`);
  console.log('| talk | words noted | words shown | share |\n|---|---|---|---|');
  for (const { title, noted, shown } of lengths) {
    console.log(`| ${title.slice(0, 60)} | ${noted} | ${shown} | ${Math.round((100 * shown) / noted)} % |`);
  }
  for (const [what, cases] of Object.entries(found)) {
    console.log(`\n${what}: ${cases.length}`);
    for (const one of cases.slice(0, 10)) console.log(`  ${one.replace(/\n/g, ' / ').slice(0, 150)}`);
  }
}
