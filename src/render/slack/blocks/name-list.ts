import { joinNames } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { truncate } from './truncate.ts';

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
