import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Speaker, Talk } from '#domain/conference/talk.ts';
import { linksOf } from '#domain/evidence/check-quotes-and-links.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { normalizeUrl } from '#domain/language/urls.ts';
import type { Note, NoteId, NoteKind } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { hasContent } from './outline-section.ts';
import type { Photo, Recap, RecapDay, RecapNote, RecapTalk, Section } from './recap.ts';
import { dayOfTalk, type NotedConference, type NotedSection, type PlacedNote } from './sections.ts';
import type { Point, Quote, Summary, WeighedPoint } from './summary.ts';

/** Everything that a recap is composed of. The summaries have already been checked. */
export interface RecapParts {
  noted: NotedConference;
  summaries: ReadonlyMap<NotedSection, Summary>;
  /** Headlines of each day. */
  dayHeadlines: ReadonlyMap<CalendarDate, WeighedPoint[]>;
  headlines: WeighedPoint[];
  /** Themes that several talks share, by day and for the whole conference. */
  dayThemes?: ReadonlyMap<CalendarDate, Point[]>;
  themes?: Point[];
  readingList: ReadingItem[];
  /** Notes that only name the talk that is starting. */
  openers: ReadonlySet<NoteId>;
  /** Affiliations that the notes give for speakers if the schedule doesn't; keys from {@link affiliationKey}. */
  affiliations: ReadonlyMap<string, string>;
}

/** Folder of the photos, relative to the recap. */
const PHOTO_FOLDER = 'photos';

/** Composes the recap. Days without talks and notes are left out. */
export function composeRecap(parts: RecapParts): Recap {
  const { noted, readingList } = parts;
  const { conference, talks, notes, sections } = noted;
  const sectionByTalk = new Map(sections.flatMap((s) => (s.talk === null ? [] : [[s.talk.id, s] as const])));
  const hallwayByDay = new Map(sections.flatMap((s) => (s.talk === null ? [[s.date, s] as const] : [])));
  /** Of talks at the same time, that with the first note comes first. */
  const firstNote = (...pair: [Talk, Talk]) => {
    const [one, other] = pair.map(({ id }) => sectionByTalk.get(id)?.notes[0]?.at ?? Number.MAX_SAFE_INTEGER);
    return one! - other!;
  };
  const talksByDay = Map.groupBy(talks, (talk) => dayOfTalk(talk, conference.timezone));
  const dates = [...new Set([...talksByDay.keys(), ...notes.map(({ day }) => day)])].sort();
  const days = dates.map(
    (date): RecapDay => ({
      date,
      headlines: (parts.dayHeadlines.get(date) ?? []).map(withoutWeight),
      ...themesOf(parts.dayThemes?.get(date)),
      talks: (talksByDay.get(date) ?? [])
        .toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt) || firstNote(one, other))
        .map((talk) => composeTalk(talk, sectionByTalk.get(talk.id), parts)),
      hallway: composeSection(hallwayByDay.get(date), parts),
    }),
  );
  const kinds = kindsOf(parts);
  const recommended = Map.groupBy(
    readingList.flatMap(({ recommendedBy }) => recommendedBy),
    ({ talkId }) => talkId,
  );
  return {
    version: 1,
    conference,
    headlines: parts.headlines.map(withoutWeight),
    ...themesOf(parts.themes),
    days,
    readingList,
    contributors: countContributors(notes.flatMap(({ note }) => (kinds.get(note.id) === 'small-talk' ? [] : [note]))),
    notCovered: days
      .flatMap((day) => day.talks)
      .filter((talk) => !hasContent(talk, recommended.get(talk.id) ?? []))
      .map(({ id }) => id),
    notes: notes.map((placed) => composeNote(placed, kinds.get(placed.note.id)!)),
  };
}

function themesOf(themes: Point[] = []): { themes?: Point[] } {
  return omitEmpty({ themes });
}

function composeTalk(talk: Talk, section: NotedSection | undefined, parts: RecapParts): RecapTalk {
  const { abstract, doNotRecord: _doNotRecord, ...shown } = talk;
  const speakers = talk.speakers.map((speaker): Speaker => {
    const affiliation = speaker.affiliation ?? parts.affiliations.get(affiliationKey(talk, speaker.name));
    return affiliation === undefined ? speaker : { ...speaker, affiliation };
  });
  return {
    ...shown,
    speakers,
    ...omitUndefined({ program: section === undefined ? undefined : programLine(abstract) }),
    ...composeSection(section, parts),
  };
}

/** Schedules cut abstracts, and some begin with a greeting: a sentence has so many words. */
const PROGRAM_WORDS = { least: 6, most: 45 };

