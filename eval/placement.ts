import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ABLATIONS } from './placement/ablations.ts';
import { type LabelledConference, labelledFiles, readLabelledConference } from './placement/labelled-conference.ts';
import { measureEnvelopes, sourcesOfAbstracts, sourcesOfNotes } from './placement/measure-envelope.ts';
import {
  accuracy,
  placeWithHindsight,
  type Score,
  score,
  scoreAll,
  shareOfSmallTalk,
  talkIds,
} from './placement/scores.ts';
import { makeConferences, readSources } from './placement/shapes.ts';

const SHARED = '../shared/data';
/** Copies in the project, for where the shared data is not at hand. */
const COPIES = ['examples', 'test/fixtures'];

/** What must be reached: accuracy at least. Of small talk at most 15 % may land in a talk. */
const GOALS: Record<string, number> = {
  'devopsdays-toronto-2016': 0.97,
  'devopsdays-pdx-2017': 0.93,
  'devopsdays-pdx-2017-moving': 0.9,
};
const MOST_SMALL_TALK = 0.15;

const USAGE = `Usage: npm run eval -- placement [EXPORT SCHEDULE GOLD] [--synthetic] [--envelope N] [--ablate] [--verbose]

How many messages are placed with the talk that they belong to, and how much small talk lands in a talk:
with hindsight, online (each message as it comes), and by a chain of simple rules for comparison.

  EXPORT SCHEDULE GOLD  a Slack export, its schedule, and TSV with the columns channel, ts, talk
                        (by default every labelled conference in ${SHARED}, else the project's copies)
  --synthetic           made-up conferences of other shapes, from the real schedules in ${SHARED}/schedules
  --envelope N          N made-up conferences with notes that are pasted after the talk, late notes and small talk;
                        M-N: those with the seeds M to N
  --ablate              what each kind of evidence brings: the model without it
  --verbose             every message that is placed otherwise than labelled`;

/** Measures the placement; answers the exit code: 1 where a goal is missed, 2 on wrong usage. */
export async function run(args: string[]): Promise<number> {
  let options: { synthetic?: boolean; envelope?: string; ablate?: boolean; verbose?: boolean };
  let files: string[];
  try {
    ({ values: options, positionals: files } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        synthetic: { type: 'boolean' },
        envelope: { type: 'string' },
        ablate: { type: 'boolean' },
        verbose: { type: 'boolean' },
      },
    }));
  } catch {
    files = ['?'];
    options = {};
  }
  if ((files.length !== 0 && files.length !== 3) || (files.length > 0 && options.synthetic)) {
    console.error(USAGE);
    return 2;
  }
  if (options.envelope !== undefined) return measureEnvelope(options.envelope);
  const conferences = options.synthetic ? makeConferences(join(SHARED, 'schedules')) : await readAll(files);
  if (conferences.length === 0) {
    console.error(`There is nothing to measure: ${SHARED} is not here.`);
    return 1;
  }
  if (options.ablate) return ablate(conferences);
  return measure(conferences, options.verbose === true);
}

async function measureEnvelope(seeds: string): Promise<number> {
  const labelled = labelledFiles('test/fixtures/devopsdays-pdx-2017')!;
  const sources = [
    sourcesOfNotes(await readLabelledConference(labelled)),
    ...readSources(join(SHARED, 'schedules')).map(sourcesOfAbstracts),
  ];
  const [first, last] = seeds.split('-').map(Number);
  return measureEnvelopes(sources, last === undefined ? 1 : first!, last ?? first!) ? 0 : 1;
}

async function readAll([source, schedule, gold]: string[]): Promise<LabelledConference[]> {
  if (source !== undefined && schedule !== undefined && gold !== undefined) {
    return [await readLabelledConference({ export: source, schedule, gold })];
  }
  if (!existsSync(SHARED)) console.log(`${SHARED} is not here: measuring the project's copies.\n`);
  const found = new Map<string, string>();
  for (const folder of [SHARED, ...COPIES]) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const files = join(folder, name);
      if (!found.has(name) && labelledFiles(files) !== undefined) found.set(basename(name), files);
    }
  }
  return Promise.all([...found.values()].map((folder) => readLabelledConference(labelledFiles(folder)!)));
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);

