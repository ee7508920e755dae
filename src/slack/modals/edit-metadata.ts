import type { ConferenceId } from '#domain/conference/conference.ts';
import { isObject } from '#shared/json-guards.ts';
import { readDate } from '#slack/commands-syntax/dates.ts';

/** Statements in one form: so many names are carried along unseen. */
export const MOST_STATEMENTS = 90;

/** What the form that edits a recap carries along unseen; it is read as if anybody had written it. */
export interface EditMetadata {
  channel?: string;
  conferenceId: ConferenceId;
  /** A day, or `all`. */
  day: string;
  /** The talk or hallway that is shown, and its statements. */
  place?: string;
  offered: string[];
}

export function writeEditMetadata({ offered, ...rest }: EditMetadata): string {
  return JSON.stringify({ ...rest, offered: offered.join(' ') });
}

/** Undefined where it is not what {@link writeEditMetadata} wrote. */
export function readEditMetadata(written: unknown): EditMetadata | undefined {
  try {
    const read: unknown = JSON.parse(String(written));
    if (!isObject(read)) return undefined;
    const { channel, conferenceId, day, place, offered } = read;
    if (typeof conferenceId !== 'string' || typeof day !== 'string') return undefined;
    const scope = day === 'all' ? day : readDate(day);
    if (scope === undefined) return undefined;
    return {
      conferenceId,
      day: scope,
      ...(typeof channel === 'string' && { channel }),
      ...(typeof place === 'string' && { place }),
      offered: typeof offered === 'string' ? offered.split(' ').slice(0, MOST_STATEMENTS) : [],
    };
  } catch {
    return undefined;
  }
}
