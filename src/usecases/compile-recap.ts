import { affiliationKey, composeRecap } from '../domain/compose-recap.ts';
import type { CalendarDate, Conference } from '../domain/conference.ts';
import { checkSummary, type Refusal } from '../domain/evidence.ts';
import type { Note, NoteId } from '../domain/note.ts';
import { readOpener } from '../domain/opener.ts';
import { placeNotes } from '../domain/place-notes.ts';
import type { Recap } from '../domain/recap.ts';
import { type NotedConference, type NotedSection, sortIntoSections } from '../domain/sections.ts';
import type { Summary, WeighedPoint } from '../domain/summary.ts';
import type { Talk } from '../domain/talk.ts';
import type { WorkMention } from '../domain/work.ts';
import { compileReadingList } from './compile-reading-list.ts';
import type { BookLookup, Summarizer } from './ports.ts';

/** A conference's notes, not yet placed. */
export interface ConferenceNotes {
  conference: Conference;
  talks: Talk[];
  notes: Note[];
  /** Chosen by a person, each by itself: no small talk, however short. */
  deliberate?: ReadonlySet<NoteId>;
  /** Put on the reading list by hand: their notes recommend these works, and say nothing else. */
  works?: WorkMention[];
  /** Taken off the reading list by hand: {@link workKey}s. */
  removedWorks?: ReadonlySet<string>;
}

export interface CompileRecapOptions {
  summarizer: Summarizer;
  /** Points per talk at most. */
  maxPoints: number;
  lookup?: BookLookup | undefined;
  /** Told after each talk or hallway that is summarized. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface CompiledRecap {
  recap: Recap;
  /** What the summarizer said that no note bears out, by reason. */
  refused: Partial<Record<Refusal, number>>;
}

/** Headlines at most, of a day and of the conference. */
const MAX_HEADLINES = 3;

/** The whole line: places the notes, summarizes them, checks the evidence and composes the recap. */
export async function compileRecap(
  { conference, talks, notes, deliberate, works = [], removedWorks }: ConferenceNotes,
  { summarizer, maxPoints, lookup, onProgress }: CompileRecapOptions,
): Promise<CompiledRecap> {
  const placements = placeNotes(notes, talks, { timezone: conference.timezone }).map((placement) =>
    deliberate?.has(placement.noteId) === true ? { ...placement, smallTalk: false } : placement,
  );
  const noted = sortIntoSections(conference, talks, notes, placements);
  const notesById = new Map(notes.map((note) => [note.id, note]));
  const onlyWorks = new Set(works.map(({ noteId }) => noteId));
  const refused: CompiledRecap['refused'] = {};
  const summaries = new Map<NotedSection, Summary>();
  for (const section of noted.sections) {
    const { talk } = section;
    const told = section.notes.filter(({ id }) => !onlyWorks.has(id));
    const checked = checkSummary(await summarizer.summarizeTalk({ talk, notes: told, maxPoints }), {
      notes: notesById,
      talk,
    });
    addCounts(refused, checked.refused);
    summaries.set(section, checked.summary);
    onProgress?.(summaries.size, noted.sections.length);
  }
  const { dayHeadlines, headlines } = await chooseHeadlines(noted, summaries, summarizer);
  const recap = composeRecap({
    noted,
    summaries,
    dayHeadlines,
    headlines,
    readingList: await compileReadingList(noted, { works, removedWorks, lookup }),
    ...readOpeners(noted),
  });
  return { recap, refused };
}

async function chooseHeadlines(
  { sections }: NotedConference,
  summaries: ReadonlyMap<NotedSection, Summary>,
  summarizer: Summarizer,
): Promise<{ dayHeadlines: Map<CalendarDate, WeighedPoint[]>; headlines: WeighedPoint[] }> {
  const dayHeadlines = new Map<CalendarDate, WeighedPoint[]>();
  for (const [date, ofDay] of Map.groupBy(sections, ({ date }) => date)) {
    const points = ofDay.flatMap((section) => summaries.get(section)!.points);
    dayHeadlines.set(date, await summarizer.chooseHeadlines(points, MAX_HEADLINES));
  }
  const all = sections.flatMap((section) => summaries.get(section)!.points);
  return { dayHeadlines, headlines: await summarizer.chooseHeadlines(all, MAX_HEADLINES) };
}

function readOpeners({ sections }: NotedConference): {
  openers: Set<NoteId>;
  affiliations: Map<string, string>;
} {
  const openers = new Set<NoteId>();
  const affiliations = new Map<string, string>();
  for (const { talk, notes } of sections) {
    if (talk === null) continue;
    for (const note of notes) {
      const { isOpener, affiliation } = readOpener(note, talk);
      if (isOpener) openers.add(note.id);
      const [speaker, ...others] = talk.speakers;
      if (affiliation === undefined || speaker === undefined || others.length > 0) continue;
      const key = affiliationKey(talk, speaker.name);
      if (!affiliations.has(key)) affiliations.set(key, affiliation);
    }
  }
  return { openers, affiliations };
}

function addCounts<Key extends string>(
  total: Partial<Record<Key, number>>,
  more: Partial<Record<Key, number>>,
): void {
  for (const [key, count] of Object.entries(more) as [Key, number][]) total[key] = (total[key] ?? 0) + count;
}
