import { readdir, readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '#slack/commands/command.ts';
import { parseCommand, type SlashCommand } from '#slack/commands/command-list.ts';

/** A typed line with what should be understood; each file of eval/typed has one JSON object a line. */
interface TypedRow {
  /** The whole line, with the slash command. */
  typed: string;
  /** It should be asked about, not acted on. */
  asked?: true;
  /** The command's name; by default what `works` says. */
  command?: string;
  /** What the request must have, other fields aside. */
  request?: Record<string, unknown>;
  /** What `/readinglist add` should add: each with exactly these fields. */
  works?: { title: string; authors: string[]; comment?: string; url?: string; isbn13?: string; year?: number }[];
}

const FOLDER = new URL('./typed/', import.meta.url);

const GOAL = 0.95;

/** Measures how typed lines are understood; returns the exit code: 1 if the goal is missed. */
export async function run(args: string[]): Promise<number> {
  const verbose = args.includes('--verbose');
  const wanted = args.filter((arg) => arg !== '--verbose');
  const files = (await readdir(FOLDER)).filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  let failed = false;
  for (const name of files.sort()) {
    const rows = parseTypedRows(await readFile(new URL(name, FOLDER), 'utf8'));
    const judged = rows.map((row) => ({ row, ...judgeTyped(row) }));
    const count = (outcome: Outcome) => judged.filter((one) => one.outcome === outcome).length;
    const share = count('right') / Math.max(1, rows.length);
    console.log(
      `${name.padEnd(28)} ${rows.length} lines, ${(share * 100).toFixed(1)} % right (goal 95), ` +
        `${count('asked')} asked, ${count('wrong')} wrong without asking (goal 0)`,
    );
    failed ||= share < GOAL || count('wrong') > 0;
    if (!verbose) continue;
    for (const { row, outcome, understood } of judged) {
      if (outcome !== 'right') console.log(`  ${outcome}: ${row.typed}\n    ${JSON.stringify(understood)}`);
    }
  }
  return failed ? 1 : 0;
}

export function parseTypedRows(jsonl: string): TypedRow[] {
  return jsonl
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as TypedRow);
}

type Outcome = 'right' | 'asked' | 'wrong';

/** Whether a line is understood as it should be; `asked` is safe, but no answer. */
export function judgeTyped(row: TypedRow): { outcome: Outcome; understood: unknown } {
  const [, slash, text] = /^(\/\w+)\s*(.*)$/su.exec(row.typed)!;
  const parsed = parseCommand(slash as SlashCommand, text!);
  if (parsed instanceof UsageError) return { outcome: row.asked ? 'right' : 'asked', understood: parsed.form };
  const request = parsed.request as Record<string, unknown>;
  const works = row.works && (request.works as Record<string, unknown>[] | undefined)?.map(describeWork);
  const understood = { command: parsed.command.name, ...(works === undefined ? request : { works }) };
  const isRight =
    !row.asked &&
    parsed.command.name === (row.command ?? (row.works ? 'add' : undefined)) &&
    Object.entries(row.request ?? {}).every(([name, value]) => isDeepStrictEqual(request[name], value)) &&
    (row.works === undefined || isDeepStrictEqual(works, row.works.map(describeWork)));
  return { outcome: isRight ? 'right' : 'wrong', understood };
}

function describeWork({ title, authors, comment, url, isbn13 }: Record<string, unknown>) {
  return { title, authors, comment, url, isbn13 };
}
