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

/** How a language model is to word a recap, where its organiser says so; the built-in summary keeps the notes' words. */
export interface Voice {
  /** One of {@link RECAP_LANGUAGES}; absent: that of the notes. */
  language?: string;
  /** One line on the tone, such as `dry, no exclamation marks`. */
  tone?: string;
}

/** What is said of the voice, and no more; undefined where nothing is. */
export function voiceOf({ language, tone }: Voice): Voice | undefined {
  if (language === undefined && tone === undefined) return undefined;
  return { ...omitUndefined({ language, tone }) };
}

/** Languages in which a recap can be had from notes in another: it can be checked whether a sentence says the same. */
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

export type ConferenceId = string;

/** When a talk's thread is opened: by its first note, or when the talk starts. */
type ThreadOpening = 'at-first-note' | 'at-start';

/** Does what is due go out by itself, or after an organiser approves? */
type ApprovalSetting = 'automatic' | 'after-approval';

/** Who can read a conference's web page: anyone with its address, or nobody. */
export type WebAccess = 'nobody' | 'link';

/** A conference that a team follows in Slack, with what its organiser decided. Ids are Slack's. */
export interface TrackedConference extends Conference, Voice {
  id: ConferenceId;
  teamId: string;
  /** Where notes are taken, at least one; talk threads are opened in the first. */
  channels: string[];
  /** Where digests and the recap are posted. */
  digestChannel: string;
  /** `18:30`, in the conference's zone. */
  digestAt: string;
  /** Who may change, publish and end it; the first one started it. */
  organisers: string[];
  /** Channels, of `channels`, in which all that is said on a conference day is a note. */
  listens: string[];
  opensThreads: ThreadOpening;
  /** The emoji, without colons, that makes a message a note. */
  reaction: string;
  scheduleUrl?: string;
  /** Absent: `automatic`. */
  approval?: ApprovalSetting;
  /** Makes the address of its page on the web one that can't be guessed; absent: it has no page. */
  webToken?: string;
  /** Closed early, milliseconds since the epoch. */
  endedAt?: number;
  createdAt: number;
  /**
   * The days whose digests, and `all` where the recap, are to be made anew however long the conference is over: since
   * when, milliseconds since the epoch. Somebody in them was forgotten.
   */
  anew?: Record<CalendarDate | 'all', number>;
}

/** The day until which something may be due for a conference. */
export function dueUntil({ to, anew = {} }: Pick<TrackedConference, 'to' | 'anew'>): CalendarDate {
  return Object.keys(anew).length > 0 ? '9999-12-31' : to;
}

/** `before` its first day, `during` it, `after` its last day has ended (at 03:00) or it was closed. */
export type ConferencePhase = 'before' | 'during' | 'after';

/** What a person may set when a conference is started or changed. */
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
  organisers: string[];
  scheduleUrl?: string;
  approval?: ApprovalSetting;
  /** `nobody` where nothing is said. */
  webAccess?: WebAccess;
}
