import { bold, bullets, type Inline, joined, type Paragraph, section, takeFitting, words } from './rich-text.ts';

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
