import { DateTime } from 'luxon';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { EventDraft } from './draft-session.ts';
import { instantOf, type Moment } from './parse-datetime.ts';
import { quoted, type Warnings } from './warnings.ts';

interface Zones {
  /** The caller's. */
  configured: string | undefined;
  /** The schedule's own. */
  named: string | undefined;
}

/** Says where the times may be read wrongly, with the first talk and its time, by which people notice. */
export function warnOfZone(events: EventDraft[], { configured, named }: Zones, warnings: Warnings): void {
  const zone = configured ?? named;
  const clock = firstOf(events, (start) => start.kind === 'wall-clock');
  if (zone === undefined) {
    const first = clock ?? firstOf(events, (start) => start.kind === 'instant' && start.zone === 'UTC');
    if (first === undefined) return;
    const verb = clock === undefined ? 'shown' : 'read';
    warnings.add(`no time zone is named, so times are ${verb} as UTC: is ${describe(first, 'utc')} right?`);
    return;
  }
  if (clock !== undefined && configured !== undefined && named !== undefined && configured !== named) {
    const example = describe(clock, zone);
    warnings.add(`the schedule names the zone ${named}, its times are read in ${configured}: is ${example} right?`);
  }
  const other = firstOf(events, (start) => start.kind === 'instant' && isWrittenOtherwise(start, zone));
  if (other !== undefined) {
    warnings.add(`times are written with another offset than that of ${zone}: is ${describe(other, zone)} right?`);
  }
}

function firstOf(events: EventDraft[], fits: (start: Moment) => boolean): EventDraft | undefined {
  let first: EventDraft | undefined;
  let firstAt = Number.POSITIVE_INFINITY;
  for (const event of events) {
    if (event.start === undefined || event.title === undefined || !fits(event.start)) continue;
    const at = instantOf(event.start, 'utc') ?? firstAt;
    if (at < firstAt) {
      first = event;
      firstAt = at;
    }
  }
  return first;
}

/** UTC says nothing about where the conference is; any other offset does. */
function isWrittenOtherwise(start: Extract<Moment, { kind: 'instant' }>, zone: string): boolean {
  if (start.zone === 'UTC') return false;
  const offsetIn = (zoneName: string) => DateTime.fromMillis(start.at, { zone: zoneName }).offset;
  return offsetIn(start.zone) !== offsetIn(zone);
}

function describe(event: EventDraft, zone: string): string {
  const at = toZonedIso(instantOf(event.start, zone)!, zone);
  return `${at.slice(0, 16).replace('T', ' ')} for ${quoted(event.title!)}`;
}
