import type { CalendarDate, ConferenceId, TrackedConference, WebAccess } from './conference.ts';

export function webAccessOf({ webToken }: Pick<TrackedConference, 'webToken'>): WebAccess {
  return webToken === undefined ? 'nobody' : 'link';
}

/** Where the pages of all conferences lie. */
export const WEB_ROOT = '/r/';

/**
 * The path of a conference's page, or of a day's: `/r/CONFERENCE.TOKEN/2016-05-26`. The token can't be guessed, the id
 * before it finds the conference. Undefined where nobody may read it.
 */
export function webPath(
  { id, webToken }: Pick<TrackedConference, 'id' | 'webToken'>,
  day?: CalendarDate,
): string | undefined {
  if (webToken === undefined) return undefined;
  return `${WEB_ROOT}${id}.${webToken}${day === undefined ? '' : `/${day}`}`;
}

/** Takes the first part of such a path apart; undefined for what is none. */
export function parseWebKey(key: string): { conferenceId: ConferenceId; webToken: string } | undefined {
  const match = /^([A-Za-z0-9]{1,64})\.([\w-]{20,64})$/.exec(key);
  return match === null ? undefined : { conferenceId: match[1]!, webToken: match[2]! };
}

/** Are two secrets the same? How long it takes says nothing of where they differ. */
export function isSameSecret(given: string, known: string): boolean {
  let difference = given.length ^ known.length;
  for (let index = 0; index < known.length; index++) {
    difference |= given.charCodeAt(index % Math.max(given.length, 1)) ^ known.charCodeAt(index);
  }
  return difference === 0;
}
