import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CompileRequest, compileToFolder, FORMATS, type Format } from '#app/compile-export-to-folder.ts';
import { writeReport } from './compile-report.ts';
import { createProgress } from './progress.ts';
import type { Terminal } from './run-cli.ts';

const DEFAULT_POINTS = 5;
const DEFAULT_FOLDER = './recap';

const EXAMPLES = `
Examples:
  recap compile export.zip
      the channels that carry the conference, without a schedule, into ./recap
  recap compile export.zip --schedule schedule.json --out toronto
      talk by talk, with the schedule that the conference published
  recap compile export/ --schedule https://example.org/schedule/export/schedule.json \\
      --channel devopsdays --from 2016-05-26 --to 2016-05-27 --format md,bib
      one channel, two days, a blog post and the reading list as BibTeX`;

/** Adds `recap compile EXPORT` (a contract: its options, exit codes and last line are read by scripts). */
export function addCompileCommand(program: Command, terminal: Terminal): void {
  program
    .command('compile')
    .description('make a recap from a Slack export, without any connection to Slack')
    .argument('<export>', 'a Slack export: its .zip or its unpacked folder')
    .option('--schedule <file|url>', 'the schedule: Sessionize, pretalx or frab (JSON, XML) or iCalendar')
    .option('--name <name>', "the conference's name (default: the schedule's)")
    .option(
      '--timezone <zone>',
      "an IANA time zone such as Europe/Berlin (default: the schedule's, else most people's)",
    )
    .option('--from <date>', "first day, 2016-05-26 (default: the schedule's, else the first message's)")
    .option('--to <date>', "last day (default: the schedule's, else the last message's)")
    .option('--channel <name>', 'a channel to read, repeatable (default: those that carry the conference)', collect, [])
    .addOption(
      new Option(
        '--summarizer <which>',
        'who words the points (default: openai where OPENAI_API_KEY is set, else extractive)',
      ).choices(['extractive', 'openai']),
    )
    .option('--points <n>', 'points per talk at most', parsePoints, DEFAULT_POINTS)
    .option('--format <list>', `which files: ${FORMATS.join(',')}`, parseFormats, [...FORMATS])
    .option('--out <folder>', 'where the files go', DEFAULT_FOLDER)
    .option('--lookup', 'complete the reading list from Open Library (sends titles and authors there)', false)
    .option('--contact <mail|url>', 'whom Open Library may write to; needed by --lookup')
    .option('--allow-private-addresses', 'read a schedule from an address of the local network, too', false)
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
  if (!Number.isInteger(points) || points < 1 || points > 50) {
    throw new InvalidArgumentError('It takes a whole number from 1 to 50.');
  }
  return points;
}

function parseFormats(value: string): Format[] {
  const wanted = value.split(',').map((format) => format.trim().toLowerCase());
  const unknown = wanted.find((format) => !(FORMATS as readonly string[]).includes(format));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`"${unknown}" is none of ${FORMATS.join(', ')}.`);
  }
  return FORMATS.filter((format) => wanted.includes(format));
}
