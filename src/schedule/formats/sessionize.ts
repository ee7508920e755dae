import type { Speaker } from '#domain/conference/talk.ts';
import { parseMoment } from '#schedule/parse-datetime.ts';
import {
  type FieldsOf,
  type Readers,
  readBoolean,
  readFields,
  readLine,
  readList,
  readRaw,
  readText,
} from '#schedule/read-fields.ts';
import type { EventDraft, ScheduleDraft, ScheduleFormat, Warnings } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject, objectsOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

const looksFor = { start: 'sessions[].startsAt', speakers: 'sessions[].speakers', room: 'sessions[].room' };

/** Fields that only Sessionize writes; other programs have `sessions` as well. */
const OWN_FIELDS = ['isServiceSession', 'isPlenumSession', 'categoryItems', 'questionAnswers'];

function hasSessions(value: unknown): boolean {
  return isObject(value) && objectsOf(value.sessions).some((session) => OWN_FIELDS.some((field) => field in session));
}

export const sessionizeGrid: ScheduleFormat = {
  id: 'sessionize-grid',
  label: 'Sessionize JSON',
  detect: ({ data }) =>
    Array.isArray(data) &&
    (data.length === 0 ||
      objectsOf(data).some((day) => Array.isArray(day.rooms) && ('timeSlots' in day || day.rooms.some(hasSessions)))),
  read: ({ data }, warnings) => parseGrid(data as unknown[], warnings),
  looksFor,
};

export const sessionizeSessions: ScheduleFormat = {
  id: 'sessionize-sessions',
  label: 'Sessionize JSON',
  detect: ({ data }) => Array.isArray(data) && data.some(hasSessions),
  read: ({ data }, warnings) => parseSessions(data as unknown[], warnings),
  looksFor,
};

export const sessionizeAll: ScheduleFormat = {
  id: 'sessionize-all',
  label: 'Sessionize JSON',
  detect: ({ data }) =>
    isObject(data) &&
    Array.isArray(data.sessions) &&
    (hasSessions(data) || (Array.isArray(data.questions) && Array.isArray(data.categories))),
  read: ({ data }, warnings) => parseAll(data as JsonObject, warnings),
  looksFor,
};

/**
 * Parses Sessionize's GridSmart view: an array of days, each with rooms and their sessions; `[]` until it is published.
 */
function parseGrid(days: unknown[], warnings: Warnings): ScheduleDraft {
  if (days.length === 0) {
    warnings.add('schedule-empty', { source: 'sessionize' });
  }
  const events = days.flatMap((day, dayIndex) =>
    getList(day, 'rooms', { place: `[${dayIndex}]`, warnings }).flatMap((room, roomIndex) => {
      const place = `[${dayIndex}].rooms[${roomIndex}]`;
      const name = readLine(isObject(room) ? room.name : undefined);
      return getList(room, 'sessions', { place, warnings }).map((session, index) =>
        parseSession(session, `${place}.sessions[${index}]`, name),
      );
    }),
  );
  return { events };
}

/** Parses Sessionize's Sessions view: an array of groups, each with its sessions. */
function parseSessions(groups: unknown[], warnings: Warnings): ScheduleDraft {
  const events = groups.flatMap((group, groupIndex) =>
    getList(group, 'sessions', { place: `[${groupIndex}]`, warnings }).map((session, index) =>
      parseSession(session, `[${groupIndex}].sessions[${index}]`, undefined),
    ),
  );
  return { events };
}

function getList(
  value: unknown,
  key: 'rooms' | 'sessions',
  { place, warnings }: { place: string; warnings: Warnings },
): unknown[] {
  const list = isObject(value) ? value[key] : undefined;
  if (Array.isArray(list)) return list;
  warnings.add('part-missing', { place, field: key });
  return [];
}

const allFields = {
  sessions: readList,
  speakers: readList,
  rooms: readList,
  categories: readList,
  questions: readList,
};

const referencesFields = { speakers: readList, categoryItems: readList, roomId: readLine };

const speakerFields = {
  id: readLine,
  fullName: readLine,
  firstName: readLine,
  lastName: readLine,
  questionAnswers: readList,
};

/** Parses Sessionize's All view, whose sessions refer by id to lists of speakers, rooms and category items. */
function parseAll(all: Record<string, unknown>, warnings: Warnings): ScheduleDraft {
  const lists = readFields(all, allFields);
  const speakers = speakersById(lists.speakers, affiliationQuestions(lists.questions));
  const rooms = new Map(
    parseRecords(lists.rooms, { id: readLine, name: readLine }).map((room) => [room.id, room.name]),
  );
  const items = categoryItemsById(lists.categories);
  const events = lists.sessions.map((session, index): EventDraft => {
    const place = `sessions[${index}]`;
    const references = readFields(session, referencesFields);
    const roomName = references.roomId === undefined ? undefined : rooms.get(references.roomId);
    if (references.roomId !== undefined && roomName === undefined) {
      warnings.add('unknown-reference', { place, kind: 'room', id: references.roomId });
    }
    return parseSharedFields(session, place, {
      speakers: references.speakers.flatMap((reference) => {
        // A GUID, or an object with the speaker's name if the view was customized.
        const id = readLine(isObject(reference) ? reference.id : reference);
        const speaker = id === undefined ? undefined : speakers.get(id);
        if (speaker === undefined) warnings.add('unknown-reference', { place, kind: 'speaker', id: id ?? '–' });
        return speaker ?? [];
      }),
      room: roomName,
      categories: groupItems(references.categoryItems, items),
    });
  });
  return { events };
}

