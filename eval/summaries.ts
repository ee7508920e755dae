import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sentencesOfTurns } from './summaries/choose-sentences.ts';
import { type Meeting, readMeetings } from './summaries/meetings.ts';
import { packageNames } from './summaries/package-worker.ts';
import { mean, pairedInterval } from './summaries/paired-interval.ts';
import { type RougeScores, rouge } from './summaries/rouge.ts';
import { runPackage } from './summaries/run-package.ts';
import {
  type Choice,
  chooseLead,
  chooseLongest,
  chooseOracle,
  chooseOurs,
  chooseRandom,
  cutToWords,
  SUMMARY_WORDS,
} from './summaries/systems.ts';

const DEFAULT_FILE = '../shared/data/meetings/qmsum-8.jsonl';
const RANDOM_SEEDS = 20;
const PACKAGE_LIMIT_MILLISECONDS = 30_000;
const SPEED_WORDS = 7_700;
const ORACLE = 'greedy oracle';
const MEASURES = ['rouge1', 'rouge2', 'rougeL'] as const;

/** What a system reached on each meeting, and what is to be said of it. */
interface Result {
  system: string;
  scores: RougeScores[];
  remarks: string[];
}

/**
 * Measures the summarizer's choice of sentences on meetings that people have summarized, beside simple rules and
 * the packages of the registry. `args`: a file in QMSum's form. Answers the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const file = args[0] ?? DEFAULT_FILE;
  const meetings = readMeetings(file);
  if (meetings.length === 0) {
    console.error(`${file} holds no meetings.`);
    return 1;
  }
  const results = [...measureOwn(meetings), ...(await measurePackages(meetings))];
  printScores(meetings, results);
  printDifferences(results);
  if (meetings.length > 1) printLeastLead(results);
  printTime(meetings);
  return 0;
}

function measureOwn(meetings: Meeting[]): Result[] {
  const sentences = meetings.map(({ turns }) => sentencesOfTurns(turns));
  const measure = (system: string, choose: (own: string[], reference: string) => Choice): Result => ({
    system,
    scores: meetings.map(({ reference }, index) => rouge(cutToWords(choose(sentences[index]!, reference)), reference)),
    remarks: [],
  });
  const seeds = Array.from({ length: RANDOM_SEEDS }, (_, index) =>
    measure('Random', (own) => chooseRandom(own, index + 1)),
  );
  return [
    measure('ours', chooseOurs),
    measure('Lead', chooseLead),
    {
      system: 'Random',
      scores: meetings.map((_, index) => meanScores(seeds.map(({ scores }) => scores[index]!))),
      remarks: [`mean of ${RANDOM_SEEDS} seeds`],
    },
    measure('Longest', chooseLongest),
    measure(ORACLE, chooseOracle),
  ];
}

function meanScores(scores: RougeScores[]): RougeScores {
  const of = (measure: keyof RougeScores) => mean(scores.map((one) => one[measure]));
  return { rouge1: of('rouge1'), rouge2: of('rouge2'), rougeL: of('rougeL') };
}

async function measurePackages(meetings: Meeting[]): Promise<Result[]> {
  const texts = meetings.map(({ turns }) => turns.join('\n'));
  const results: Result[] = [];
  for (const name of packageNames) {
    const { choices, milliseconds } = await runPackage(name, texts, PACKAGE_LIMIT_MILLISECONDS);
    const remarks = [`${(milliseconds / 1000).toFixed(1)} s`];
    const scores = choices.map((choice, index) => {
      if (!('failure' in choice)) return rouge(cutToWords(choice), meetings[index]!.reference);
      remarks.push(`meeting ${index + 1}: ${choice.failure}, counted as empty`);
      return { rouge1: 0, rouge2: 0, rougeL: 0 };
    });
    results.push({ system: name, scores, remarks });
  }
  return results;
}

const percent = (value: number) => (value * 100).toFixed(2);

function printScores(meetings: Meeting[], results: Result[]): void {
  console.log(
    `${meetings.length} meetings, ${SUMMARY_WORDS} words each. F1 in percent, Porter stems; ROUGE-L is the plain longest`,
  );
  console.log("common subsequence. All get the same transcripts, without speakers and transcribers' marks.\n");
  console.log('| system | ROUGE-1 | ROUGE-2 | ROUGE-L | remarks |\n|---|---|---|---|---|');
  for (const { system, scores, remarks } of results) {
    const means = MEASURES.map((measure) => percent(mean(scores.map((one) => one[measure]))));
    console.log(`| ${system} | ${means.join(' | ')} | ${remarks.join('; ')} |`);
  }
}

function printDifferences([ours, ...others]: Result[]): void {
  console.log('\nOurs minus each, mean and 95 % interval (paired bootstrap over the meetings, seeded):\n');
  console.log('| system | ROUGE-1 | ROUGE-2 | ROUGE-L |\n|---|---|---|---|');
  for (const { system, scores } of others) {
    const cells = MEASURES.map((measure) => {
      const { mean, low, high } = pairedInterval(
        ours!.scores.map((one) => one[measure]),
        scores.map((one) => one[measure]),
      );
      return `${signed(mean)} (${signed(low)} to ${signed(high)})`;
    });
    console.log(`| ${system} | ${cells.join(' | ')} |`);
  }
}

/** Prints how far ours leads when the meeting that speaks for it most is left out: a lead of one meeting is none. */
function printLeastLead([ours, ...others]: Result[]): void {
  const leads = others
    .filter(({ system }) => system !== ORACLE)
    .map(({ system, scores }) => {
      const differences = ours!.scores.map(({ rouge1 }, index) => rouge1 - scores[index]!.rouge1);
      const sum = differences.reduce((total, difference) => total + difference, 0);
      const least = (sum - Math.max(...differences)) / (differences.length - 1);
      return `${system} ${signed(least)}`;
    });
  console.log(`\nROUGE-1 without the meeting that speaks for ours most, ours minus: ${leads.join(', ')}.`);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${percent(Math.abs(value))}`;
}

/** Prints how long a transcript of {@link SPEED_WORDS} words takes from the start of a program to its end. */
function printTime(meetings: Meeting[]): void {
  const words: string[] = [];
  for (const turn of meetings.flatMap(({ turns }) => turns)) {
    if (words.length >= SPEED_WORDS) break;
    words.push(...turn.split(' ').slice(0, SPEED_WORDS - words.length), '\n');
  }
  const program = fileURLToPath(new URL('summaries/summarize-text.ts', import.meta.url));
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [program], { input: words.join(' '), encoding: 'utf8' });
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(
    status === 0
      ? `\nA transcript of ${SPEED_WORDS} words takes ${seconds} s with the start of the program.`
      : '\nThe transcript that was to be timed could not be summarized.',
  );
}
