import { AppError } from '#errors.ts';
import type { EventDraft, ScheduleDraft } from '#schedule/draft-session.ts';
import { lineField } from '#schedule/fields.ts';
import type { Warnings } from '#schedule/warnings.ts';
import { attributeOf, childrenOf, parseXml, textOfChild, textOfElement } from '#schedule/xml.ts';
import { readFrabEvent } from './event.ts';

/** The schedule.xml of frab and pretalx (https://github.com/voc/schedule/blob/master/validator/xsd/schedule.xml.xsd). */
export function readFrabXml(xml: string, warnings: Warnings): ScheduleDraft {
  const schedule = parseXml(xml).schedule;
  const conference = childrenOf(schedule, 'conference')[0];
  const days = childrenOf(schedule, 'day');
  if (conference === undefined && days.length === 0) {
    throw new AppError(
      'bad-input',
      'The schedule is no schedule.xml of pretalx or frab: it has no conference and no days.',
    );
  }
  if (days.length === 0) warnings.add('/schedule: no days');
  if (!/<\/schedule\s*>\s*(?:<!--[^>]*-->\s*)?$/.test(xml.slice(-1000))) {
    warnings.add('the schedule breaks off before its end: what is there is read');
  }
  const events: EventDraft[] = [];
  for (const [dayIndex, day] of days.entries()) {
    const date = attributeOf(day, 'date');
    for (const [roomIndex, room] of childrenOf(day, 'room').entries()) {
      const name = lineField.parse(attributeOf(room, 'name'));
      for (const [index, event] of childrenOf(room, 'event').entries()) {
        // Counted from one, as XPath does.
        const place = `/schedule/day[${dayIndex + 1}]/room[${roomIndex + 1}]/event[${index + 1}]`;
        events.push(readFrabEvent(asJson(event), { place, room: name, date }));
      }
    }
  }
  return {
    format: 'frab-xml',
    name: lineField.parse(textOfChild(conference, 'title') ?? textOfChild(conference, 'acronym')),
    timezone: textOfChild(conference, 'time_zone_name'),
    from: textOfChild(conference, 'start'),
    to: textOfChild(conference, 'end'),
    events,
  };
}

const TEXTS = 'title subtitle slug date start duration end room track type url abstract description'.split(' ');

/** An event element as the object that it is in schedule.json. */
function asJson(event: unknown): Record<string, unknown> {
  const persons = childrenOf(childrenOf(event, 'persons')[0], 'person');
  const recording = childrenOf(event, 'recording')[0];
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, textOfChild(event, name)])),
    guid: attributeOf(event, 'guid'),
    code: attributeOf(event, 'code'),
    id: attributeOf(event, 'id'),
    do_not_record: textOfChild(recording, 'optout'),
    persons: persons.map((person) => ({
      name: textOfElement(person),
      affiliation: attributeOf(person, 'affiliation'),
    })),
  };
}
