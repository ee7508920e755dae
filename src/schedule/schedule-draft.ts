import type { Speaker } from '#domain/conference/talk.ts';
import type { Moment } from './parse-datetime.ts';
import { excerpt } from './plain-text.ts';

export type ScheduleFormat =
  | 'sessionize-grid'
  | 'sessionize-all'
  | 'sessionize-sessions'
  | 'frab-json'
  | 'frab-xml'
  | 'icalendar';

/** One event as a format gives it, its texts plain already, its times not yet in a zone. */
export interface EventDraft {
  /** Where it stands in the schedule, for warnings: `days[1].rooms["Room A"][3]`. */
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
  /** The schedule itself says that this is no talk (a break, the registration). */
  isService?: boolean;
}

/** A whole schedule in that state: what every format is read into before the talks are made of it. */
export interface ScheduleDraft {
  format: ScheduleFormat;
  name?: string | undefined;
  timezone?: string | undefined;
  /** A date or a moment, as written. */
  from?: string | undefined;
  to?: string | undefined;
  events: EventDraft[];
}

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