/** Returns the first sentence of an abstract that says something, rather than asks, or undefined if it has no usual length. */
function programLine(abstract: string | undefined): string | undefined {
  if (abstract === undefined) return undefined;
  const head = abstract.slice(0, 600).replace(/\s+/g, ' ').trim();
  for (const { text, end } of splitSentences(head)) {
    const { length } = tokenize(text);
    const isCut = abstract.length > 600 && end === head.length;
    if (length >= PROGRAM_WORDS.least && !isCut && !/[?？]["”’)]*$/u.test(text))
      return length <= PROGRAM_WORDS.most ? text : undefined;
  }
  return undefined;
}

/** Returns the key of a speaker in {@link RecapParts.affiliations}. */
export function affiliationKey(talk: Pick<Talk, 'id'>, speaker: string): string {
  return `${talk.id}\n${speaker}`;
}

function composeSection(
  section: NotedSection | undefined,
  { summaries, headlines, dayHeadlines }: RecapParts,
): Section {
  if (section === undefined) {
    return { points: [], quotes: [], questions: [], photos: [], links: [], contributors: [] };
  }
  const {
    points,
    quotes,
    questions,
    thoughts = [],
    lookups = [],
    isProse,
    inShort,
    unclear = [],
    disagreements = [],
    leftOut = [],
  } = summaries.get(section)!;
  // A highlight is in bold in its talk, too.
  const highlights = new Set([...headlines, ...(dayHeadlines.get(section.date) ?? [])].map(({ text }) => text));
  return {
    points: points
      .filter((point) => !isQuoted(point, quotes))
      .map((point) => (isProse || !highlights.has(point.text) ? point : { ...point, isKey: true }))
      .map(withoutWeight),
    quotes,
    questions,
    ...omitEmpty({ thoughts, lookups, leftOut }),
    ...omitUndefined({ isProse, inShort: inShort && withoutWeight(inShort) }),
    ...omitEmpty({ unclear, disagreements }),
    photos: section.talk?.doNotRecord === true ? [] : section.notes.flatMap(photosOf),
    links: composeLinks(section.notes),
    contributors: countContributors(section.notes).map(({ author }) => author),
  };
}

/** A point that is only a quote is shown as a quote alone; it may still be a headline. */
function isQuoted({ text, noteIds }: Point, quotes: readonly Quote[]): boolean {
  return quotes.some((quote) => noteIds.includes(quote.noteId) && bareWords(text) === bareWords(quote.text));
}

/** Returns only the words of a text, folded, to check whether two texts say the same. */
export function bareWords(text: string): string {
  return tokenize(fold(text))
    .map((word) => word.text)
    .join(' ');
}

function withoutWeight({ weight: _weight, talkId: _talkId, ...point }: WeighedPoint): Point {
  return point;
}

function photosOf(note: Note): Photo[] {
  const words = note.text.trim();
  return note.photos.map((photo) => {
    const caption = words === '' ? photo.title : words;
    return {
      file: `${PHOTO_FOLDER}/${photo.name}`,
      ...omitUndefined({ caption, alt: caption }),
      ...(photo.width !== undefined && photo.height !== undefined && { width: photo.width, height: photo.height }),
      noteId: note.id,
    };
  });
}

function composeLinks(notes: Note[]): Section['links'] {
  const links = new Map<string, Section['links'][number]>();
  for (const note of notes) {
    for (const url of linksOf(note)) {
      const known = links.get(normalizeUrl(url));
      if (known === undefined) links.set(normalizeUrl(url), { url, ...labelOf(note, url), noteIds: [note.id] });
      else if (!known.noteIds.includes(note.id)) known.noteIds.push(note.id);
    }
  }
  return [...links.values()];
}

function labelOf(note: Note, url: string): { title?: string } {
  const span = note.spans.find((candidate) => candidate.url === url);
  const label = span === undefined ? '' : note.text.slice(span.start, span.end).trim();
  return label === '' || normalizeUrl(label) === normalizeUrl(url) ? {} : { title: label };
}

function countContributors(notes: Note[]): { author: string; notes: number }[] {
  const byPerson = Map.groupBy(notes, ({ authorId }) => authorId);
  return [...byPerson.values()]
    .map((own) => ({ author: own[0]!.author, notes: own.length }))
    .sort((a, b) => b.notes - a.notes);
}

function kindsOf({ noted, summaries, openers, readingList }: RecapParts): Map<NoteId, NoteKind> {
  const kinds = new Map<NoteId, NoteKind>();
  for (const { quotes, questions } of summaries.values()) {
    for (const { noteId } of quotes) kinds.set(noteId, 'quote');
    for (const { noteIds } of questions) {
      for (const [index, id] of noteIds.entries()) kinds.set(id, index === 0 ? 'question' : 'answer');
    }
  }
  // A note behind a reading-list entry counts, even if it reads like small talk.
  const recommended = new Set(readingList.flatMap(({ recommendedBy }) => recommendedBy.map(({ noteId }) => noteId)));
  for (const { note, smallTalk } of noted.notes) {
    if (smallTalk && !recommended.has(note.id)) kinds.set(note.id, 'small-talk');
    else if (openers.has(note.id)) kinds.set(note.id, 'opener');
    else if (!kinds.has(note.id)) kinds.set(note.id, note.photos.length > 0 ? 'photo' : 'point');
  }
  return kinds;
}

function composeNote({ note, day, talkId, isUnsure }: PlacedNote, kind: NoteKind): RecapNote {
  const links = linksOf(note);
  return {
    id: note.id,
    channel: note.channel,
    ts: note.ts,
    author: note.author,
    text: note.text,
    kind,
    talkId,
    ...(isUnsure && { isUnsure }),
    day,
    ...omitEmpty({ links }),
    ...omitUndefined({ permalink: note.permalink, writtenAt: note.writtenAt }),
  };
}
