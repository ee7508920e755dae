import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import { findUrls, normalizeUrl } from '#domain/notes/find-urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Photo, Recap, RecapDay, RecapNote, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { createZoneClock, dayNumber, messageInstant, type ZoneClock } from './dates.ts';
import type { Coverage } from './phrases.ts';
import { plainLine, readsTheSame } from './plain-text.ts';
import { photoAddress, toSafeUrl } from './safe-url.ts';

/** A recap as a reader meets it: what Markdown and the page both show, in the order in which they show it. */
export interface RecapView {
  recap: Recap;
  clock: ZoneClock;
  days: DayView[];
  coverage: Coverage;
  talkById: ReadonlyMap<TalkId, RecapTalk>;
  /** Do talks run in more than one room, so that a room is worth naming? */
  severalRooms: boolean;
  /** The notes that something rests on, as far as the recap holds them. */
  sourcesOf(noteIds: readonly NoteId[]): Source[];
  /** The talk that a point comes from; undefined for the hallway's and for a point of several talks. */
  talkOf(noteIds: readonly NoteId[]): RecapTalk | undefined;
  /** Was a talk noted, so that it has a part of its own? */
  isNoted(talk: RecapTalk): boolean;
  /** The notes that count for a day, without small talk. */
  notesOfDay(date: CalendarDate): RecapNote[];
}

/** A note that something rests on. */
export interface Source {
  note: RecapNote;
  /** `13:35`, where the note's `ts` is a time. */
  time?: string;
  /** Absolute http(s). */
  permalink?: string;
}

export interface DayView {
  day: RecapDay;
  /** From 1; absent where the conference has one day, or the day is before its first. */
  number?: number;
  /** Headlines of the day that are not already the conference's. */
  headlines: Point[];
  /** Themes of the day that are not already the conference's. */
  themes: Point[];
  talks: SectionView[];
  openSpaces: SectionView[];
  /** Absent where nothing was noted outside the talks. */
  hallway?: SectionView;
  unnotedTalks: RecapTalk[];
  unnotedOpenSpaces: RecapTalk[];
}

/** A talk or a hallway with something to show. */
export interface SectionView {
  section: Section;
  /** Absent for the hallway. */
  talk?: RecapTalk;
  /** Works recommended here, each with only the recommendations made here. */
  toRead: ReadingItem[];
  /** Links with http(s) addresses that neither `toRead` nor a point shows. */
  links: Section['links'];
  /** Photos, without captions that repeat a point or quote of the same note. */
  photos: Photo[];
}

/** Looks a recap over once, so that the renderers need only set it. */
export function viewRecap(given: Recap): RecapView {
  const recap = withTitles(given);
  const clock = createZoneClock(recap.conference.timezone);
  const noteById = new Map(recap.notes.map((note) => [note.id, note]));
  const talkById = new Map(recap.days.flatMap(({ talks }) => talks.map((talk) => [talk.id, talk])));
  const reading = groupReading(recap, noteById);
  const unnoted = new Set(recap.notCovered);
  const isNoted = (talk: RecapTalk) => !unnoted.has(talk.id) && !isEmpty(talk);
  const days = recap.days.map((day) => viewDay(day, recap, isNoted, reading));
  const notesByDay = Map.groupBy(
    recap.notes.filter(({ kind }) => kind !== 'small-talk'),
    ({ day }) => day,
  );
  return {
    recap,
    clock,
    days,
    talkById,
    severalRooms: new Set([...talkById.values()].flatMap(({ room }) => room ?? [])).size > 1,
    coverage: {
      people: recap.contributors.length,
      notes: recap.contributors.reduce((sum, { notes }) => sum + notes, 0),
      talks: coverageOf(days, 'talks', 'unnotedTalks'),
      openSpaces: coverageOf(days, 'openSpaces', 'unnotedOpenSpaces'),
    },
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
    isNoted,
    notesOfDay: (date) => notesByDay.get(date) ?? [],
  };
}

/** What has a heading has words in it. */
function withTitles(recap: Recap): Recap {
  const { conference, days } = recap;
  const titled = (talk: RecapTalk) => ({ ...talk, title: plainLine(talk.title) || 'Untitled session' });
  return {
    ...recap,
    conference: { ...conference, name: plainLine(conference.name) || 'Untitled conference' },
    days: days.map((day) => ({ ...day, talks: day.talks.map(titled) })),
  };
}

/** What a session is called that its participants make up on the day, numbered or not. */
const OPEN_SPACE = /^(?:openspaces?|unconference|barcamp|bofs?|birdsofafeather)(?:sessions?)?\d*$/;

/** Is it such a session rather than a talk? Its kind says so, or its title alone where nobody is named to speak. */
export function isOpenSpace({ type, title, speakers }: Pick<RecapTalk, 'type' | 'title' | 'speakers'>): boolean {
  const isCalledSo = (name: string) => OPEN_SPACE.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return isCalledSo(type ?? '') || (speakers.length === 0 && isCalledSo(title));
}

