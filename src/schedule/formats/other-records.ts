import { lineField, rawField } from '#schedule/fields.ts';
import { isMonthFirst } from '#schedule/records/loose-times.ts';
import { RECORD_FIELDS, readRecords } from '#schedule/records/records.ts';
import { MAX_EVENTS, type ScheduleFormat, type ScheduleSource } from '#schedule/schedule-draft.ts';
import { isObject } from '#shared/json-guards.ts';

/** JSON and YAML of sites that made up their own format: everything with a title and a start is a session. */
export const otherRecords: ScheduleFormat = {
  id: 'other',
  label: 'other JSON or YAML with titles and starts',
  detect: (source) => readEvents(source, 1).length > 0,
  read: (source) => {
    const { data } = source;
    const about = isObject(data) ? (isObject(data.conference) ? data.conference : data) : {};
    return {
      name: lineField.parse(about.name ?? about.title),
      timezone: rawField.parse(about.timezone ?? about.timeZone ?? about.time_zone),
      events: readEvents(source, MAX_EVENTS + 1),
    };
  },
  looksFor: RECORD_FIELDS,
};

function readEvents({ text, data }: ScheduleSource, most: number) {
  return data === undefined ? [] : readRecords(data, { monthFirst: isMonthFirst(text), most });
}
