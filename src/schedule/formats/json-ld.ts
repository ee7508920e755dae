import { readLine, readRaw } from '#schedule/read-fields.ts';
import { readRecords } from '#schedule/records/records.ts';
import type { ScheduleDraft, ScheduleFormat, ScheduleSource } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject } from '#shared/json-guards.ts';

/** schema.org events as JSON-LD, in a file or in scripts of an HTML page, such as a conference's program page. */
export const jsonLd: ScheduleFormat = {
  id: 'json-ld',
  label: 'HTML pages with schema.org events',
  detect: (source) => findEvents(source).length > 0,
  read: (source) => readEvents(findEvents(source)),
  looksFor: { start: 'startDate', speakers: 'performer', room: 'location' },
};

function findEvents({ text, data }: ScheduleSource): JsonObject[] {
  if (data !== undefined) return isObject(data) || Array.isArray(data) ? eventsIn(data, 0) : [];
  if (!text.startsWith('<')) return [];
  return text.split(/<script/i).flatMap((script) => {
    const tag = /^[^>]{0,500}application\/ld\+json[^>]{0,500}>/i.exec(script)?.[0];
    const end = script.search(/<\/script/i);
    return tag === undefined || end < 0 ? [] : eventsIn(parseJson(script.slice(tag.length, end)), 0);
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\s*(?:<!--|\/\*<!\[CDATA\[\*\/)|(?:-->|\/\*\]\]>\*\/)\s*$/g, ''));
  } catch {
    return undefined;
  }
}

const DEEPEST = 8;

/** Returns the top-level events of a JSON-LD document: in lists, in `@graph` and as the subject of the page. */
function eventsIn(value: unknown, depth: number): JsonObject[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((each) => eventsIn(each, depth + 1));
  if (!isObject(value)) return [];
  if (isEvent(value)) return [value];
  return [value['@graph'], value.mainEntity, value.itemListElement, value.item, value.event, value.events].flatMap(
    (each) => eventsIn(each, depth + 1),
  );
}

function isEvent(item: JsonObject): boolean {
  return [item['@type']].flat().some((type) => /(?:Event|Hackathon|Festival|EventSeries)$/.test(String(type)));
}

/** Parses events. The conference is the event that contains the others, or that they refer to as their parent. */
function readEvents(events: JsonObject[]): ScheduleDraft {
  const whole =
    events.find((event) => event.subEvent !== undefined || event.subEvents !== undefined) ??
    events.map((event) => event.superEvent).find(isObject);
  const sessions = events.flatMap(leaves);
  return {
    name: readLine(whole?.name),
    from: readRaw(whole?.startDate),
    to: readRaw(whole?.endDate),
    events: readRecords({ sessions: sessions.map(toRecord) }),
  };
}

function leaves(event: JsonObject): JsonObject[] {
  const parts = [event.subEvent, event.subEvents].flat().filter(isObject);
  return parts.length === 0 ? [event] : parts.flatMap(leaves);
}

function toRecord(event: JsonObject): JsonObject {
  const {
    '@id': id,
    identifier,
    performer,
    performers,
    actor,
    name,
    startDate,
    endDate,
    duration,
    location,
    url,
    description,
  } = event;
  return {
    id: identifier ?? id,
    title: name,
    start: startDate,
    end: endDate,
    duration,
    room: placeOf(location),
    url,
    description,
    speakers: performer ?? performers ?? actor,
  };
}

/** Returns the first of several places, which is the room rather than the building. */
function placeOf(location: unknown): unknown {
  const [place] = [location].flat();
  return isObject(place) ? place.name : place;
}
