import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { hasContent } from '#domain/recap/outline-section.ts';
import type { Recap, RecapDay, RecapNote, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { type RecapMessages, recapMessages } from '#render/messages/recap-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { dayNumber, messageInstant, shortDay, type ZoneClock, zoneClock } from './dates.ts';
import { type Coverage, inTalk } from './phrases.ts';
import { plainLine, readsTheSame } from './plain-text.ts';
import { type PointView, viewPoint } from './point-view.ts';
import { type NoteOrder, type SectionView, viewSection } from './section-view.ts';

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
  /** Headlines of the day that are not already the conference's; a page shows all in one list. */
  headlines: Point[];
  /** Themes of the day that are not already the conference's. */
  themes: Point[];
  /** In order of time. */
  talks: SectionView[];
  /** Absent if there is nothing to show from outside the talks. */
  hallway?: SectionView;
  /** The other talks and open spaces, with the notes that say no more of them than the schedule. */
  notCovered: { talk: RecapTalk; noteIds: NoteId[] }[];
}

/** The title of a day's notes that are from no talk: the opening, conversations, announcements. */
export function hallwayTitle({ talks }: Pick<RecapDay, 'talks'>, t: RecapMessages): string {
  return talks.length === 0 ? t('notes-of-day') : t('hallway');
}

/** The conference's headlines, then those of its days: what pages show as one list. */
export function allHeadlines({ recap, days }: RecapView): Point[] {
  return [...recap.headlines, ...days.flatMap(({ headlines }) => headlines)];
}

/** A headline, and where it is from. Of a quote, `speaker` is who said it, and `where` is absent if that is the talk's. */
export interface HeadlineView {
  point: PointView;
  speaker?: string;
  /** `in John Willis’s talk` */
  where?: string;
  talk?: RecapTalk;
}

/** Prepares the headlines, or the themes of several talks, for showing; quotes keep their quotation marks. */
export function viewHeadlines(headlines: readonly Point[], { recap, talkOf, t }: RecapView): HeadlineView[] {
  const quotes = recap.days.flatMap(({ talks, hallway }) => [...talks, hallway].flatMap((section) => section.quotes));
  const quotesOf = Map.groupBy(quotes, ({ noteId }) => noteId);
  return headlines.flatMap((headline) => {
    const { noteIds } = headline;
    const quote = noteIds.flatMap((id) => quotesOf.get(id) ?? []).find(({ text }) => readsTheSame(text, headline.text));
    const text = quote === undefined ? headline.text : t('quoted', { words: plainLine(quote.text) });
    const talk = talkOf(noteIds);
    const speaker = quote?.speaker;
    const names = talk?.speakers.map(({ name }) => name) ?? [];
    // A talk's speaker who is named already needn't be named again.
    const isNamed = names.length > 0 && names.every((name) => headline.text.includes(name));
    const where = talk === undefined ? undefined : inTalk(isNamed ? { ...talk, speakers: [] } : talk, t);
    const credit = speaker !== undefined && names.includes(speaker) ? { speaker } : { speaker, where };
    return viewPoint({ ...headline, text, isKey: false }, t).map((point) => ({
      point,
      ...omitUndefined({ ...credit, talk }),
    }));
  });
}

