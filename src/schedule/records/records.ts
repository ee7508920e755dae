import type { Speaker } from '#domain/conference/talk.ts';
import { splitNames } from '#domain/language/person-names.ts';
import { parseDuration } from '#schedule/parse-datetime.ts';
import { paragraphs, readLine, readRaw, readText, readUrl } from '#schedule/read-fields.ts';
import { type Columns, type EventDraft, MAX_EVENTS } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { fieldNamed, type RecordField } from './field-names.ts';
import { type DateStyle, joinDateAndTime, parseDay, parseTableTimes } from './parse-table-times.ts';

/** Lists that the records of a file refer to by id. */
interface Known {
  speakers: Map<string, Speaker>;
  rooms: Map<string, string>;
  tracks: Map<string, string>;
  types: Map<string, string>;
  sessions: Map<string, JsonObject>;
}

/** What applies to all records of a group: the day, the time slot, the room. */
interface Context {
  place: string;
  depth: number;
  date?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
  duration?: string | undefined;
  room?: string | undefined;
  track?: string | undefined;
  /** Tracks of a day, in the order of the sessions in its time slots. */
  tracks?: string[] | undefined;
}

/** Maximum nesting depth, more than that of any schedule. */
const MAX_DEPTH = 16;

interface RecordOptions {
  style?: DateStyle;
  /** Maximum number of events to read. */
  most?: number;
  /** Collects the names of the fields that are read. */
  columns?: Columns;
}

export function createColumns(): Columns {
  return { used: {}, unused: [] };
}

/** Fields that are looked for in files without a known format. */
export const RECORD_FIELDS = {
  start: 'start, startTime, date',
  speakers: 'speakers, presenters, persons',
  room: 'room, location, stage',
};

/** Lists with these names contain the sessions of their group, which inherit its times. */
const SESSION_LISTS =
  /^(?:sub)?(?:sessions?(?:ids?)?|events?|talks?|items?|(?:time)?slots?|presentations?|entries|contributions|activities|program(?:me)?|schedule|agenda|timetable)$/i;

/**
 * Finds the sessions in a tree of JSON, YAML or rows by the names of their fields: everything with a title and a start,
 * its own or inherited from the group around it.
 */
export function readRecords(
  tree: unknown,
  { style = { monthFirst: false }, most = MAX_EVENTS + 1, columns = createColumns() }: RecordOptions = {},
): EventDraft[] {
  const reader = new RecordReader(findLists(isObject(tree) ? tree : {}), { style, most, columns });
  reader.visit(tree, { place: '', depth: 0 }, '');
  return reader.events;
}

/** Finds the top-level lists of a file that its sessions refer to. */
function findLists(tree: JsonObject): Known {
  const known: Known = {
    speakers: new Map(),
    rooms: new Map(),
    tracks: new Map(),
    types: new Map(),
    sessions: new Map(),
  };
  const names: Partial<Record<RecordField, Map<string, string>>> = {
    room: known.rooms,
    track: known.tracks,
    type: known.types,
  };
  for (const [key, list] of Object.entries(tree)) {
    const field = fieldNamed(key)?.field;
    for (const [id, item] of itemsById(list)) {
      const name = readLine(localized(item));
      const speaker = field === 'speakers' ? speakerOf(item) : undefined;
      if (speaker !== undefined) known.speakers.set(id, speaker);
      else if (field === 'title') known.sessions.set(id, item);
      else if (field !== undefined && name !== undefined) names[field]?.set(id, name);
    }
  }
  return known;
}

/** Returns the objects of a list by id, or of an object by key. */
function itemsById(list: unknown): [string, JsonObject][] {
  if (Array.isArray(list)) {
    return list.filter(isObject).flatMap((item) => {
      const id = readLine(item.id ?? item.guid ?? item.code ?? item.slug ?? item.name);
      return id === undefined ? [] : [[id, item]];
    });
  }
  return isObject(list)
    ? Object.entries(list).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    : [];
}

/** Merges in the fields given by language, `{ "en": { "title": … } }`: English if available, otherwise the first. */
function localized(record: JsonObject): JsonObject {
  const languages = Object.entries(record).filter(
    ([key, value]) => /^[a-z]{2}(?:[-_]\w{2,4})?$/i.test(key) && isObject(value),
  );
  const texts = record.en ?? languages[0]?.[1];
  return isObject(texts) ? { ...record, ...texts } : record;
}

