import { z } from 'zod';
import type { Speaker } from '#domain/conference/talk.ts';
import type { EventDraft } from '#schedule/draft-session.ts';
import { booleanField, isRecord, lineField, listField, rawField, textField } from '#schedule/fields.ts';
import { momentOf } from '#schedule/parse-datetime.ts';

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
export interface SessionCategory {
  title: string | undefined;
  items: string[];
}

/** A session; speakers, room and categories are written differently in each view, so the caller reads them. */
export function readSession(
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
export function readSelfContainedSession(session: unknown, place: string, room: string | undefined): EventDraft {
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
