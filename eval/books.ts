import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadGivenNames } from '#domain/language/person-names.ts';
import { tokenize } from '#domain/language/tokenize.ts';
import type { Note } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { mainTitle, normalizeTitle } from '#domain/reading-list/work-title.ts';
import { findWorks } from '#text/reading-list/find-works.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';

/** A line of notes with the books that it recommends, as in shared/data/books/mentions.jsonl. */
export interface MentionRow {
  id: string;
  kind: string;
  text: string;
  /** The heading above the line; it is given as the message before. */
  context_heading?: string;
  books: { title: string; author: string | null; as_written?: string }[];
  /** Papers, essays and posts that it recommends; a bare link by its URL. Without this field, only books are judged. */
  articles?: { title: string; author: string | null }[];
  /** Must the book be found, may it be, or is there none? `optional` counts neither way. */
  expect: 'required' | 'optional' | 'none';
}

interface Judged {
  row: MentionRow;
  found: WorkMention[];
  /** Books wanted and found, wanted and missed, found and not wanted. */
  hits: number;
  missed: string[];
  wrong: string[];
  /** Of those hit, how many have the author that is wanted. */
  authors: { right: number; wanted: number };
}

const DEFAULT_FILE = '../shared/data/books/mentions.jsonl';

const OWN_FILES = ['eval/books/seen.jsonl', 'eval/books/held-out.jsonl', 'test/fixtures/book-mentions/lines.jsonl'];

const USAGE = `Usage: npm run eval -- books [FILE …] [--verbose]
Precision and recall of the books found in single lines of conference notes: ${DEFAULT_FILE} and
${OWN_FILES.join(', ')} by default. Nobody looks at what is missed in held-out.jsonl while changing the rules.`;

/** Measures how well books are found; returns the exit code: 1 where a goal is missed, 2 on wrong usage. */
export async function run(args: string[]): Promise<number> {
  const verbose = args.includes('--verbose');
  const given = args.filter((arg) => arg !== '--verbose');
  if (given.some((arg) => arg.startsWith('-'))) {
    console.error(USAGE);
    return 2;
  }
  await loadGivenNames();
  let isGood = true;
  for (const file of given.length > 0 ? given : [DEFAULT_FILE, ...OWN_FILES]) {
    const judged = parseRows(await readFile(resolve(file), 'utf8')).map(judge);
    console.log(`\n${file}`);
    printKinds(judged);
    isGood = printTotals(judged, verbose) && isGood;
  }
  return isGood ? 0 : 1;
}

export function parseRows(jsonl: string): MentionRow[] {
  return jsonl
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as MentionRow);
}

/** Runs one row through the finder as two messages of one person, the heading and the line. */
export function judge(row: MentionRow): Judged {
  const notes = [row.context_heading ?? '', row.text].flatMap((text, index) =>
    text === '' ? [] : [asNote(text, index)],
  );
  const works = findWorks(notes, []).filter(({ noteId }) => noteId === 'C:2');
  const isJudged = ({ kind }: WorkMention) => kind === 'book' || (kind === 'article' && row.articles !== undefined);
  const found = works.filter(isJudged);
  const open = new Set(works);
  const missed: string[] = [];
  let right = 0;
  let wanted = 0;
  for (const [kinds, work] of [
    ...row.books.map((book) => [['book'], book] as const),
    ...(row.articles ?? []).map((article) => [['article', 'link'], article] as const),
  ]) {
    const hit = [...open].find((one) => kinds.some((kind) => kind === one.kind) && isSameWork(one, work));
    if (hit === undefined) {
      missed.push(work.title);
      continue;
    }
    open.delete(hit);
    if (work.author === null) continue;
    wanted++;
    if (hit.authors.some((author) => overlaps(author, work.author!))) right++;
  }
  return {
    row,
    found,
    hits: row.books.length + (row.articles?.length ?? 0) - missed.length,
    missed,
    // A link to an article is collected even if nobody recommends it.
    wrong: [...open].filter((one) => isJudged(one) && !(one.kind === 'article' && one.url)).map(({ title }) => title),
    authors: { right, wanted },
  };
}