/** Returns the person that an object describes, in the field names of any program. */
function speakerOf(value: unknown): Speaker | undefined {
  if (!isObject(value)) {
    const name = readLine(value);
    // It is the id of a person who isn't in any list.
    return name === undefined || /^(?=.*\d)(?:[\da-f-]+|[A-Z\d]{5,})$/i.test(name) ? undefined : { name };
  }
  const person = localized(value);
  const text = (...keys: string[]) =>
    readLine(keys.map((key) => person[key]).find((each) => typeof each === 'string' && each !== ''));
  const family = text('surname', 'lastName', 'last_name', 'lastname', 'familyName', 'family_name');
  const given = text('firstName', 'first_name', 'firstname', 'givenName', 'given_name', 'name');
  const whole = text(
    'fullName',
    'full_name',
    'fullname',
    'displayName',
    'display_name',
    'public_name',
    'full_public_name',
  );
  const isWhole = family === undefined || (person.name === given && given?.includes(family) === true);
  const name = whole ?? (isWhole ? (given ?? text('title')) : [given, family].filter(Boolean).join(' '));
  const employer = Object.keys(person).find((key) => fieldNamed(key)?.field === 'affiliation' || key === 'worksFor');
  const affiliation = employer === undefined ? undefined : readLine(person[employer]);
  return name === undefined ? undefined : { name, ...omitUndefined({ affiliation }) };
}

class RecordReader {
  readonly events: EventDraft[] = [];
  readonly #known: Known;
  readonly #options: Required<RecordOptions>;

  constructor(known: Known, options: Required<RecordOptions>) {
    this.#known = known;
    this.#options = options;
  }

  visit(value: unknown, outer: Context, key: string): void {
    const context = { ...outer, depth: outer.depth + 1 };
    if (context.depth > MAX_DEPTH || this.events.length >= this.#options.most) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        // The sessions of a time slot belong to the day's tracks in order; nested lists don't.
        const isByTrack = !/slot/i.test(key) && value.length > 1 && value.length <= (context.tracks?.length ?? 0);
        const track = isByTrack ? context.tracks![index] : context.track;
        const tracks = isByTrack ? undefined : context.tracks;
        const place = `${context.place}[${index}]`;
        const session = isObject(item) ? item : this.#known.sessions.get(readRaw(item) ?? '');
        if (session !== undefined) this.visit(session, { ...context, track, tracks, place }, key);
      }
    } else if (isObject(value)) {
      this.#visitRecord(localized(value), context, key);
    }
  }

  #visitRecord(record: JsonObject, context: Context, key: string): void {
    const fields = pickFields(record);
    const { date = context.date } = fields;
    const hasStart = fields.start !== undefined || (fields.date !== undefined && /\d[:.h]\d\d/.test(fields.date));
    const group = { ...context, date, ...nameOfGroup(key, hasStart, fields) };
    const { start, end, duration } = fields;
    const times = start === undefined && end === undefined ? {} : { start, end, duration };
    const before = this.events.length;
    for (const [name, child] of Object.entries(record)) {
      if (typeof child !== 'object' || child === null || fieldNamed(name)?.field === 'speakers') continue;
      const place = context.place === '' ? name : `${context.place}.${name}`;
      const inherits = Array.isArray(child) && SESSION_LISTS.test(name.replace(/[^\p{L}]/gu, ''));
      const inner = inherits
        ? { ...group, ...times }
        : { ...group, start: undefined, end: undefined, duration: undefined };
      this.visit(
        child,
        {
          ...inner,
          ...keyOfGroup(name, record, { parent: key, style: this.#options.style }),
          tracks: tracksOf(record) ?? context.tracks,
          place,
        },
        name,
      );
    }
    const isGroup = this.events.length > before;
    if (isGroup) noteColumns(record, this.#options.columns, true);
    if (!isGroup && fields.title !== undefined && (hasStart || context.start !== undefined)) {
      this.events.push(this.#toEvent(record, fields, context));
    }
  }

  #toEvent(record: JsonObject, fields: Fields, context: Context): EventDraft {
    const range = {
      start: fields.start ?? context.start,
      end: fields.end ?? (fields.start === undefined ? context.end : undefined),
    };
    const known = this.#known;
    const { style, columns } = this.#options;
    noteColumns(record, columns);
    return {
      place: context.place,
      id: fields.id,
      title: fields.title,
      speakers: this.#speakers(record, fields.affiliation),
      room: known.rooms.get(fields.room ?? '') ?? fields.room ?? context.room,
      track: known.tracks.get(fields.track ?? '') ?? fields.track ?? context.track,
      type: known.types.get(fields.type ?? '') ?? fields.type,
      url: fields.url,
      abstract: fields.abstract,
      ...parseTableTimes({ ...range, date: fields.date ?? context.date, style }),
      minutes: parseDuration(fields.duration ?? (fields.start === undefined ? context.duration : undefined)),
      isService: record.service === true || record.isServiceSession === true || fields.type === 'service',
    };
  }

  #speakers(record: JsonObject, affiliation: string | undefined): Speaker[] {
    const keys = Object.keys(record).filter((key) => fieldNamed(key)?.field === 'speakers');
    const speakers = keys.flatMap((key) => {
      const value = record[key];
      if (!Array.isArray(value) && !isObject(value)) {
        const text = readLine(value);
        return this.#known.speakers.get(text ?? '') ?? splitNames(text ?? '').map((name) => ({ name }));
      }
      return [value].flat().flatMap((item) => {
        const id = readLine(isObject(item) ? (item.id ?? item.speaker_id) : item);
        return this.#known.speakers.get(id ?? '') ?? speakerOf(item) ?? [];
      });
    });
    const unique: Speaker[] = [...new Map(speakers.map((speaker) => [speaker.name, speaker])).values()];
    const [only] = unique;
    if (unique.length === 1 && only!.affiliation === undefined && affiliation !== undefined) {
      return [{ ...only!, affiliation }];
    }
    return unique;
  }
}

