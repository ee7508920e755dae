export type TalkId = string;

export interface Speaker {
  name: string;
  affiliation?: string;
}

/** Anything on the schedule that people can take notes on: a talk, workshop, ignite or open space. */
export interface Talk {
  /** The schedule's own stable id (frab guid, Sessionize session id, iCalendar UID). */
  id: TalkId;
  slug?: string;
  title: string;
  speakers: Speaker[];
  room?: string;
  track?: string;
  /** Kind of session, in the schedule's own words: `keynote`, `talk`, `ignite`, `openspace`, `workshop` … */
  type?: string;
  /** ISO 8601 with the conference's offset. */
  startsAt: string;
  /** ISO 8601 with the conference's offset; never before `startsAt`. */
  endsAt: string;
  url?: string;
  /** Abstract and description, as plain text. */
  abstract?: string;
  /** The speaker asked not to be recorded, so no photos of this talk are shown. */
  doNotRecord?: boolean;
}
