import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Recap, RecapDay, RecapNote, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { type RecapMessages, recapMessages } from '#render/messages/recap-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { dayNumber, messageInstant, type ZoneClock, zoneClock } from './dates.ts';
import type { Coverage } from './phrases.ts';
import { plainLine, readsTheSame } from './plain-text.ts';
import { hasContent, type SectionView, viewSection } from './section-view.ts';

/** A recap prepared for rendering: what all formats show, in the order in which they show it. */
export interface RecapView {
  recap: Recap;
  /** The bot's own words, in the recap's language. */
  t: RecapMessages;
  clock: ZoneClock;
  days: DayView[];
  coverage: Coverage;
  talkById: ReadonlyMap<TalkId, RecapTalk>;
  /** Whether talks run in more than one room, so that a room is worth naming. */
  severalRooms: boolean;
  /** All notes except small talk. Every number of notes counts these. */
  notes: readonly RecapNote[];
  notesOfDay(date: CalendarDate): RecapNote[];
  /** Returns the notes that support a statement, as far as the recap contains them. */
  sourcesOf(noteIds: readonly NoteId[]): Source[];
  /** The talk that a point comes from; undefined for the hallway's and for a point of several talks. */
  talkOf(noteIds: readonly NoteId[]): RecapTalk | undefined;
  /** Returns whether there is a section on a talk to link to. */
  hasSection(talk: RecapTalk): boolean;
}

/** A note that supports a statement. */
interface Source {
  note: RecapNote;
  /** `13:35`; absent if the note's `ts` is not a time. */
  time?: string;
  /** Absolute http(s). */
  permalink?: string;
}

export interface DayView {
  day: RecapDay;
  /** From 1; absent if the conference has one day, or the day is before its first. */
  number?: number;
  /** Headlines of the day that are not already the conference's. */
  headlines: Point[];
  /** Themes of the day that are not already the conference's. */
  themes: Point[];
  talks: SectionView[];
  openSpaces: SectionView[];
  /** Absent if there is nothing to show from outside the talks. */
  hallway?: SectionView;
  /** Talks and open spaces without notes. */
  unnoted: RecapTalk[];
  /** Talks and open spaces whose notes say no more than the schedule, so that they have no section. */
  mentioned: RecapTalk[];
}

/** Labels of the talks that have no section. */
export const TITLE_LISTS = { mentioned: 'mentioned-talks', unnoted: 'unnoted-talks' } as const;

/** The title of a day's notes from outside the talks. */
export function hallwayTitle({ talks }: Pick<RecapDay, 'talks'>, t: RecapMessages): string {
  return talks.length === 0 ? t('notes-of-day') : t('hallway');
}

/** `Day 1 · Thursday, 26 May 2016`; without the number if the day has none. */
export function dayTitle(number: number | undefined, date: string, t: RecapMessages): string {
  return number === undefined ? date : t('day-title', { number, date });
}

const views = new WeakMap<Recap, RecapView>();

/** Prepares a recap for all renderers; cached, because several of them show the same one. */
export function viewRecap(recap: Recap): RecapView {
  const view = views.get(recap) ?? createView(recap);
  views.set(recap, view);
  return view;
}

function createView(given: Recap): RecapView {
  const t = recapMessages(given.language ?? 'en');
  const recap = withTitles(given, t);
  const clock = zoneClock(recap.conference.timezone);
  const noteById = new Map(recap.notes.map((note) => [note.id, note]));
  const orders = new Map(recap.notes.map(({ id }, index) => [id, index]));
  const orderOf = (noteId: NoteId) => orders.get(noteId) ?? 0;
  const talkById = new Map(recap.days.flatMap(({ talks }) => talks.map((talk) => [talk.id, talk])));
  const days = viewDays(recap, { readingOf: groupReading(recap, noteById), orderOf, t });
  const withSection = new Set(
    days.flatMap(({ talks, openSpaces }) => [...talks, ...openSpaces].map((of) => of.talk!.id)),
  );
  const notes = recap.notes.filter(({ kind }) => kind !== 'small-talk');
  const notesByDay = Map.groupBy(notes, ({ day }) => day);
  return {
    recap,
    t,
    clock,
    days,
    talkById,
    severalRooms: new Set([...talkById.values()].flatMap(({ room }) => room ?? [])).size > 1,
    coverage: { people: recap.contributors.length, notes: notes.length, ...countSessions(recap) },
    notes,
    notesOfDay: (date) => notesByDay.get(date) ?? [],
    sourcesOf: (noteIds) =>
      noteIds.flatMap((id) => {
        const note = noteById.get(id);
        return note === undefined ? [] : [viewSource(note, clock)];
      }),
    talkOf: (noteIds) => {
      const ids = new Set(noteIds.map((id) => noteById.get(id)?.talkId ?? null));
      const [id] = ids;
      return ids.size === 1 && id != null ? talkById.get(id) : undefined;
    },
    hasSection: ({ id }) => withSection.has(id),
  };
}

