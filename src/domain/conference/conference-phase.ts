import type { ConferencePhase, TrackedConference } from './conference.ts';
import { conferenceDay } from './conference-day.ts';

/** Where a conference stands at `now` (milliseconds since the epoch); its days begin and end at 03:00 in its zone. */
export function phaseOf(
  { from, to, timezone, endedAt }: Pick<TrackedConference, 'from' | 'to' | 'timezone' | 'endedAt'>,
  now: number,
): ConferencePhase {
  if (endedAt !== undefined) return 'after';
  const today = conferenceDay(now, timezone);
  if (today < from) return 'before';
  return today > to ? 'after' : 'during';
}
