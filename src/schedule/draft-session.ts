import type { Speaker } from '#domain/conference/talk.ts';
import type { Moment } from './parse-datetime.ts';
import type { ScheduleFormat } from './parsed-schedule.ts';

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
