import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

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

/** How a language model should write a recap, if the organizer says so; the built-in summary keeps the notes' words. */
export interface Voice {
  /** One of {@link RECAP_LANGUAGES}; absent: the language of the notes. */
  language?: string;
  /** One line on the tone, such as `dry, no exclamation marks`. */
  tone?: string;
}

/** Picks the voice from an object; undefined if it has none. */
export function voiceOf({ language, tone }: Voice): Voice | undefined {
  if (language === undefined && tone === undefined) return undefined;
  return { ...omitUndefined({ language, tone }) };
}

/** Languages in which a recap can be written from notes in another: translations into them can be checked. */
export const RECAP_LANGUAGES: Readonly<Record<KnownLanguage, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
  sv: 'Swedish',
};

/** Returns the ISO 639-1 code of the language that was set; undefined if none was. */
export function languageCode({ language }: Voice): KnownLanguage | undefined {
  const codes = Object.keys(RECAP_LANGUAGES) as KnownLanguage[];
  return codes.find((code) => RECAP_LANGUAGES[code] === language);
}

export type ConferenceId = string;

/** When a talk's thread is created: at its first note, or when the talk starts. */
type ThreadOpening = 'at-first-note' | 'at-start';

/** Whether digests are posted automatically, or after an organizer approves. */
type ApprovalSetting = 'automatic' | 'after-approval';

/** Who can read a conference's web page: anyone with its address, or nobody. */
export type WebAccess = 'nobody' | 'link';

/** A conference that a team follows in Slack, with its settings. Ids are Slack's. */
export interface TrackedConference extends Conference, Voice {
  id: ConferenceId;
  teamId: string;
  /** Where notes are taken, at least one; talk threads are created in the first. */
  channels: string[];
  /** Where digests and the recap are posted. */
  digestChannel: string;
  /** `18:30`, in the conference's zone. */
  digestAt: string;
  /** Who may change, publish and end it; the first one started it. */
  organizers: string[];
  /** Those of `channels` in which every message on a conference day is a note. */
  listens: string[];
  opensThreads: ThreadOpening;
  /** The emoji, without colons, that makes a message a note. */
  reaction: string;
  scheduleUrl?: string;
  /** Absent: `automatic`. */
  approval?: ApprovalSetting;
  /** Secret part of the address of its web page; absent: it has no page. */
  webToken?: string;
  /** When it was closed early, milliseconds since the epoch. */
  endedAt?: number;
  createdAt: number;
  /**
   * Days whose digests, or `all` if the recap, must be composed again even if the conference is long over, because
   * somebody in them was forgotten: since when, milliseconds since the epoch.
   */
  outdated?: Record<CalendarDate | 'all', number>;
}

/** Returns the last day on which anything may be due for a conference. */
export function dueUntil({ to, outdated = {} }: Pick<TrackedConference, 'to' | 'outdated'>): CalendarDate {
  return Object.keys(outdated).length > 0 ? '9999-12-31' : to;
}

/** `before` its first day, `during` it, `after` its last day has ended (at 03:00) or it was closed. */
export type ConferencePhase = 'before' | 'during' | 'after';

/** What people can set when they start or change a conference. */
export interface ConferenceSettings extends Voice {
  name: string;
  from: CalendarDate;
  to: CalendarDate;
  timezone: string;
  channels: string[];
  digestChannel: string;
  digestAt: string;
  opensThreads: ThreadOpening;
  reaction: string;
  organizers: string[];
  scheduleUrl?: string;
  approval?: ApprovalSetting;
  /** Absent: `nobody`. */
  webAccess?: WebAccess;
}
