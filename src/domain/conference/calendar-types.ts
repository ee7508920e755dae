/** A calendar date, `2016-05-26`. */
export type CalendarDate = string;

export interface Conference {
  name: string;
  /** An IANA zone, `America/Toronto`. */
  timezone: string;
  /** First conference day. */
  from: CalendarDate;
  /** Last conference day, not before `from`. */
  to: CalendarDate;
}
