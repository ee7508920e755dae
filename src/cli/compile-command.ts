import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CompileRequest, compileToFolder } from '#app/compile-export-to-folder.ts';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import type { Refusal } from '#domain/evidence/check-evidence.ts';
import { EXPORT_FORMATS } from '#domain/recap/recap.ts';
import type { TokenUsage } from '#usecases/ports/summarizer.ts';
import type { CompileReport, Progress } from '#usecases/recap/compile-export.ts';
import type { Terminal } from './terminal.ts';
import { terminalLine } from './terminal.ts';

const DEFAULT_POINTS = 80;
const DEFAULT_FOLDER = './recap';

const EXAMPLES = `
Examples:
  recap compile export.zip
      reads the channels about the conference and writes to ./recap
  recap compile export.zip --schedule schedule.json --out toronto
      talk by talk, with the conference's schedule
  recap compile export/ --schedule https://example.org/schedule/export/schedule.json \\
      --channel devopsdays --from 2016-05-26 --to 2016-05-27 --format md,bib
      one channel and two days, as a blog post and a BibTeX reading list`;

/** Adds `recap compile EXPORT`. Scripts rely on its options, exit codes and last line. */
export function addCompileCommand(program: Command, terminal: Terminal): void {
  program
    .command('compile')
    .description('make a recap from a Slack export, without connecting to Slack')
    .argument('<export>', 'a Slack export: the .zip file or the unpacked folder')
    .option('--schedule <file|url>', 'the schedule: Sessionize, pretalx or frab (JSON, XML), iCalendar, CSV and others')
    .option('--name <name>', "the conference's name (default: from the schedule)")
    .option(
      '--timezone <zone>',
      'a city, or a time zone such as Europe/Berlin (default: from the schedule, else the one that most people in the export use)',
    )
    .option(
      '--from <date>',
      'first day, such as 2016-05-26 or 26 May 2016 (default: from the schedule, else the messages)',
    )
    .option('--to <date>', 'last day (default: from the schedule, else the messages)')
    .addOption(
      new Option('--channel <name>', 'a channel to read; repeat this option for several channels')
        .argParser(collect)
        .default([], 'those about the conference'),
    )
    .option('--workspace-url <url>', "the workspace's address, for links to the messages (default: from the export)")
    .addOption(
      new Option(
        '--summarizer <which>',
        'extractive keeps the notes’ own wording; openai has a language model write the recap (default: openai if OPENAI_API_KEY is set, else extractive)',
      ).choices(['extractive', 'openai']),
    )
    .addOption(
      new Option('--language <code>', 'the language of the recap (default: the language of the notes)').choices(
        Object.keys(RECAP_LANGUAGES),
      ),
    )
    .option('--points <n>', 'the maximum number of points per talk', parsePoints, DEFAULT_POINTS)
    .addOption(
      new Option('--format <list>', `files to write, separated by commas: ${EXPORT_FORMATS.join(',')}`)
        .argParser(parseFormats)
        .default([...EXPORT_FORMATS], 'all'),
    )
    .option('--out <folder>', 'the folder to write to', DEFAULT_FOLDER)
    .option('--lookup', 'add missing book details from Open Library (sends titles and authors there)')
    .option('--contact <email|url>', 'your email address or web page, which Open Library asks for; needed for --lookup')
    .option('--allow-private-addresses', 'also read a schedule from an address on your local network')
    .addHelpText('after', EXAMPLES)
    .action(async (exportPath: string, options: Omit<CompileRequest, 'exportPath'>) => {
      const progress = createProgress(terminal.stderr);
      try {
        const { report, files } = await compileToFolder({ ...options, exportPath }, progress.show);
        progress.end();
        writeReport(report, program.opts<{ verbose?: boolean }>().verbose === true, terminal);
        terminal.stdout.write(`Wrote ${files.join(', ')} to ${options.out}\n`);
      } finally {
        progress.end();
      }
    });
}

function collect(value: string, soFar: string[]): string[] {
  return [...soFar, value.replace(/^#/, '')];
}

function parsePoints(value: string): number {
  const points = Number(value);
  if (!Number.isInteger(points) || points < 1 || points > DEFAULT_POINTS) {
    throw new InvalidArgumentError(`Enter a whole number from 1 to ${DEFAULT_POINTS}.`);
  }
  return points;
}

function parseFormats(value: string): CompileRequest['format'] {
  const wanted = value.split(',').map((format) => format.trim().toLowerCase());
  const unknown = wanted.find((format) => !(EXPORT_FORMATS as readonly string[]).includes(format));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`"${unknown}" is not a format. Choose from ${EXPORT_FORMATS.join(', ')}.`);
  }
  return EXPORT_FORMATS.filter((format) => wanted.includes(format));
}

const MOST_WARNINGS = 10;