function parseRecords<R extends Readers>(values: unknown[], readers: R): FieldsOf<R>[] {
  return values.filter(isObject).map((value) => readFields(value, readers));
}

/** Returns the ids of questions for the affiliation, which organizers add as Sessionize has no field for it. */
function affiliationQuestions(questions: unknown[]): Set<string> {
  const ids = new Set<string>();
  for (const { id, question } of parseRecords(questions, { id: readLine, question: readLine })) {
    const asksForIt = /^\W*(?:company|employer|affiliation|organi[sz]ation)(?: name)?\W*$/i.test(question ?? '');
    if (id !== undefined && asksForIt) ids.add(id);
  }
  return ids;
}

function speakersById(values: unknown[], affiliations: Set<string>): Map<string, Speaker> {
  const speakers = new Map<string, Speaker>();
  const answerFields = { questionId: readLine, answerValue: readLine };
  for (const speaker of parseRecords(values, speakerFields)) {
    const parts = [speaker.firstName, speaker.lastName].filter((part) => part !== undefined);
    const name = speaker.fullName ?? parts.join(' ');
    if (speaker.id === undefined || name === '') continue;
    const answers = parseRecords(speaker.questionAnswers, answerFields);
    const affiliation = answers.find((answer) => affiliations.has(answer.questionId ?? ''))?.answerValue;
    speakers.set(speaker.id, { name, ...omitUndefined({ affiliation }) });
  }
  return speakers;
}

interface CategoryItem {
  category: string | undefined;
  name: string;
}

function categoryItemsById(categories: unknown[]): Map<string, CategoryItem> {
  const byId = new Map<string, CategoryItem>();
  for (const { title, items } of parseRecords(categories, { title: readLine, items: readList })) {
    for (const { id, name } of parseRecords(items, { id: readLine, name: readLine })) {
      if (id !== undefined && name !== undefined) byId.set(id, { category: title, name });
    }
  }
  return byId;
}

function groupItems(references: unknown[], items: Map<string, CategoryItem>): SessionCategory[] {
  const categories = new Map<string | undefined, string[]>();
  for (const reference of references) {
    const item = items.get(readLine(reference) ?? '');
    if (item === undefined) continue;
    const names = categories.get(item.category);
    if (names === undefined) categories.set(item.category, [item.name]);
    else names.push(item.name);
  }
  return [...categories].map(([title, names]) => ({ title, items: names }));
}

/** The fields that all views of Sessionize's API share (https://sessionize.com/playbook/api). */
const sessionFields = {
  id: readLine,
  title: readLine,
  description: readText,
  startsAt: readRaw,
  endsAt: readRaw,
  isServiceSession: readBoolean,
  room: readLine,
};

interface SessionCategory {
  title: string | undefined;
  items: string[];
}

/** Parses a session's shared fields; each view writes speakers, room and categories differently. */
function parseSharedFields(
  session: unknown,
  place: string,
  { speakers, room, categories }: { speakers: Speaker[]; room: string | undefined; categories: SessionCategory[] },
): EventDraft {
  const fields = readFields(session, sessionFields);
  return {
    place,
    id: fields.id,
    title: fields.title,
    speakers,
    room: fields.room ?? room,
    track: joinItems(categories, /\b(?:track|stream|topic)s?\b/i),
    type: joinItems(categories, /\b(?:format|type)s?\b/i),
    abstract: fields.description,
    start: parseMoment(fields.startsAt),
    end: parseMoment(fields.endsAt),
    isService: fields.isServiceSession,
  };
}

/** Joins the items of the first category with a matching title; Sessionize suggests these titles. */
function joinItems(categories: SessionCategory[], title: RegExp): string | undefined {
  const category = categories.find((each) => title.test(each.title ?? '') && each.items.length > 0);
  return category?.items.join(', ');
}

const namedFields = { name: readLine };
const categoryFields = { name: readLine, title: readLine, categoryItems: readList };

function parseName(value: unknown): string | undefined {
  return readFields(value, namedFields).name;
}

/** Parses a session of the GridSmart or Sessions view, which contains its speakers and categories by name. */
function parseSession(session: unknown, place: string, room: string | undefined): EventDraft {
  const lists = readFields(session, { speakers: readList, categories: readList });
  return parseSharedFields(session, place, {
    speakers: lists.speakers.flatMap((speaker) => {
      const name = parseName(speaker);
      return name === undefined ? [] : [{ name }];
    }),
    room,
    categories: lists.categories.filter(isObject).map((category) => {
      const { name, title, categoryItems } = readFields(category, categoryFields);
      return { title: name ?? title, items: categoryItems.flatMap((item) => parseName(item) ?? []) };
    }),
  });
}
