import { readdir, readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Talk } from '#domain/conference/talk.ts';
import { findAddressee } from '#domain/talk-mentions/addressed-talk.ts';
import { UsageError } from '#slack/commands/command.ts';
import { parseCommand, type SlashCommand } from '#slack/commands/command-list.ts';
import { isOnlyCall } from '#text/requests/bot-mention.ts';
import { intentOf, mentionIntent } from '#text/requests/question-intent.ts';
import TALKS from './typed/talks.json' with { type: 'json' };

/** What should be understood of a line; each file of eval/typed has one JSON object a line. */
type Row = TypedRow | NoteRow | MentionRow | QuestionRow;

/** A typed command. */
interface TypedRow {
  /** The whole line, with the slash command. */
  typed: string;
  /** It should be asked about, not acted on. */
  asked?: true;
  /** The command that the button of the question runs. */
  meant?: string;
  /** The command's name; by default what `works` says. */
  command?: string;
  /** What the request must have, other fields aside. */
  request?: Record<string, unknown>;
  /** What `/readinglist add` should add: each with exactly these fields. */
  works?: { title: string; authors: string[]; comment?: string; url?: string; isbn13?: string; year?: number }[];
}

/** A note of the conference in talks.json. */
interface NoteRow {
  note: string;
  /** The talk that its beginning names; null: none. */
  talk?: string | null;
  /** Talks that should be offered, as it isn't clear which is named. */
  ask?: string[];
}

/** What follows a mention of the bot. */
interface MentionRow {
  mention: string;
  /** It only calls the bot, so it is no note. */
  call?: boolean;
  /** What else it asks for, or `note`. */
  intent?: string;
}

/** A question to the bot. */
interface QuestionRow {
  question: string;
  intent: string;
}

const FOLDER = new URL('./typed/', import.meta.url);

const GOAL = 0.95;

/** Measures how typed lines are understood; returns the exit code: 1 if the goal is missed. */
export async function run(args: string[]): Promise<number> {
  const verbose = args.includes('--verbose');
  const wanted = args.filter((arg) => arg !== '--verbose');
  const files = (await readdir(FOLDER)).filter(
    (name) => name.endsWith('.jsonl') && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
  );
  let failed = false;
  for (const name of files.sort()) {
    const rows = parseTypedRows<Row>(await readFile(new URL(name, FOLDER), 'utf8'));
    const judged = await Promise.all(rows.map(async (row) => ({ row, ...(await judge(row)) })));
    const count = (outcome: Outcome) => judged.filter((one) => one.outcome === outcome).length;
    const share = count('right') / Math.max(1, rows.length);
    console.log(
      `${name.padEnd(28)} ${rows.length} lines, ${(share * 100).toFixed(1)} % right (goal 95), ` +
        `${count('asked')} asked, ${count('missed')} missed, ${count('wrong')} wrong without asking (goal 0)`,
    );
    failed ||= share < GOAL || count('wrong') > 0;
    if (!verbose) continue;
    for (const { row, outcome, understood } of judged) {
      if (outcome !== 'right') console.log(`  ${outcome}: ${JSON.stringify(row)}\n    ${JSON.stringify(understood)}`);
    }
  }
  return failed ? 1 : 0;
}

export function parseTypedRows<R extends Row = TypedRow>(jsonl: string): R[] {
  return jsonl
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as R);
}

/** `asked` and `missed` (a note taken as one that names nobody) are safe, but not right. */
type Outcome = 'right' | 'asked' | 'missed' | 'wrong';

interface Judged {
  outcome: Outcome;
  understood: unknown;
}

export function judge(row: Row): Judged | Promise<Judged> {
  if ('note' in row) return judgeNote(row);
  if ('mention' in row && row.intent !== undefined) return judgeEqual(mentionIntent(row.mention), row.intent);
  if ('mention' in row) return judgeEqual(isOnlyCall(row.mention), row.call);
  if ('question' in row) return judgeEqual(intentOf(row.question), row.intent);
  return judgeTyped(row);
}

function judgeEqual(understood: unknown, expected: unknown): Judged {
  return { outcome: understood === expected ? 'right' : 'wrong', understood };
}

/** When the notes of talks.json are written: during its first talk. */
const NOTED_AT = Date.parse('2016-05-26T10:20:00-04:00');

async function judgeNote({ note, talk = null, ask }: NoteRow): Promise<Judged> {
  const understood = await findAddressee(note, TALKS as Talk[], NOTED_AT);
  if (understood?.kind === 'unclear') {
    const isRight = ask?.every((id) => understood.talkIds.includes(id));
    return { outcome: isRight ? 'right' : 'asked', understood };
  }
  if (ask !== undefined && understood === undefined) return { outcome: 'missed', understood };
  return { outcome: ask === undefined && (understood?.talkId ?? null) === talk ? 'right' : 'wrong', understood };
}

/** The day on which the lines are typed, a Wednesday. */
const TODAY = '2026-05-20';

/** Judges whether a command is understood as it should be. */
export function judgeTyped(row: TypedRow): Judged {
  const [, slash, text] = /^(\/\w+)\s*(.*)$/su.exec(row.typed)!;
  const parsed = parseCommand(slash as SlashCommand, text!, { today: TODAY, days: [] });
  if (parsed instanceof UsageError) {
    const offered = parsed.suggestions.map((suggestion) => suggestion.typed);
    const isRight = row.asked && (row.meant === undefined || offered.includes(row.meant));
    return { outcome: isRight ? 'right' : 'asked', understood: { form: parsed.form, offered } };
  }
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
