import type { TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';

/** What may surprise in a conference's times, each a sentence. */
export function timeProblems(conference: TrackedConference, now: number): string[] {
  const { to, digestAt, endedAt } = conference;
  const problems: string[] = [];
  if (endedAt === undefined && phaseOf(conference, now) === 'after') {
    problems.push(`Its last day, ${to}, is over already. If another was meant, change it with /recap settings.`);
  }
  if (digestAt >= '03:00' && digestAt < '12:00') {
    problems.push(
      `The digest of a day comes at ${digestAt} on that day, before most of its talks. A time in the evening suits most, or one before 03:00 for the night after it.`,
    );
  }
  return problems;
}
