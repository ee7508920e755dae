import { readFileSync } from 'node:fs';

/** The text of a file in test/fixtures/schedules. */
export function scheduleFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/schedules/${name}`, import.meta.url), 'utf8');
}

/** A schedule.json with these events in room `Hall` on its one day, 2026-07-22. */
export function frabJson(events: unknown[], conference: Record<string, unknown> = {}): string {
  const days = [{ index: 1, date: '2026-07-22', rooms: { Hall: events } }];
  return JSON.stringify({
    schedule: { conference: { title: 'Harbor Conf', time_zone_name: 'Europe/Berlin', days, ...conference } },
  });
}

/** An event as pretalx writes it, at noon. */
export function frabEvent(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    guid: 'g1',
    title: 'Knots',
    date: '2026-07-22T12:00:00+02:00',
    duration: '00:45',
    persons: [{ name: 'Ada Marlow' }],
    ...fields,
  };
}

/** A calendar of one event with these lines in it. */
export function calendar(...events: string[][]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
