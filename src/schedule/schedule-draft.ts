import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Speaker } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import type { Moment } from './parse-datetime.ts';
import { excerpt } from './plain-text.ts';

/** An event as parsed from its format: texts are plain, times are not yet in a time zone. */
export interface EventDraft {
  /** Location in the file, for warnings: `days[1].rooms["Room A"][3]`. */
  place: string;
  id?: string | undefined;
  slug?: string | undefined;
  title?: string | undefined;
  speakers: Speaker[];
  room?: string | undefined;
  track?: string | undefined;
  type?: string | undefined;
  url?: string | undefined;
  abstract?: string | undefined;
  doNotRecord?: boolean;
  start?: Moment | undefined;
  end?: Moment | undefined;
  minutes?: number | undefined;
  /** Start as printed in the program, `10:00`, if the format has it in addition to the exact time. */
  clock?: string | undefined;
  isService?: boolean;
}

/** A schedule's text, and its JSON or YAML content if it has any. */
export interface ScheduleSource {
  text: string;
  data: unknown;
  /** A day of the conference, if known, for dates without a year. */
  near?: CalendarDate | undefined;
}

/** A schedule format, recognized by its content. */
export interface ScheduleFormat {
  id: string;
  /** Name to show to people. */
  label: string;
  detect(source: ScheduleSource): boolean;
  read(source: ScheduleSource, warnings: Warnings): ScheduleDraft;
  /** Fields that are parsed, for the message when nothing was found in them. */
  looksFor?: { start: string; speakers: string; room?: string };
}

/** Result of every format's parser, from which talks are built. */
export interface ScheduleDraft {
  name?: string | undefined;
  timezone?: string | undefined;
  /** A date or date-time, as written. */
  from?: string | undefined;
  to?: string | undefined;
  events: EventDraft[];
  /** How the columns of a file without a known format were understood. */
  columns?: Columns;
}

/** How the columns of a table, or the keys of records, were understood. */
export interface Columns {
  /** Names in the file, by field such as `title` or `speakers`. */
  used: Record<string, string[]>;
  unused: string[];
}

/** Describes columns for a message: `title from “Talk”, start from “Day” and “Time”; not used: “Catering”`. */
export function describeColumns({ used, unused }: Columns): string {
  const taken = Object.entries(used).map(([field, names]) => `${field} from ${names.map(quoted).join(' and ')}`);
  return `${taken.join(', ')}${unused.length === 0 ? '' : `; not used: ${unused.map(quoted).join(', ')}`}`;
}

/** Maximum number of events, more than twice that of the largest conferences. */
export const MAX_EVENTS = 5_000;

/** @throws AppError `too-large` if a schedule has more than {@link MAX_EVENTS} events */
export function checkEventCount(count: number): void {
  if (count <= MAX_EVENTS) return;
  throw new AppError(
    'too-large',
    `The schedule has ${count.toLocaleString('en')} events; up to ${MAX_EVENTS.toLocaleString('en')} are read.`,
  );
}

const MAX_WARNINGS = 50;

export interface Warnings {
  add(warning: string): void;
  /** The first 50 warnings, then a line with the number of the rest. */
  list(): string[];
}

export function createWarnings(): Warnings {
  const kept: string[] = [];
  let more = 0;
  return {
    add(warning) {
      if (kept.length < MAX_WARNINGS) kept.push(warning);
      else more += 1;
    },
    list: () => (more > 0 ? [...kept, `… and ${more} more of the kind`] : [...kept]),
  };
}

/** Quotes a title for a message: on one line and shortened. */
export function quoted(title: string): string {
  return `“${excerpt(title, 80)}”`;
}
