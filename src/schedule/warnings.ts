import { excerpt } from './plain-text.ts';

/** More than these help nobody; the rest is counted. */
const MOST = 50;

/** Takes the warnings of one reading. */
export interface Warnings {
  add(warning: string): void;
  /** All of them; beyond the fiftieth only their number. */
  list(): string[];
}

export function createWarnings(): Warnings {
  const kept: string[] = [];
  let more = 0;
  return {
    add(warning) {
      if (kept.length < MOST) kept.push(warning);
      else more += 1;
    },
    list: () => (more > 0 ? [...kept, `… and ${more} more of the kind`] : [...kept]),
  };
}

/** A title within a message: in quotation marks, on one line and not too long. */
export function quoted(title: string): string {
  return `“${excerpt(title, 80)}”`;
}
