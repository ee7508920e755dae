/** `npm run house`: how large and how entangled `src/` is, next to the limits that we keep. Ends with 1 if one is broken. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { printTable } from './print-table.ts';

const ROOT = join(import.meta.dirname, '..');

/** A function on a tour through the code, as `docs/architecture.md` lists it. */
export interface TourStop {
  name: string;
  /** Relative to the repository. */
  file: string;
  /** The name by which the one before calls it. */
  calledAs: string;
}

interface Figure {
  what: string;
  value: number;
  /** Where the value was found, for the reader. */
  detail?: string;
  most?: number;
}

/** The tours of `docs/architecture.md` by their headings: each is a numbered list of functions, from the gesture to its effect. */
export function readTours(): Map<string, TourStop[]> {
  const document = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const tours = document.split(/^### /m).flatMap((section): [string, TourStop[]][] => {
    const stops = [...section.matchAll(/^\d+\. `(\w+)` in `(src\/[\w./-]+)`(?:, called as `(\w+)`)?/gm)].map(
      ([, name, file, calledAs]) => ({ name: name!, file: file!, calledAs: calledAs ?? name! }),
    );
    return stops.length === 0 ? [] : [[section.slice(0, section.indexOf('\n')), stops]];
  });
  return new Map(tours);
}

/**
 * Returns the text of the function or method of that name, or undefined if the file has none. Relies on the formatter:
 * a body is indented more than the line that it starts and the line that ends it.
 */
export function findFunction(source: string, name: string): string | undefined {
  const lines = source.split('\n');
  const declaration = new RegExp(
    `^\\s*(?:export )?(?:(?:async )?function\\*? ${name}\\b|const ${name}\\b.*=|(?:async )?\\*?${name}(?:<.*>)?\\(.*[{(,]$|${name}: .*(?:=>|function)|${name}: \\w+\\()`,
  );
  const start = lines.findIndex((line) => declaration.test(line));
  if (start === -1) return undefined;
  const indent = (line: string) => line.length - line.trimStart().length;
  let end = start;
  const isInside = (line: string) =>
    line === '' || indent(line) > indent(lines[start]!) || /^\s*[)}\]].*[{(]$/.test(line);
  while (end + 1 < lines.length && isInside(lines[end + 1]!)) end++;
  return lines.slice(start, end + 1).join('\n');
}

/** Groups of files that import each other, directly or in a circle (Tarjan's strongly connected components). */
function findCycles(imports: ReadonlyMap<string, string[]>): string[][] {
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];
  function visit(file: string): void {
    numbers.set(file, numbers.size);
    lowest.set(file, numbers.get(file)!);
    open.push(file);
    for (const imported of imports.get(file) ?? []) {
      if (!numbers.has(imported)) visit(imported);
      if (open.includes(imported)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(imported)!));
    }
    if (lowest.get(file) !== numbers.get(file)) return;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1) cycles.push(group);
  }
  for (const file of imports.keys()) if (!numbers.has(file)) visit(file);
  return cycles;
}

function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(/(?:from|import)\s*\(?'((?:#|\.\.?\/)[^']+)'/g)]
    .map(([, target]) => (target!.startsWith('#') ? `src/${target!.slice(1)}` : join(dirname(file), target!)))
    .filter((target) => existsSync(join(ROOT, target)));
}

/** Tests that stand for no file of `src/`, by the start of their path, and what they test instead. */
const TESTS_OF_THE_WHOLE: Readonly<Record<string, string>> = {
  'test/ci/': 'the dependencies, with the scripts in .ci/',
  'test/crash/': 'the bot that is killed at any moment',
  'test/docs/': 'what the documents say',
  'test/e2e/': 'the bot in local Slack',
  'test/eval/': 'the measurements in eval/',
  'test/examples/': 'the files in examples/',
  'test/faults/': 'the bot while Slack, the model or the database fails',
  'test/linear-time': 'every parser of text',
};

/** Test files without a file or folder of that name in `src/`, or a helper in `test/`. A topic may follow the name. */
function findUnmatchedTests(): string[] {
  return globSync('test/**/*.test.ts', { cwd: ROOT }).filter((file) => {
    if (Object.keys(TESTS_OF_THE_WHOLE).some((start) => file.startsWith(start))) return false;
    const name = basename(file).split('.')[0]!;
    const folder = dirname(file).replace(/^test/, 'src');
    const counterparts = [join(folder, `${name}.ts`), join(folder, name), join(dirname(file), `${name}.ts`)];
    return basename(folder) !== name && !counterparts.some((path) => existsSync(join(ROOT, path)));
  });
}

/** The largest value of a map, with its key. */
function largest(counts: ReadonlyMap<string, number>): { value: number; detail: string } {
  const [detail, value] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  return { value, detail };
}

function measure(): Figure[] {
  const sources = new Map(
    globSync('src/**/*.ts', { cwd: ROOT }).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]),
  );
  const lines = new Map([...sources].map(([file, source]) => [file, source.split('\n').length - 1]));
  const sizes = [...lines.values()].sort((a, b) => a - b);
  const folders = new Map([...Map.groupBy(sources.keys(), dirname)].map(([folder, files]) => [folder, files.length]));
  const cycles = findCycles(new Map([...sources].map(([file, source]) => [file, importsOf(file, source)])));
  const unmatched = findUnmatchedTests();
  return [
    { what: 'files', value: sizes.length, most: 430 },
    { what: 'lines', value: sizes.reduce((sum, size) => sum + size, 0), most: 36_000 },
    { what: 'lines of the median file', value: sizes[Math.floor(sizes.length / 2)]! },
    { what: 'lines of the largest file', ...largest(lines), most: 350 },
    { what: 'files in the largest folder', ...largest(folders), most: 20 },
    {
      what: 'import cycles',
      value: cycles.length,
      detail: cycles.map((files) => files.join(', ')).join('; '),
      most: 0,
    },
    { what: 'tests without a counterpart in src', value: unmatched.length, detail: unmatched.join(', '), most: 0 },
    ...[...readTours()].map(([tour, stops]) => ({
      what: `hops of the tour ${tour}`,
      value: stops.length,
      detail: `through ${new Set(stops.map(({ file }) => file)).size} files`,
      ...(/SQL/.test(tour) && { most: 9 }),
    })),
  ];
}

if (import.meta.main) {
  const figures = measure();
  const broken = figures.filter(({ value, most = Number.POSITIVE_INFINITY }) => value > most);
  printTable(
    'The code in src/',
    ['', 'now', 'at most'],
    figures.map(({ what, value, most }) => [what, value.toLocaleString('en'), most?.toLocaleString('en') ?? '']),
  );
  process.stdout.write('\n');
  for (const { what, detail } of figures.filter(({ detail }) => detail)) process.stdout.write(`${what}: ${detail}\n`);
  for (const { what, value, most } of broken) process.stdout.write(`TOO MUCH: ${value} ${what}, at most ${most}\n`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}
