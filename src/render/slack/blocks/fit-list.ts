import { joinNames } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { bold, bullets, type Inline, joined, type Paragraph, section, takeFitting, words } from './rich-text.ts';
import { truncate } from './truncate.ts';

/** A label and below it as many lines as have room in `max` characters, addresses counted; `more` says what is left. */
export function listed(
  label: Inline[],
  lines: readonly Inline[][],
  max: number,
  more: (left: number) => string,
): Paragraph[] {
  if (lines.length === 0) return [];
  const { shown, left } = takeFitting(lines, max);
  const all = left === 0 ? shown : [...shown, words(more(left))];
  return [[section(...label), bullets(all)]];
}

/** A label and what it says in one run, as far as there is room; the number that is left ends it. */
export function inOneRun(label: string, runs: readonly Inline[][], max: number): Paragraph[] {
  if (runs.length === 0) return [];
  const { shown, left } = takeFitting(runs, max);
  const all = left === 0 ? shown : [...shown, words(`and ${left} more`)];
  return [[section(...bold(label), ...words(' '), ...joined(all, ' · '))]];
}

const MOST_NAMES = 12;
const LONGEST_NAME = 40;

/** `Amara, Noor and Sam`, `Amara, Noor, … and 30 more` */
export function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES);
  const more = names.length - shown.length;
  return joinNames([
    ...shown.map((name) => truncate(plainLine(name), LONGEST_NAME)),
    ...(more === 0 ? [] : [`${more} more`]),
  ]);
}
