import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay, phaseOf } from '#domain/conference/conference-day.ts';
import { isWithin } from '#domain/recap/sections.ts';
import { AppError } from '#errors.ts';
import type { Scope } from '#usecases/recap/compile-conference.ts';

/** Today during the conference, all of it afterwards, unless a day is asked for. @throws AppError */
export function chooseScope(conference: TrackedConference, now: number, day: Scope | undefined): Scope {
  if (day === 'all') return day;
  const today = conferenceDay(now, conference.timezone);
  const asked: CalendarDate | undefined = day ?? (isWithin(conference, today) ? today : undefined);
  if (asked === undefined) {
    if (phaseOf(conference, now) === 'after') return 'all';
    throw new AppError('refused', `${conference.name} begins on ${conference.from}: there is nothing to show yet.`);
  }
  if (!isWithin(conference, asked)) {
    const { name, from, to } = conference;
    throw new AppError('wrong-usage', `${asked} is no day of ${name}: it goes from ${from} to ${to}.`);
  }
  if (asked > today) throw new AppError('refused', `${asked} is still to come: there is nothing to show yet.`);
  return asked;
}