/** Gives a title to everything that gets a heading, and a description to every photo. */
function withTitles(recap: Recap, t: RecapMessages): Recap {
  const { conference, days } = recap;
  const authors = new Map(recap.notes.map(({ id, author }) => [id, author]));
  const described = <Shown extends Section>(section: Shown) => ({
    ...section,
    photos: section.photos.map(({ alt, ...photo }) => ({
      ...photo,
      alt: alt || t('photo-by', { author: authors.get(photo.noteId) ?? t('unknown-person') }),
    })),
  });
  const titled = (talk: RecapTalk) => ({ ...described(talk), title: plainLine(talk.title) || t('untitled-session') });
  return {
    ...recap,
    conference: { ...conference, name: plainLine(conference.name) || t('untitled-conference') },
    days: days.map((day) => ({ ...day, talks: day.talks.map(titled), hallway: described(day.hallway) })),
  };
}

/** What schedules call a session that its participants make up on the day, numbered or not. */
const OPEN_SPACE = /^(?:openspaces?|unconference|barcamp|bofs?|birdsofafeather)(?:sessions?)?\d*$/;

/** Returns whether it is an open space rather than a talk, by its type, or by its title if it has no speakers. */
export function isOpenSpace({ type, title, speakers }: Pick<RecapTalk, 'type' | 'title' | 'speakers'>): boolean {
  const isNamedSo = (name: string) => OPEN_SPACE.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return isNamedSo(type ?? '') || (speakers.length === 0 && isNamedSo(title));
}

function viewSource(note: RecapNote, clock: ZoneClock): Source {
  const at = messageInstant(note.ts);
  return {
    note,
    ...omitUndefined({ time: at === undefined ? undefined : clock.time(at), permalink: toSafeUrl(note.permalink) }),
  };
}

function viewDays(
  recap: Recap,
  {
    readingOf,
    orderOf,
    t,
  }: { readingOf: ReturnType<typeof groupReading>; orderOf: (noteId: NoteId) => number; t: RecapMessages },
): DayView[] {
  const { conference, headlines, themes = [], notCovered } = recap;
  const unnoted = new Set(notCovered);
  return recap.days.map((day) => {
    const number = dayNumber(day.date, conference.from);
    const sections = day.talks
      .map((talk) => ({ talk, toRead: readingOf(`talk ${talk.id}`) }))
      .filter(({ talk, toRead }) => hasContent(talk, toRead))
      .map(({ talk, toRead }) => viewSection(talk, toRead, { orderOf, t, talk }));
    const toRead = readingOf(`day ${day.date}`);
    const hallway = hasContent(day.hallway, toRead) ? viewSection(day.hallway, toRead, { orderOf, t }) : undefined;
    const without = day.talks.filter(({ id }) => unnoted.has(id));
    const shown = new Set(sections.map(({ talk }) => talk));
    return {
      day,
      ...omitUndefined({ number: number < 1 || conference.from === conference.to ? undefined : number }),
      headlines: withoutRepeated(day.headlines, headlines),
      themes: withoutRepeated(day.themes ?? [], themes),
      talks: sections.filter(({ talk }) => !isOpenSpace(talk!)),
      openSpaces: sections.filter(({ talk }) => isOpenSpace(talk!)),
      ...omitUndefined({ hallway }),
      unnoted: [...without.filter((talk) => !isOpenSpace(talk)), ...without.filter(isOpenSpace)],
      mentioned: day.talks.filter((talk) => !shown.has(talk) && !unnoted.has(talk.id)),
    };
  });
}

function withoutRepeated(points: readonly Point[], said: readonly Point[]): Point[] {
  return points.filter(({ text }) => !said.some((other) => readsTheSame(other.text, text)));
}

function countSessions({ days, notCovered }: Recap): Pick<Coverage, 'talks' | 'openSpaces'> {
  const unnoted = new Set(notCovered);
  const all = days.flatMap(({ talks }) => talks);
  const count = (sessions: RecapTalk[]) => ({
    noted: sessions.filter(({ id }) => !unnoted.has(id)).length,
    all: sessions.length,
  });
  return { talks: count(all.filter((talk) => !isOpenSpace(talk))), openSpaces: count(all.filter(isOpenSpace)) };
}

/** Finds the works that were recommended in a talk or a day's hallway, with only those recommendations. */
function groupReading({ readingList }: Recap, noteById: ReadonlyMap<NoteId, RecapNote>) {
  const placed = readingList.flatMap((item) => {
    const byPlace = Map.groupBy(item.recommendedBy, ({ talkId, noteId }) =>
      talkId === undefined ? `day ${noteById.get(noteId)?.day}` : `talk ${talkId}`,
    );
    return [...byPlace].map(([place, recommendedBy]) => ({ place, item: { ...item, recommendedBy } }));
  });
  const byPlace = Map.groupBy(placed, ({ place }) => place);
  return (place: `talk ${TalkId}` | `day ${CalendarDate}`): ReadingItem[] =>
    (byPlace.get(place) ?? []).map(({ item }) => item);
}
