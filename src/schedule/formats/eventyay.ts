import { readRecords } from '#schedule/records/records.ts';
import type { ScheduleFormat } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject, objectsOf } from '#shared/json-guards.ts';

/** Sessions from Open Event (eventyay) as a JSON:API document, which includes related resources by type and id. */
export const eventyay: ScheduleFormat = {
  id: 'eventyay',
  label: 'Open Event (eventyay) JSON',
  detect: ({ data }) => isObject(data) && objectsOf(data.data).some(isSession),
  read: ({ data }) => {
    const { data: items, included } = data as { data: unknown; included?: unknown };
    const known = new Map([...objectsOf(items), ...objectsOf(included)].map((item) => [keyOf(item), item]));
    return {
      events: readRecords({
        sessions: objectsOf(items)
          .filter(isSession)
          .map((item) => flatten(item, known)),
      }),
    };
  },
  looksFor: { start: 'starts-at', speakers: 'relationships.speakers', room: 'relationships.microlocation' },
};

function isSession(item: JsonObject): boolean {
  return /^sessions?$/.test(String(item.type)) && isObject(item.attributes);
}

function keyOf({ type, id }: JsonObject): string {
  return `${type} ${id}`;
}

/** Merges the attributes of a resource and of its related resources into one object. */
function flatten({ id, attributes, relationships }: JsonObject, known: Map<string, JsonObject>): JsonObject {
  const related = Object.entries(isObject(relationships) ? relationships : {}).map(([name, relation]) => {
    const references = isObject(relation) ? relation.data : undefined;
    const found = objectsOf([references].flat()).map((each) => known.get(keyOf(each))?.attributes);
    return [name, Array.isArray(references) ? found : found[0]];
  });
  return { ...(attributes as JsonObject), ...Object.fromEntries(related), id };
}
