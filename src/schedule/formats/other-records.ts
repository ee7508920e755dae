import { readLine, readRaw } from '#schedule/read-fields.ts';
import { dateStyleOf, warnOfYear } from '#schedule/records/parse-table-times.ts';
import { createColumns, RECORD_FIELDS, readRecords } from '#schedule/records/records.ts';
import type { ScheduleFormat } from '#schedule/schedule-draft.ts';
import { isObject } from '#shared/json-guards.ts';

/** JSON and YAML in formats of their own: everything with a title and a start is a session. */
export const otherRecords: ScheduleFormat = {
  id: 'other',
  label: 'other JSON or YAML with titles and starts',
  detect: (source) =>
    source.data !== undefined && readRecords(source.data, { style: dateStyleOf(source), most: 1 }).length > 0,
  read: (source, warnings) => {
    const { data } = source;
    const [style, columns] = [dateStyleOf(source), createColumns()];
    const events = readRecords(data, { style, columns });
    warnOfYear(style, warnings);
    const about = isObject(data) ? (isObject(data.conference) ? data.conference : data) : {};
    return {
      name: readLine(about.name ?? about.title),
      timezone: readRaw(about.timezone ?? about.timeZone ?? about.time_zone),
      ...{ events, columns },
    };
  },
  looksFor: RECORD_FIELDS,
};
