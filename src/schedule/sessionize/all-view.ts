import { z } from 'zod';
import type { Speaker } from '#domain/conference/talk.ts';
import type { EventDraft, ScheduleDraft } from '#schedule/draft-session.ts';
import { isRecord, lineField, listField } from '#schedule/fields.ts';
import type { Warnings } from '#schedule/warnings.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { readSession, type SessionCategory } from './session.ts';

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
