import { z } from 'zod';
import type { Speaker } from '#domain/conference/talk.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { booleanField, isRecord, lineField, listField, rawField, textField } from './fields.ts';
import { momentOf } from './parse-datetime.ts';
import type { EventDraft, ScheduleDraft, Warnings } from './schedule-draft.ts';

/** Sessionize's GridSmart view: an array of days, each with its rooms and their sessions; `[]` until published. */
export function readSessionizeGrid(days: unknown[], warnings: Warnings): ScheduleDraft {
  if (days.length === 0) {
    warnings.add('the schedule is empty: Sessionize answers so until the organisers publish theirs');
  }
  const events: EventDraft[] = [];
  for (const [dayIndex, day] of days.entries()) {
    const rooms = isRecord(day) ? day.rooms : undefined;
    if (!Array.isArray(rooms)) {
      warnings.add(`[${dayIndex}]: no rooms, left out`);
      continue;
    }
    for (const [roomIndex, room] of rooms.entries()) {
      const place = `[${dayIndex}].rooms[${roomIndex}]`;
      const sessions = isRecord(room) ? room.sessions : undefined;
      if (!Array.isArray(sessions)) {
        warnings.add(`${place}: no sessions, left out`);
        continue;
      }
      const name = lineField.parse(room.name);
      for (const [index, session] of sessions.entries()) {
        events.push(readSelfContainedSession(session, `${place}.sessions[${index}]`, name));
      }
    }
  }
  return { format: 'sessionize-grid', events };
}

/** Sessionize's Sessions view: an array of groups (`groupId`, `groupName`), each with its sessions. */
export function readSessionizeSessions(groups: unknown[], warnings: Warnings): ScheduleDraft {
  const events: EventDraft[] = [];
  for (const [groupIndex, group] of groups.entries()) {
    const sessions = isRecord(group) ? group.sessions : undefined;
    if (!Array.isArray(sessions)) {
      warnings.add(`[${groupIndex}]: no sessions, left out`);
      continue;
    }
    for (const [index, session] of sessions.entries()) {
      events.push(readSelfContainedSession(session, `[${groupIndex}].sessions[${index}]`, undefined));
    }
  }
  return { format: 'sessionize-sessions', events };
}

const allSchema = z.object({
  sessions: listField,
  speakers: listField,
  rooms: listField,
  categories: listField,
  questions: listField,
});

const referencesSchema = z.object({ speakers: listField, categoryItems: listField, roomId: lineField });

const speakerSchema = z.object({
  id: lineField,
  fullName: lineField,
  firstName: lineField,
  lastName: lineField,
  questionAnswers: listField,
});

/** Sessionize's All view: sessions that refer by id to speakers, rooms and category items in lists of their own. */
export function readSessionizeAll(all: Record<string, unknown>, warnings: Warnings): ScheduleDraft {
  const lists = allSchema.parse(all);
  const speakers = speakersById(lists.speakers, affiliationQuestions(lists.questions));
  const rooms = new Map(
    readRecords(lists.rooms, z.object({ id: lineField, name: lineField })).map((room) => [room.id, room.name]),
  );
  const items = categoryItemsById(lists.categories);
  const events = lists.sessions.map((session, index): EventDraft => {
    const place = `sessions[${index}]`;
    const references = referencesSchema.parse(isRecord(session) ? session : {});
    const roomName = references.roomId === undefined ? undefined : rooms.get(references.roomId);
    if (references.roomId !== undefined && roomName === undefined) {
      warnings.add(`${place}: no room has the id ${references.roomId}`);
    }
    return readSession(session, place, {
      speakers: references.speakers.flatMap((reference) => {
        // A guid here; an object with the speaker's name in it where the view was made by hand.
        const id = lineField.parse(isRecord(reference) ? reference.id : reference);
        const speaker = id === undefined ? undefined : speakers.get(id);
        if (speaker === undefined) warnings.add(`${place}: no speaker has the id ${id ?? '(none)'}`);
        return speaker ?? [];
      }),
      room: roomName,
      categories: groupItems(references.categoryItems, items),
    });
  });
  return { format: 'sessionize-all', events };
}

function readRecords<Fields>(values: unknown[], schema: z.ZodType<Fields>): Fields[] {
  return values.filter(isRecord).map((value) => schema.parse(value));
}

