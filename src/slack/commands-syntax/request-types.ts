import type { CalendarDate } from '#domain/conference/conference.ts';
import type { ExportFormat } from '#usecases/ports/chat.ts';

/** What was typed is not understood, or in part: the person is asked. */
export interface Misunderstood {
  kind: 'misunderstood';
  /** A plain sentence, ending in what leads to the form: "Did you mean", "Type". */
  why: string;
  /** The right form in one line, with the person's own words filled in. */
  form: string;
}

/** A channel as it was typed: by id where Slack resolved it (`<#C1|name>`), else by name. */
export type TypedChannel = { id: string } | { name: string };

/** `/recap start "NAME" FROM …`: what was said; the rest has defaults. */
export interface TypedConference {
  name: string;
  from: CalendarDate;
  to?: CalendarDate;
  /** IANA, spelt as the catalogue spells it. */
  timezone?: string;
  /** `18:30` */
  digestAt?: string;
  channel?: TypedChannel;
  /** Absolute http(s). */
  scheduleUrl?: string;
}

export interface TypedTalk {
  title: string;
  speakers: { name: string; affiliation?: string }[];
}

/** `/readinglist add …` */
export interface TypedWork {
  /** The address itself where nothing else was typed. */
  title: string;
  authors: string[];
  url?: string;
  comment?: string;
  /** All of it as Slack wrote it. */
  text: string;
}

export type RecapRequest =
  | { kind: 'help' | 'settings' | 'end' | 'delete' | 'forget-me' | 'opt-out' | 'opt-in' }
  | { kind: 'start-form' | 'add-form' }
  /** Somebody else, by Slack's id. */
  | { kind: 'forget'; userId: string }
  | { kind: 'start'; conference: TypedConference }
  /** As Slack wrote it, without control characters. */
  | { kind: 'add'; text: string }
  | { kind: 'talk'; talk: TypedTalk }
  | { kind: 'talks'; day?: CalendarDate }
  | { kind: 'schedule'; url: string }
  | { kind: 'listen'; on: boolean }
  | { kind: 'preview' | 'publish'; day?: CalendarDate | 'all' }
  /** `named`: of another conference. */
  | { kind: 'ask'; question: string; named?: string }
  | { kind: 'export'; format: ExportFormat }
  | Misunderstood;

export type ReadingListRequest =
  | { kind: 'show'; page: number }
  | { kind: 'add'; work: TypedWork }
  | { kind: 'remove'; number: number }
  | { kind: 'export'; format: ListFormat }
  | Misunderstood;

export type ListFormat = Extract<ExportFormat, 'csv' | 'csl' | 'bib' | 'reading-list'>;
