import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Speaker } from '#domain/conference/talk.ts';
import { LocalizedError, type Notice } from '#errors.ts';
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

/** Returns which columns were used for which fields: `title = Talk; start = Day, Time`. */
export function describeColumns({ used }: Columns): Notice {
  const columns = Object.entries(used).map(([field, names]) => `${field} = ${names.map(shortened).join(', ')}`);
  return { key: 'read-as-table', values: { columns: columns.join('; ') } };
}

/** Maximum number of events, more than twice that of the largest conferences. */
export const MAX_EVENTS = 5_000;

/** @throws AppError `too-large` if a schedule has more than {@link MAX_EVENTS} events */
export function checkEventCount(count: number): void {
  if (count <= MAX_EVENTS) return;
  throw new LocalizedError('too-large', 'schedule-too-many-events', { count, most: MAX_EVENTS });
}

const MAX_WARNINGS = 50;

export interface Warnings {
  add(key: Notice['key'], values?: Notice['values']): void;
  /** The first 50 warnings, then one with the number of the rest. */
  list(): Notice[];
}

export function createWarnings(): Warnings {
  const kept: Notice[] = [];
  let more = 0;
  return {
    add(key, values = {}) {
      if (kept.length < MAX_WARNINGS) kept.push({ key, values });
      else more += 1;
    },
    list: () => (more > 0 ? [...kept, { key: 'more-warnings', values: { count: more } }] : [...kept]),
  };
}

/** Returns a title or value on one line, shortened for a message. */
export function shortened(text: string): string {
  return excerpt(text, 80);
}
