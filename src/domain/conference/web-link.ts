import { timingSafeEqual } from 'node:crypto';
import type { CalendarDate, ConferenceId, TrackedConference, WebAccess } from './conference.ts';

export function webAccessOf({ webToken }: Pick<TrackedConference, 'webToken'>): WebAccess {
  return webToken === undefined ? 'nobody' : 'link';
}

/** Path prefix of all conference pages. */
export const WEB_ROOT = '/r/';

/**
 * Returns the path of a conference's page or of one of its days, such as `/r/CONFERENCE.TOKEN/2016-05-26`. The id is
 * for looking up the conference; the token can't be guessed. Returns undefined if the conference has no page.
 */
export function webPath(
  { id, webToken }: Pick<TrackedConference, 'id' | 'webToken'>,
  day?: CalendarDate,
): string | undefined {
  if (webToken === undefined) return undefined;
  return `${WEB_ROOT}${id}.${webToken}${day === undefined ? '' : `/${day}`}`;
}

/** Parses the `CONFERENCE.TOKEN` segment of a {@link webPath}; returns undefined if it is malformed. */
export function parseWebKey(key: string): { conferenceId: ConferenceId; webToken: string } | undefined {
  const match = /^([A-Za-z0-9]{1,64})\.([\w-]{20,64})$/.exec(key);
  return match === null ? undefined : { conferenceId: match[1]!, webToken: match[2]! };
}

/** Compares two secrets in constant time. */
export function isSameSecret(given: string, known: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(known)];
  return one.length === other.length && timingSafeEqual(one, other);
}