function measure(conferences: LabelledConference[], verbose: boolean): number {
  console.log('Accuracy over the messages that belong to a talk, and the share of the others that is put into one.\n');
  console.log(row('', '', '', 'with hindsight', 'online', 'simple rules'));
  console.log(row('conference', 'in talks', 'others', ...Array(3).fill('accuracy   others')));
  const misses: string[] = [];
  const all: ReturnType<typeof scoreAll>[] = [];
  for (const conference of conferences) {
    const scores = scoreAll(conference);
    all.push(scores);
    const { hindsight, online, rules } = scores;
    console.log(row(conference.name, hindsight.inTalks, hindsight.outside, ...[hindsight, online, rules].map(figures)));
    const goal = GOALS[conference.name];
    if (goal === undefined) continue;
    if (accuracy(hindsight) < goal) misses.push(`${conference.name}: accuracy below ${percent(goal).trim()}`);
    if (shareOfSmallTalk(hindsight) > MOST_SMALL_TALK) misses.push(`${conference.name}: too much small talk in talks`);
  }
  if (all.length > 1) {
    const means = (['hindsight', 'online', 'rules'] as const).map((way) => {
      const scores = all.map((one) => one[way]);
      return `${percent(mean(scores.map(accuracy)))} ${percent(mean(scores.map(shareOfSmallTalk)))}`;
    });
    console.log(row('mean', '', '', ...means));
  }
  const leftOut = conferences.filter((conference) => conference.leftOut > 0);
  for (const { name, leftOut: count } of leftOut) {
    console.log(`\n${name}: ${count} labelled message(s) not counted, as they are no notes (joins, bots, deleted).`);
  }
  if (verbose) for (const conference of conferences) listConfusions(conference);
  for (const miss of misses) console.log(`\nMissed: ${miss}.`);
  return misses.length === 0 ? 0 : 1;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const figures = (one: Score): string => `${percent(accuracy(one))} ${percent(shareOfSmallTalk(one))}`;

function row(name: string, inTalks: number | string, outside: number | string, ...cells: string[]): string {
  return [
    name.padEnd(36),
    String(inTalks).padStart(8),
    String(outside).padStart(7),
    ...cells.map((cell) => cell.padStart(19)),
  ].join(' ');
}

function listConfusions(conference: LabelledConference): void {
  console.log(`\n${conference.name}`);
  const titles = new Map(conference.talks.map(({ id, title }) => [id, title.slice(0, 30)]));
  const titleOf = (id: string): string => (id === '' ? 'no talk' : (titles.get(id) ?? id));
  for (const [index, placement] of placeWithHindsight(conference).entries()) {
    const note = conference.notes[index]!;
    const label = conference.gold.get(note.id);
    const placed = placement.talkId ?? '';
    if (label === undefined || label === placed) continue;
    const text = note.text.replace(/\s+/g, ' ').slice(0, 60);
    const sure = placement.confidence.toFixed(2);
    console.log(
      `  ${new Date(note.at).toISOString()} ${note.author}: "${text}"\n    is ${titleOf(label)}, placed with ${titleOf(placed)} (${sure})`,
    );
  }
}

function ablate(conferences: LabelledConference[]): number {
  console.log(`Mean over ${conferences.length} conference(s), with hindsight.\n`);
  console.log(`${''.padEnd(34)} accuracy   others`);
  for (const [name, weights] of Object.entries(ABLATIONS)) {
    const scores = conferences.map((conference) => score(conference, talkIds(placeWithHindsight(conference, weights))));
    console.log(
      `${name.padEnd(34)} ${percent(mean(scores.map(accuracy)))} ${percent(mean(scores.map(shareOfSmallTalk)))}`,
    );
  }
  return 0;
}