function viewSource(note: RecapNote, clock: ZoneClock): Source {
  const at = messageInstant(note.ts);
  const permalink = toSafeUrl(note.permalink);
  return {
    note,
    ...(at === undefined ? {} : { time: clock.time(at) }),
    ...omitUndefined({ permalink }),
  };
}

function viewDay(
  day: RecapDay,
  { conference, headlines, themes = [] }: Recap,
  isNoted: RecapView['isNoted'],
  reading: ReadingByPlace,
): DayView {
  const number = dayNumber(day.date, conference.from);
  const view = (talk: RecapTalk) => viewSection(talk, reading.byTalk.get(talk.id) ?? [], talk);
  const [openSpaces, talks] = partition(day.talks, isOpenSpace);
  const hallway = viewSection(day.hallway, reading.byDay.get(day.date) ?? []);
  return {
    day,
    ...(number < 1 || conference.from === conference.to ? {} : { number }),
    headlines: withoutThose(day.headlines, headlines),
    themes: withoutThose(day.themes ?? [], themes),
    talks: talks.filter(isNoted).map(view),
    openSpaces: openSpaces.filter(isNoted).map(view),
    ...(isEmpty(day.hallway) && hallway.toRead.length === 0 ? {} : { hallway }),
    unnotedTalks: talks.filter((talk) => !isNoted(talk)),
    unnotedOpenSpaces: openSpaces.filter((talk) => !isNoted(talk)),
  };
}

function withoutThose(points: readonly Point[], said: readonly Point[]): Point[] {
  return points.filter(({ text }) => !said.some((other) => readsTheSame(other.text, text)));
}

function viewSection(section: Section, toRead: ReadingItem[], talk?: RecapTalk): SectionView {
  const shown = new Set([
    ...toRead.flatMap(({ url }) => (url === undefined ? [] : [normalizeUrl(url)])),
    ...section.points.flatMap(({ text }) => findUrls(text).map(({ url }) => normalizeUrl(url))),
  ]);
  return {
    section,
    ...omitUndefined({ talk }),
    toRead,
    links: section.links.filter(({ url }) => toSafeUrl(url) !== undefined && !shown.has(normalizeUrl(url))),
    photos: section.photos
      .filter(({ file }) => photoAddress(file) !== '')
      .map((photo) => withoutRepeatedCaption(photo, section)),
  };
}

function withoutRepeatedCaption(photo: Photo, { points, quotes }: Section): Photo {
  const { caption, ...bare } = photo;
  if (caption === undefined) return photo;
  const isSaid =
    points.some(({ text, noteIds }) => noteIds.includes(photo.noteId) && readsTheSame(text, caption)) ||
    quotes.some(({ text, noteId }) => noteId === photo.noteId && readsTheSame(text, caption));
  return isSaid ? bare : photo;
}

function isEmpty({ points, quotes, questions, photos, links, contributors }: Section): boolean {
  return [points, quotes, questions, photos, links, contributors].every(({ length }) => length === 0);
}

function partition<Value>(values: Value[], test: (value: Value) => boolean): [Value[], Value[]] {
  return [values.filter(test), values.filter((value) => !test(value))];
}

function coverageOf(
  days: DayView[],
  noted: 'talks' | 'openSpaces',
  unnoted: 'unnotedTalks' | 'unnotedOpenSpaces',
): { noted: number; all: number } {
  const sum = (key: typeof noted | typeof unnoted) => days.reduce((total, day) => total + day[key].length, 0);
  return { noted: sum(noted), all: sum(noted) + sum(unnoted) };
}

/** What was recommended in each talk, and in each day's hallway: works with only those recommendations. */
export interface ReadingByPlace {
  byTalk: Map<TalkId, ReadingItem[]>;
  byDay: Map<CalendarDate, ReadingItem[]>;
}

/** The reading list taken apart into the talks and hallways where works were recommended. */
export function groupReading({ readingList }: Recap, noteById: ReadonlyMap<NoteId, RecapNote>): ReadingByPlace {
  const byTalk = new Map<TalkId, ReadingItem[]>();
  const byDay = new Map<CalendarDate, ReadingItem[]>();
  for (const item of readingList) {
    for (const [talkId, recommendedBy] of Map.groupBy(item.recommendedBy, ({ talkId }) => talkId)) {
      if (talkId !== undefined) {
        append(byTalk, talkId, { ...item, recommendedBy });
        continue;
      }
      for (const [day, ofDay] of Map.groupBy(recommendedBy, ({ noteId }) => noteById.get(noteId)?.day)) {
        if (day !== undefined) append(byDay, day, { ...item, recommendedBy: ofDay });
      }
    }
  }
  return { byTalk, byDay };
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