type Fields = Partial<Record<RecordField, string>>;

/** Returns the keys of a record's fields. If several keys match a field, those that match best win. */
function keysOfFields(record: JsonObject): Map<RecordField, { rank: number; keys: string[] }> {
  const found = new Map<RecordField, { rank: number; keys: string[] }>();
  for (const [key, value] of Object.entries(record)) {
    const named = fieldNamed(key);
    if (named === undefined || value === null || value === '') continue;
    if (Array.isArray(value) && named.field !== 'speakers') continue;
    const held = found.get(named.field);
    if (held === undefined || named.rank < held.rank) found.set(named.field, { rank: named.rank, keys: [key] });
    else if (held.rank === named.rank) held.keys.push(key);
  }
  return found;
}

/** Fields that sessions inherit from the group around them. */
const INHERITED = new Set<RecordField>(['date', 'start', 'end', 'room', 'track']);

/** Records which of a record's keys were understood, and which were not. */
function noteColumns(record: JsonObject, { used, unused }: Columns, isGroup = false): void {
  for (const [field, { keys }] of keysOfFields(record)) {
    if (isGroup && !INHERITED.has(field)) continue;
    used[field] = [...new Set([...(used[field] ?? []), ...keys])];
  }
  if (isGroup) return;
  // A column may be empty in the first rows.
  const understood = new Set(Object.values(used).flat());
  const others = new Set([...unused, ...Object.keys(record)]);
  unused.splice(0, unused.length, ...[...others].filter((key) => !understood.has(key)));
}

function pickFields(record: JsonObject): Fields {
  const fields: Fields = {};
  for (const [field, { keys }] of keysOfFields(record)) {
    const values = keys.map((key) => record[key]);
    const value = FIELD_READERS[field]?.(values) ?? readLine(values[0]);
    if (value !== undefined) fields[field] = value;
  }
  // In calendars, the summary is the title; elsewhere it is the abstract.
  const title = fields.title ?? readLine(record.summary);
  return title === undefined ? fields : { ...fields, title };
}

const FIELD_READERS: Partial<Record<RecordField, (values: unknown[]) => string | undefined>> = {
  start: joinDateAndTime,
  end: joinDateAndTime,
  date: joinDateAndTime,
  url: (values) => values.map((value) => readUrl(value)).find((url) => url !== undefined),
  abstract: (values) => paragraphs(...values.map((value) => readText(value))),
};

/** Returns a group's room and track. A group without a start may be a room or track itself. */
function nameOfGroup(key: string, hasStart: boolean, { title, room, track }: Fields): Partial<Context> {
  if (hasStart) return omitUndefined({ room, track });
  const kind = fieldNamed(key)?.field;
  if (kind === 'room') return omitUndefined({ room: room ?? title });
  if (kind === 'track') return omitUndefined({ track: track ?? title });
  return omitUndefined({ room, track });
}

/** Returns the day, room or track in a group's key: `{ "2025-05-01": … }`, `{ "rooms": { "Hall": … } }`. */
function keyOfGroup(
  name: string,
  record: JsonObject,
  { parent, style }: { parent: string; style: DateStyle },
): Partial<Context> {
  const date = parseDay(name, style);
  if (date !== undefined) return { date };
  if (Object.values(record).some((value) => typeof value !== 'object')) return {};
  const kind = fieldNamed(parent)?.field;
  return kind === 'room' || kind === 'track' ? { [kind]: name } : {};
}

function tracksOf({ tracks }: JsonObject): string[] | undefined {
  if (!Array.isArray(tracks)) return undefined;
  return tracks.map((track) => readLine(isObject(track) ? (track.title ?? track.name) : track) ?? '');
}
