import type { Generated, GeneratedAlways } from 'kysely';

/** The tables that `migrations.ts` creates in both databases. Instants are milliseconds since the epoch. */
export interface Tables {
  conferences: ConferenceRow;
  conference_channels: { team_id: string; channel: string; conference_id: string };
  talks: TalkRow;
  notes: NoteRow;
  publications: PublicationRow;
  removed_works: { conference_id: string; work_key: string };
  decisions: { conference_id: string; key: string; body: string };
  opt_outs: { team_id: string; user_id: string };
  requests: RequestRow;
  unread_messages: UnreadMessageRow;
  key_values: KeyValueRow;
  digest_states: DigestStateRow;
  forgotten_people: { team_id: string; user_id: string };
  installations: { key: string; value: string };
}

interface RequestRow {
  team_id: string;
  request_id: string;
  conference_id: string;
  channel: string;
  ts: string;
  at: number;
}

interface UnreadMessageRow {
  team_id: string;
  channel: string;
  ts: string;
  way: 'reaction' | 'mention';
  user_id: string;
  conference_id: string;
  cursor: string | null;
  due_at: number;
}

interface ConferenceRow {
  id: string;
  team_id: string;
  /** The last calendar date on which something may be due for it. */
  last_day: string;
  created_at: number;
  /** When the conference, its talks or its organizers' decisions changed last, by this machine's clock. */
  changed_at: number;
  /** When something may be due for it next; null if only a change can make something due. */
  due_at: Generated<number | null>;
  /** The whole TrackedConference as JSON; the other columns are for queries. */
  body: string;
}

interface TalkRow {
  conference_id: string;
  id: string;
  starts_at: number;
  /** The whole StoredTalk as JSON. */
  body: string;
}

export interface NoteRow {
  team_id: string;
  channel: string;
  ts: string;
  conference_id: string;
  at: number;
  thread_ts: string | null;
  author_id: string;
  day: string;
  talk_id: string | null;
  placed_by: string;
  stated_kind: string | null;
  /** 0 or 1. */
  from_private: number;
  /** 0 or 1. */
  from_shared: number;
  edited_ts: string | null;
  /** When the row was written last, by this machine's clock. */
  changed_at: number;
  deleted_at: number | null;
  /** JSON, as `reactions`, `photos` and `work`. */
  captures: string;
  reactions: string | null;
  photos: string;
  work: string | null;
  source: string;
}

export interface PublicationRow {
  /** The order in which they were first wanted. */
  sequence: GeneratedAlways<number>;
  key: string;
  team_id: string;
  conference_id: string;
  channel: string;
  parent_key: string | null;
  /** JSON. */
  wanted: string | null;
  wanted_hash: string;
  ts: string | null;
  posted_hash: string | null;
  started_at: number | null;
  attempts: number;
  refusals: number;
  retry_at: number;
  failure: string | null;
  /** Lower ones are posted first in their channel. */
  priority: number;
  /** The worker that is posting it, and until when nobody else may. */
  lease_owner: Generated<string | null>;
  lease_until: Generated<number | null>;
  /** 1 if Slack doesn't (or may not) show what is wanted, and hasn't refused it. */
  pending: GeneratedAlways<number>;
}

interface KeyValueRow {
  namespace: string;
  key: string;
  value: string;
  /** Null if it never expires. */
  expires_at: number | null;
}

interface DigestStateRow {
  conference_id: string;
  /** A day, or `all`. */
  scope: string;
  /** When its input was read last, by this machine's clock. */
  checked_at: number;
  /** When to compose it again although nothing changes. */
  retry_at: number | null;
  /** The DigestState as JSON. */
  body: string;
}
