import { joinNames } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { bold, bullets, type Inline, joined, type Paragraph, section, takeFitting, words } from './rich-text.ts';
import { truncate } from './truncate.ts';

interface FittedList {
  label: Inline[];
  lines: readonly Inline[][];
  /** Characters that the lines may take, addresses counted. */
  max: number;
  /** Says how many lines are left out. */
  more?: (left: number) => string;
}

/** A label and below it as many lines as fit. */
export function fitList({ label, lines, max, more = (left) => `and ${left} more` }: FittedList): Paragraph[] {
  if (lines.length === 0) return [];
  const { shown, left } = takeFitting(lines, max);
  return [[section(...label), bullets(left === 0 ? shown : [...shown, words(more(left))])]];
}

/** A label and behind it as many texts as fit into `max` characters, in one line. */
export function fitRun(label: string, runs: readonly Inline[][], max: number): Paragraph[] {
  if (runs.length === 0) return [];
  const { shown, left } = takeFitting(runs, max);
  const all = left === 0 ? shown : [...shown, words(`and ${left} more`)];
  return [[section(...bold(label), ...words(' '), ...joined(all, ' · '))]];
}

const MOST_NAMES = 12;
const LONGEST_NAME = 40;

/** `Amara, Noor and Sam`, `Amara, Noor, … and 30 more` */
export function joinSomeNames(names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES);
  const more = names.length - shown.length;
  return joinNames([
    ...shown.map((name) => truncate(plainLine(name), LONGEST_NAME)),
    ...(more === 0 ? [] : [`${more} more`]),
  ]);
}
