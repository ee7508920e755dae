import type { ModelUse } from '#usecases/ports/summarizer.ts';
import type { CompileReport } from '#usecases/recap/compile-export.ts';
import type { Terminal } from './run-cli.ts';
import { plainLine } from './sanitize-line.ts';

/** Warnings that are shown unless all are asked for. */
const MOST_WARNINGS = 10;

/** Says what was read, what was made of it, what was left out and why; warnings go to standard error, counted. */
export function writeReport(report: CompileReport, verbose: boolean, { stdout, stderr }: Terminal): void {
  const { channels, recap, skipped, refused, warnings } = report;
  for (const { name, taken, reason } of channels) {
    stdout.write(`${taken ? 'Took' : 'Left'} #${plainLine(name)}: ${reason}.\n`);
  }
  const talks = recap.days.flatMap((day) => day.talks).length;
  const parts = [
    countOf(recap.notes.length, 'message'),
    ...(talks === 0 ? [] : [`${talks - recap.notCovered.length} of ${countOf(talks, 'talk')} noted`]),
    `${recap.readingList.length} on the reading list`,
  ];
  stdout.write(`${plainLine(recap.conference.name)}: ${parts.join(', ')}.\n`);
  writeCounts('Left out', skipped, stdout);
  writeCounts('Not said, as no note bears it out', refused, stdout);
  if (report.use !== undefined) writeUse(report.use, report.provisional, stdout);
  const shown = verbose ? warnings : warnings.slice(0, MOST_WARNINGS);
  for (const warning of shown) stderr.write(`warning: ${plainLine(warning)}\n`);
  const hidden = warnings.length - shown.length;
  const more = hidden === 0 ? '' : `, ${hidden} of them not shown: see all with --verbose`;
  if (warnings.length > 0) stderr.write(`${countOf(warnings.length, 'warning')}${more}.\n`);
}

function writeUse(
  { sent, received, saved, failures }: ModelUse,
  provisional: number,
  stream: NodeJS.WriteStream,
): void {
  const kept = saved === 0 ? '' : `, ${countOf(saved, 'token')} of notes not sent again`;
  stream.write(`Language model: ${countOf(sent, 'token')} sent, ${received} received${kept}.\n`);
  if (provisional > 0) {
    const failed = failures === 0 ? '' : ` (${countOf(failures, 'request')} brought nothing)`;
    stream.write(`${countOf(provisional, 'talk')} summarized without it${failed}.\n`);
  }
}

function writeCounts(label: string, counts: Readonly<Record<string, number>>, stream: NodeJS.WriteStream): void {
  const named = Object.entries(counts).map(([reason, count]) => `${count} ${reason}`);
  if (named.length > 0) stream.write(`${label}: ${named.join(', ')}.\n`);
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
