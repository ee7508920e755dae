import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { joinNames } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { bold, bullets, type Content, joined, labelled, type Paragraph, section, takeFitting } from './rich-text.ts';
import { truncate } from './truncate.ts';

interface FittedList {
  label: Content;
  lines: readonly Content[];
  /** The most characters in the lines, including URLs. */
  max: number;
  t: RecapMessages;
  /** Says how many lines are left out. */
  more?: (left: number) => string;
}

/** A label with as many lines below it as fit; empty without lines. */
export function fitList({ label, lines, max, t, more }: FittedList): Paragraph[] {
  return lines.length === 0 ? [] : [labelled(label, [bullets(fitLines(lines, max, t, more))])];
}

/** A label and after it as many texts as fit into `max` characters, in one line. */
export function fitRun({ label, lines, max, t }: FittedList & { label: string }): Paragraph[] {
  return lines.length === 0 ? [] : [[section(bold(label), ' ', joined(fitLines(lines, max, t), ' · '))]];
}

/** As many lines as fit, and a line that says how many more there are. */
export function fitLines(
  lines: readonly Content[],
  max: number,
  t: RecapMessages,
  more = (left: number) => t('more', { count: left }),
): Content[] {
  const { shown, left } = takeFitting(lines, max);
  return left === 0 ? shown : [...shown, more(left)];
}

const MOST_NAMES = 12;
const LONGEST_NAME = 40;

/** `Amara, Noor and Sam`, `Amara, Noor, … and 30 more` */
export function joinSomeNames(names: readonly string[], t: RecapMessages): string {
  const shown = names.slice(0, names.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES);
  const more = names.length - shown.length;
  const cut = shown.map((name) => truncate(plainLine(name), LONGEST_NAME));
  return joinNames(more === 0 ? cut : [...cut, t('more-names', { count: more })], t.language);
}