function isSameWork(found: WorkMention, { title, as_written = '' }: MentionRow['books'][number]): boolean {
  return [title, as_written].some((name) => isSameTitle(found.title, name)) || found.url === title;
}

function asNote(text: string, index: number): Note {
  const ts = String(index + 1);
  const names = { user: () => undefined, channel: () => undefined };
  return {
    id: `C:${ts}`,
    channel: 'C',
    ts,
    at: index * 60_000,
    authorId: 'U',
    author: 'U',
    photos: [],
    reactions: [],
    ...parseSlackText(text, names),
  };
}

/** Same after normalisation, or where one of the two lacks the subtitle. */
function isSameTitle(a: string, b: string): boolean {
  if (b === '') return false;
  const forms = (title: string) => [normalizeTitle(title), normalizeTitle(mainTitle(title))];
  return forms(a).some((form) => forms(b).includes(form));
}

function overlaps(a: string, b: string): boolean {
  const words = new Set(tokenize(b.toLowerCase()).map(({ text }) => text));
  return tokenize(a.toLowerCase()).some(({ text }) => text.length > 2 && words.has(text));
}

function printKinds(judged: readonly Judged[]): void {
  console.log('expect    kind              rows  found  missed  wrong');
  const groups = Map.groupBy(judged, ({ row }) => `${row.expect.padEnd(9)} ${row.kind.padEnd(16)}`);
  for (const [name, group] of [...groups].sort(([a], [b]) => (a < b ? 1 : -1))) {
    const sum = (count: (one: Judged) => number) => String(group.reduce((total, one) => total + count(one), 0));
    console.log(
      `${name} ${String(group.length).padStart(5)} ${sum(({ hits }) => hits).padStart(6)} ` +
        `${sum(({ missed }) => missed.length).padStart(7)} ${sum(({ wrong }) => wrong.length).padStart(6)}`,
    );
  }
}

/** Prints the figures that the goals are set for; true where all are reached. */
function printTotals(judged: readonly Judged[], verbose: boolean): boolean {
  const counted = judged.filter(({ row }) => row.expect !== 'optional');
  const hits = counted.reduce((sum, one) => sum + one.hits, 0);
  const missed = counted.reduce((sum, one) => sum + one.missed.length, 0);
  const wrong = counted.reduce((sum, one) => sum + one.wrong.length, 0);
  const falseRows = judged.filter(({ row, found }) => row.expect === 'none' && found.length > 0);
  const right = judged.reduce((sum, { authors }) => sum + authors.right, 0);
  const wanted = judged.reduce((sum, { authors }) => sum + authors.wanted, 0);
  const precision = hits / Math.max(1, hits + wrong);
  const recall = hits / Math.max(1, hits + missed);
  if (verbose) {
    for (const { row, missed, wrong } of judged) {
      if (missed.length > 0)
        console.log(`missed (${row.expect}) ${row.id} ${missed.join(' | ')}\n    ${oneLine(row.text)}`);
      if (wrong.length > 0)
        console.log(`wrong (${row.expect}) ${row.id} ${wrong.join(' | ')}\n    ${oneLine(row.text)}`);
    }
  }
  console.log('');
  console.log(`precision         ${precision.toFixed(3)}   goal 0.90`);
  console.log(`recall            ${recall.toFixed(3)}   goal 0.75`);
  console.log(
    `rows without a book hit   ${falseRows.length} of ${judged.filter(({ row }) => row.expect === 'none').length}`,
  );
  console.log(`authors right     ${right} of ${wanted}`);
  return precision >= 0.9 && recall >= 0.75;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 150 ? `${line.slice(0, 149)}…` : line;
}