/** How the recap was made of how many notes, and where the arrows lead, if to `messages` then as far as linked. */
export function howMade({ notes, recap, t }: RecapView, arrows: 'messages' | 'notes'): string {
  const sections = recap.days.flatMap(({ talks, hallway }) => [...talks, hallway]);
  const isByModel = sections.some(({ isProse }) => isProse);
  const isLinked = notes.some(({ permalink }) => toSafeUrl(permalink) !== undefined);
  return [
    t(isByModel ? 'made-by-model' : 'made-of-notes', { count: notes.length }),
    ...(arrows === 'notes' ? [t('legend-note')] : isLinked ? [t('legend-message')] : []),
  ].join(' ');
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
  const clock = zoneClock(given.conference.timezone);
  const recap = withTitles(given, clock, t);
  const noteById = new Map(recap.notes.map((note) => [note.id, note]));
  const orders = new Map(recap.notes.map(({ id }, index) => [id, index]));
  const order: NoteOrder = {
    orderOf: (id) => orders.get(id) ?? 0,
    textOf: (id) => noteById.get(id)?.text ?? '',
    noteBefore: (id) => noteBefore(recap.notes, orders.get(id))?.id,
  };
  const talkById = new Map(recap.days.flatMap(({ talks }) => talks.map((talk) => [talk.id, talk])));
  const days = viewDays(recap, { readingOf: groupReading(recap, noteById), order, t });
  const withSection = new Set(days.flatMap(({ talks }) => talks.map(({ talk }) => talk!.id)));
  const notes = recap.notes.filter(({ kind }) => kind !== 'small-talk');
  const notesByDay = Map.groupBy(notes, ({ day }) => day);
  return {
    recap,
    t,
    clock,
    days,
    talkById,
    severalRooms: new Set([...talkById.values()].flatMap(({ room }) => room ?? [])).size > 1,
    coverage: { people: recap.contributors.length, notes: notes.length, ...countSessions(days) },
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
function withTitles(recap: Recap, clock: ZoneClock, t: RecapMessages): Recap {
  const { conference, days } = recap;
  const titles = titlesOf(recap, clock, t);
  const authors = new Map(recap.notes.map(({ id, author }) => [id, author]));
  const described = <Shown extends Section>(section: Shown) => ({
    ...section,
    photos: section.photos.map(({ alt, ...photo }) => ({
      ...photo,
      alt: alt || t('photo-by', { author: authors.get(photo.noteId) ?? t('unknown-person') }),
    })),
  });
  const titled = (talk: RecapTalk) => ({ ...described(talk), title: titles.get(talk.id)! });
  return {
    ...recap,
    conference: { ...conference, name: plainLine(conference.name) || t('untitled-conference') },
    days: days.map((day) => ({ ...day, talks: day.talks.map(titled), hallway: described(day.hallway) })),
  };
}

/**
 * Returns the titles to show by talk: with an open space's topic, and of talks with notes whose title occurs more than
 * once, with the day or the time.
 */
function titlesOf({ days, notes }: Recap, clock: ZoneClock, t: RecapMessages): Map<TalkId, string> {
  const byTalk = Map.groupBy(notes, ({ talkId, isUnsure }) => (isUnsure ? null : talkId));
  const titled = days.flatMap(({ talks, date }) =>
    talks.map((talk) => {
      const plain = plainLine(talk.title) || t('untitled-session');
      const topic = isOpenSpace(talk) ? topicOf((byTalk.get(talk.id) ?? []).map(({ text }) => text)) : undefined;
      return { talk, date, plain, title: topic === undefined ? plain : `${plain}: ${topic}` };
    }),
  );
  const alike = Map.groupBy(titled, ({ plain }) => plain.toLowerCase());
  return new Map(
    titled.map(({ talk, date, plain, title }) => {
      const others = alike.get(plain.toLowerCase())!.filter((other) => other.talk !== talk);
      const when = [
        ...(others.some((other) => other.date !== date) ? [shortDay(date, t.language)] : []),
        ...(others.some((other) => other.date === date) ? [clock.time(Date.parse(talk.startsAt))] : []),
      ].join(', ');
      return [talk.id, when === '' || title !== plain || !byTalk.has(talk.id) ? title : `${title} (${when})`];
    }),
  );
}

/** "Open space on monitoring, twenty people", "Open space CI/CD at scale: …", "Last one: horror stories" */
const NAMES_TOPIC =
  /^\W*(?:(?:[Oo]pen ?[Ss]paces?|[Uu]nconference|[Bb]arcamp|[Bb][Oo][Ff]s?|[Bb]irds of a [Ff]eather)(?: [Ss]ession)?(?: ?#?\d+)?(?:\s*[:–—-]\s+|,? (?:on|about|zu|über|sur|sobre|su|over|om) | (?=\p{Lu}[^.!?]*:))|(?:[Tt]opic|[Tt]hema|[Tt]ema|[Ss]ujet|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ll]ast|[Nn]ext|[Tt]his) (?:one|session|slot))\s*[:–—-]\s+)([^:;,.!?()–—\n\p{Extended_Pictographic}]+)/u;
const WORDS_OF_OPEN_SPACE = 6;
const STATES = /(?<!\p{L})(?:is|are|was|were|has|had|will|can|did|ist|war|est|était|es|è|era|var|är)(?!\p{L})/iu;

/** Returns what an open space was about, if a note names it right after the kind of session. */
function topicOf(notes: readonly string[]): string | undefined {
  return notes
    .map((note) => NAMES_TOPIC.exec(plainLine(note))?.[1]?.trim() ?? '')
    .find((topic) => /\p{L}/u.test(topic) && topic.split(' ').length <= WORDS_OF_OPEN_SPACE && !STATES.test(topic));
}

/** What schedules call a session that its participants make up on the day, numbered or not. */
const OPEN_SPACE = /^(?:openspaces?|unconference|barcamp|bofs?|birdsofafeather)(?:sessions?)?\d*$/;

/** Returns whether it is an open space rather than a talk, by its type, or by its title if it has no speakers. */
export function isOpenSpace({ type, title, speakers }: Pick<RecapTalk, 'type' | 'title' | 'speakers'>): boolean {
  const isNamedSo = (name: string) => OPEN_SPACE.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return isNamedSo(type ?? '') || (speakers.length === 0 && isNamedSo(title));
}

function viewSource(note: RecapNote, clock: ZoneClock): Source {
  const at = messageInstant(note);
  return {
    note,
    ...omitUndefined({ time: at === undefined ? undefined : clock.time(at), permalink: toSafeUrl(note.permalink) }),
  };
}

/** A reaction follows what it is about within minutes. */
const REACTS_WITHIN = 5 * 60_000;

/** Returns the note right before another in the same talk or hallway, unless it is too old to be reacted to. */
function noteBefore(notes: readonly RecapNote[], index = 0): RecapNote | undefined {
  const note = notes[index];
  if (note === undefined) return undefined;
  const at = messageInstant(note) ?? 0;
  for (let before = index - 1; before >= 0; before--) {
    const candidate = notes[before]!;
    if (at - (messageInstant(candidate) ?? 0) > REACTS_WITHIN) return undefined;
    const isSame = candidate.talkId === note.talkId && candidate.day === note.day;
    if (isSame && candidate.kind !== 'small-talk' && !candidate.isUnsure) return candidate;
  }
  return undefined;
}

function viewDays(
  recap: Recap,
  { readingOf, order, t }: { readingOf: ReturnType<typeof groupReading>; order: NoteOrder; t: RecapMessages },
): DayView[] {
  const { conference, headlines, themes = [] } = recap;
  const notesByTalk = Map.groupBy(recap.notes, ({ talkId, isUnsure }) => (isUnsure ? null : talkId));
  return recap.days.map((day) => {
    const number = dayNumber(day.date, conference.from);
    const sections = day.talks
      .map((talk) => ({ talk, toRead: readingOf(`talk ${talk.id}`) }))
      .filter(({ talk, toRead }) => hasContent(talk, toRead))
      .map(({ talk, toRead }) => viewSection(talk, toRead, { order, t, talk }));
    const toRead = readingOf(`day ${day.date}`);
    const hallway = hasContent(day.hallway, toRead) ? viewSection(day.hallway, toRead, { order, t }) : undefined;
    const shown = new Set(sections.map(({ talk }) => talk));
    return {
      day,
      ...omitUndefined({ number: number < 1 || conference.from === conference.to ? undefined : number }),
      headlines: withoutRepeated(day.headlines, headlines),
      themes: withoutRepeated(day.themes ?? [], themes),
      talks: sections,
      ...omitUndefined({ hallway }),
      notCovered: day.talks
        .filter((talk) => !shown.has(talk))
        .map((talk) => ({ talk, noteIds: (notesByTalk.get(talk.id) ?? []).map(({ id }) => id) })),
    };
  });
}

function withoutRepeated(points: readonly Point[], said: readonly Point[]): Point[] {
  return points.filter(({ text }) => !said.some((other) => readsTheSame(other.text, text)));
}

/** A talk counts as noted if it has a section, so that a reader who counts these gets the same number. */
function countSessions(days: readonly DayView[]): Pick<Coverage, 'talks' | 'openSpaces'> {
  const sections = days.flatMap(({ talks }) => talks.map(({ talk }) => talk!));
  const all = [...sections, ...days.flatMap(({ notCovered }) => notCovered.map(({ talk }) => talk))];
  const isTalk = (talk: RecapTalk) => !isOpenSpace(talk);
  const count = (isCounted: (talk: RecapTalk) => boolean) => ({
    noted: sections.filter(isCounted).length,
    all: all.filter(isCounted).length,
  });
  return { talks: count(isTalk), openSpaces: count(isOpenSpace) };
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
