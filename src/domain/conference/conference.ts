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

/** How a language model should write the recap; the summarizer without a model keeps the notes' own words. */
export interface WritingStyle {
  /** A name from {@link RECAP_LANGUAGES}; if absent, the recap is in the language of the notes. */
  language?: string;
  /** One line on the tone, such as `dry, no exclamation marks`. */
  tone?: string;
}

/** Returns the voice settings of an object, or undefined if it has none. */
export function writingStyleOf({ language, tone }: WritingStyle): WritingStyle | undefined {
  if (language === undefined && tone === undefined) return undefined;
  return { ...omitUndefined({ language, tone }) };
}

/** Languages that a recap can be translated into. Only languages whose translations we can check are listed. */
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

/** Returns the ISO 639-1 code of the language that was set, or undefined if none was. */
export function languageCode({ language }: WritingStyle): KnownLanguage | undefined {
  const codes = Object.keys(RECAP_LANGUAGES) as KnownLanguage[];
  return codes.find((code) => RECAP_LANGUAGES[code] === language);
}

export type ConferenceId = string;

/** When the thread of a talk is created: with its first note, or when the talk starts. */
type ThreadOpening = 'at-first-note' | 'at-start';

/** Whether digests are posted automatically or only after an organizer approves them. */
type ApprovalSetting = 'automatic' | 'after-approval';

/** Who can read a conference's web page: anyone with the link, or nobody. */
export type WebAccess = 'nobody' | 'link';

/** A conference set up in a Slack workspace, with its settings. All ids are Slack's. */
export interface TrackedConference extends Conference, WritingStyle {
  id: ConferenceId;
  teamId: string;
  /** Channels where people take notes, at least one. Talk threads are created in the first. */
  channels: string[];
  /** Where digests and the recap are posted. */
  digestChannel: string;
  /** Time of day when the digest is posted, `18:30`, in the conference's zone. */
  digestAt: string;
  /** User ids of people who can edit, publish and end the conference; the first one created it. */
  organizers: string[];
  /** The `channels` in which every message posted on a conference day is saved as a note. */
  listens: string[];
  opensThreads: ThreadOpening;
  /** Emoji, without colons, that saves a message as a note. */
  reaction: string;
  scheduleUrl?: string;
  /** Absent: `automatic`. */
  approval?: ApprovalSetting;
  /** Secret part of the web page's URL; absent if the conference has no web page. */
  webToken?: string;
  /** When an organizer ended it early, in milliseconds since the epoch. */
  endedAt?: number;
  createdAt: number;
  /**
   * Digests (by day) and the recap (`all`) that must be composed again because a person in them asked to be forgotten,
   * even if the conference ended long ago. The value is when that happened, in milliseconds since the epoch.
   */
  outdated?: Record<CalendarDate | 'all', number>;
}

/** Returns the last day on which the conference may still need work; far in the future if a digest is outdated. */
export function dueUntil({ to, outdated = {} }: Pick<TrackedConference, 'to' | 'outdated'>): CalendarDate {
  return Object.keys(outdated).length > 0 ? '9999-12-31' : to;
}

/** `before` the first day, `during` the conference, or `after` its last day (which ends at 03:00) or an early end. */
export type ConferencePhase = 'before' | 'during' | 'after';

/** The emoji that saves a message as a note unless an organizer chooses another. */
export const DEFAULT_REACTION = 'memo';

/** Settings that people enter when they create or edit a conference. */
export interface ConferenceSettings extends WritingStyle {
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
