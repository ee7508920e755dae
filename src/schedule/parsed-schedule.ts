import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';

export type ScheduleFormat =
  | 'sessionize-grid'
  | 'sessionize-all'
  | 'sessionize-sessions'
  | 'frab-json'
  | 'frab-xml'
  | 'icalendar';

/** What a schedule says, as far as it could be read. */
export interface ParsedSchedule {
  format: ScheduleFormat;
  conference: {
    name?: string;
    /** The IANA zone that all instants are written in: the configured one, else the schedule's own. */
    timezone?: string;
    /** First and last conference day, as the schedule gives them or as its talks span them. */
    from?: CalendarDate;
    to?: CalendarDate;
  };
  /** By start, then room, then id. */
  talks: Talk[];
  /** What was left out or guessed, each with its place in the schedule. */
  warnings: string[];
}