/** Where a speaker works is no field of Sessionize, but a question that the organisers add. */
function affiliationQuestions(questions: unknown[]): Set<string> {
  const ids = new Set<string>();
  for (const { id, question } of readRecords(questions, z.object({ id: lineField, question: lineField }))) {
    const asksForIt = /^\W*(?:company|employer|affiliation|organi[sz]ation)(?: name)?\W*$/i.test(question ?? '');
    if (id !== undefined && asksForIt) ids.add(id);
  }
  return ids;
}

function speakersById(values: unknown[], affiliations: Set<string>): Map<string, Speaker> {
  const speakers = new Map<string, Speaker>();
  const answerSchema = z.object({ questionId: lineField, answerValue: lineField });
  for (const speaker of readRecords(values, speakerSchema)) {
    const parts = [speaker.firstName, speaker.lastName].filter((part) => part !== undefined);
    const name = speaker.fullName ?? parts.join(' ');
    if (speaker.id === undefined || name === '') continue;
    const answers = readRecords(speaker.questionAnswers, answerSchema);
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
  for (const { title, items } of readRecords(categories, z.object({ title: lineField, items: listField }))) {
    for (const { id, name } of readRecords(items, z.object({ id: lineField, name: lineField }))) {
      if (id !== undefined && name !== undefined) byId.set(id, { category: title, name });
    }
  }
  return byId;
}

function groupItems(references: unknown[], items: Map<string, CategoryItem>): SessionCategory[] {
  const categories = new Map<string | undefined, string[]>();
  for (const reference of references) {
    const item = items.get(lineField.parse(reference) ?? '');
    if (item === undefined) continue;
    const names = categories.get(item.category);
    if (names === undefined) categories.set(item.category, [item.name]);
    else names.push(item.name);
  }
  return [...categories].map(([title, names]) => ({ title, items: names }));
}

/** What the views of Sessionize's API (https://sessionize.com/playbook/api) say alike of a session. */
const sessionSchema = z.object({
  id: lineField,
  title: lineField,
  description: textField,
  startsAt: rawField,
  endsAt: rawField,
  isServiceSession: booleanField,
  room: lineField,
});

/** A category's title and the items of it that a session has. */
interface SessionCategory {
  title: string | undefined;
  items: string[];
}

/** A session; speakers, room and categories are written differently in each view, so the caller reads them. */
function readSession(
  session: unknown,
  place: string,
  { speakers, room, categories }: { speakers: Speaker[]; room: string | undefined; categories: SessionCategory[] },
): EventDraft {
  const fields = sessionSchema.parse(isRecord(session) ? session : {});
  return {
    place,
    id: fields.id,
    title: fields.title,
    speakers,
    room: fields.room ?? room,
    track: itemsOf(categories, /\b(?:track|stream|topic)s?\b/i),
    type: itemsOf(categories, /\b(?:format|type)s?\b/i),
    abstract: fields.description,
    start: momentOf(fields.startsAt),
    end: momentOf(fields.endsAt),
    isService: fields.isServiceSession,
  };
}

/** Organisers name their categories themselves; these are what Sessionize proposes for track and kind. */
function itemsOf(categories: SessionCategory[], title: RegExp): string | undefined {
  const category = categories.find((each) => title.test(each.title ?? '') && each.items.length > 0);
  return category?.items.join(', ');
}

const namedSchema = z.object({ name: lineField });
const categorySchema = z.object({ name: lineField, title: lineField, categoryItems: listField });

function nameOf(value: unknown): string | undefined {
  return namedSchema.parse(isRecord(value) ? value : {}).name;
}

/** A session of GridSmart or Sessions, where speakers and categories stand in the session, by name. */
function readSelfContainedSession(session: unknown, place: string, room: string | undefined): EventDraft {
  const lists = z.object({ speakers: listField, categories: listField }).parse(isRecord(session) ? session : {});
  return readSession(session, place, {
    speakers: lists.speakers.flatMap((speaker) => {
      const name = nameOf(speaker);
      return name === undefined ? [] : [{ name }];
    }),
    room,
    categories: lists.categories.filter(isRecord).map((category) => {
      const { name, title, categoryItems } = categorySchema.parse(category);
      return { title: name ?? title, items: categoryItems.flatMap((item) => nameOf(item) ?? []) };
    }),
  });
}
