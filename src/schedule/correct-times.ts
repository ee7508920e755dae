import { FixedOffsetZone, IANAZone } from 'luxon';
import type { Moment } from './parse-datetime.ts';
import { type EventDraft, shortened, type Warnings } from './schedule-draft.ts';
import { formatOffset } from './time-zones.ts';

const DAY_MINUTES = 24 * 60;

/**
 * Corrects exact times that differ from the printed ones by a constant, for example because a program writes local time
 * as UTC: people go by the printed time.
 *
 * @param zone of the conference; undefined if it isn't known
 */
export function correctToPrintedTimes(
  events: EventDraft[],
  zone: string | undefined,
  warnings: Warnings,
): EventDraft[] {
  const printed = events.flatMap((event) => {
    const difference = differenceOf(event, zone);
    return difference === undefined ? [] : [{ event, difference }];
  });
  const [first] = printed;
  if (first === undefined || first.difference === 0) return events;
  if (!printed.every(({ difference }) => difference === first.difference)) return events;
  if (zone === undefined && printed.every(({ event }) => isUtc(event))) {
    // The exact time needn't be wrong: the difference is the zone's offset.
    return events.map((event) => ({ ...event, start: inZone(event.start, first.difference) }));
  }
  const { clock, title } = first.event;
  warnings.add('printed-times', {
    ...{ hours: Math.abs(first.difference) / 60, direction: first.difference > 0 ? 'before' : 'after' },
    ...{ time: clock!, title: shortened(title ?? '') },
  });
  return events.map((event) => ({
    ...event,
    start: shift(event.start, first.difference),
    end: shift(event.end, first.difference),
  }));
}

/** Returns how many minutes the printed time is after the exact one, or undefined if one of them is missing. */
function differenceOf({ start, clock }: EventDraft, zone: string | undefined): number | undefined {
  if (start?.kind !== 'instant' || clock === undefined) return undefined;
  // Any other offset is as good as the conference's zone, but UTC may be a wrong label.
  const written = start.zone === 'UTC' ? (zone ?? start.zone) : start.zone;
  const offset = (FixedOffsetZone.parseSpecifier(written) ?? IANAZone.create(written)).offset(start.at);
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const difference = hours * 60 + minutes - ((Math.floor(start.at / 60_000) + offset) % DAY_MINUTES);
  return ((difference + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2;
}

function isUtc({ start }: EventDraft): boolean {
  return start?.kind === 'instant' && start.zone === 'UTC';
}

function inZone(moment: Moment | undefined, offset: number): Moment | undefined {
  return moment?.kind === 'instant' ? { ...moment, zone: formatOffset(offset) } : moment;
}

function shift(moment: Moment | undefined, minutes: number): Moment | undefined {
  return moment?.kind === 'instant' ? { ...moment, at: moment.at + minutes * 60_000 } : moment;
}
