import { RECORD_FIELDS, readRecords } from '#schedule/records/records.ts';
import type { ScheduleFormat } from '#schedule/schedule-draft.ts';
import { isObject, objectsOf } from '#shared/json-guards.ts';

/** A session.json from OPass (CCIP), with texts by language. Used by COSCUP, SITCON and others. */
export const opass: ScheduleFormat = {
  id: 'opass',
  label: 'OPass session.json',
  detect: ({ data }) =>
    isObject(data) && objectsOf(data.sessions).some((session) => [session.zh, session.en].some(hasTitle)),
  read: ({ data }) => ({ events: readRecords(data) }),
  looksFor: RECORD_FIELDS,
};

function hasTitle(text: unknown): boolean {
  return isObject(text) && typeof text.title === 'string';
}