/** Reports what was read, what was compiled, and what was left out and why. Warnings go to standard error. */
function writeReport(report: CompileReport, verbose: boolean, { stdout, stderr }: Terminal): void {
  const { channels, recap, skipped, refused, warnings } = report;
  for (const { name, taken, reason } of channels) {
    stdout.write(`${taken ? 'Read' : 'Skipped'} #${terminalLine(name)}: ${reason}.\n`);
  }
  const talks = recap.days.flatMap((day) => day.talks).length;
  const notes = recap.contributors.reduce((sum, person) => sum + person.notes, 0);
  const parts = [
    `${countOf(notes, 'note')} in ${countOf(recap.notes.length, 'message')}`,
    ...(talks === 0 ? [] : [`notes on ${talks - recap.notCovered.length} of ${countOf(talks, 'talk')}`]),
    `${recap.readingList.length} on the reading list`,
  ];
  stdout.write(`${terminalLine(recap.conference.name)}: ${parts.join(', ')}.\n`);
  writeSkipped(skipped, stdout);
  writeRefused(refused, stdout);
  if (report.use !== undefined) writeUse(report.use, report.provisional, stdout);
  const shown = verbose ? warnings : warnings.slice(0, MOST_WARNINGS);
  for (const warning of shown) stderr.write(`warning: ${terminalLine(warning)}\n`);
  const hidden = warnings.length - shown.length;
  const more = hidden === 0 ? '' : `, ${hidden} of them not shown. To see all, add --verbose`;
  if (warnings.length > 0) stderr.write(`${countOf(warnings.length, 'warning')}${more}.\n`);
}

function writeUse(
  { sent, received, saved, failures }: TokenUsage,
  provisional: number,
  stream: NodeJS.WriteStream,
): void {
  const kept = saved === 0 ? '' : `, ${countOf(saved, 'token')} saved by not sending notes again`;
  stream.write(`Language model: ${countOf(sent, 'token')} sent, ${received} received${kept}.\n`);
  if (provisional > 0) {
    const failed = failures === 0 ? '' : ` (${countOf(failures, 'request')} failed)`;
    stream.write(`${countOf(provisional, 'talk')} summarized without it${failed}.\n`);
  }
}

/** What was skipped in the export, for one and for several. Other reasons follow the count as they are. */
const SKIPPED: Readonly<Record<string, readonly [one: string, several: string]>> = {
  'system message': ['system message', 'system messages'],
  bot: ['message from a bot', 'messages from bots'],
  deleted: ['deleted message', 'deleted messages'],
  hidden: ['hidden message', 'hidden messages'],
  duplicate: ['duplicate', 'duplicates'],
  broken: ['damaged message', 'damaged messages'],
  empty: ['empty message', 'empty messages'],
  'photo missing': ['photo without its file', 'photos without their files'],
  'photo too large': ['photo that is too large', 'photos that are too large'],
  'photo of another format': ['photo in an unknown format', 'photos in unknown formats'],
};

function writeSkipped(counts: Readonly<Record<string, number>>, stream: NodeJS.WriteStream): void {
  const named = Object.entries(counts).map(([reason, count]) => {
    const [one, several] = SKIPPED[reason] ?? [reason, reason];
    return `${count} ${count === 1 ? one : several}`;
  });
  if (named.length > 0) stream.write(`Left out: ${named.join(', ')}.\n`);
}

/** What was wrong with statements that were left out, following a count. */
const REFUSALS: Readonly<Record<Refusal, string>> = {
  name: "with a name that isn't in any note",
  number: "with a number that isn't in any note",
  quote: "with a quote or title that isn't in any note",
  link: "with a link that isn't in any note",
  denial: "with a negation that isn't in any note",
  'no-note': 'without a source note',
  'unknown-note': "citing a note that doesn't exist",
  empty: 'without text',
};

function writeRefused(refused: Readonly<Partial<Record<Refusal, number>>>, stream: NodeJS.WriteStream): void {
  const counts = Object.entries(refused) as [Refusal, number][];
  if (counts.length === 0) return;
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const why = counts.map(([reason, count]) => `${count} ${REFUSALS[reason]}`).join(', ');
  stream.write(`Left out ${countOf(total, 'sentence')} that the notes don't support: ${why}.\n`);
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function createProgress(stream: NodeJS.WriteStream): {
  show: (progress: Progress) => void;
  end: () => void;
} {
  let step = '';
  let bar: SingleBar | undefined;
  const show = ({ step: next, done, total }: Progress): void => {
    if (!stream.isTTY) {
      if (next !== step) stream.write(`${next}…\n`);
      step = next;
      return;
    }
    bar ??= startBar(stream);
    step = next;
    bar.setTotal(total ?? Math.max(done, 1));
    bar.update(done, { step });
  };
  return { show, end: () => bar?.stop() };
}

function startBar(stream: NodeJS.WriteStream): SingleBar {
  const bar = new SingleBar({
    stream,
    format: '{step} {bar} {value}',
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: true,
  });
  bar.start(1, 0, { step: '' });
  return bar;
}
