import type { Conference, Voice } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { type CheckedSummary, checkSummary, type Refusal } from '#domain/evidence/check-evidence.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import { placeNotes } from '#domain/placement/batch-placer.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { affiliationKey, composeRecap } from '#domain/recap/compose-recap.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { type NotedConference, type NotedSection, sortIntoSections } from '#domain/recap/sections.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { readOpener } from '#domain/talk-mentions/talk-announcement.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { summarizeExtractively } from '#text/summary/summarize-extractively.ts';
import type {
  BookLookup,
  ModelUse,
  SummarizeOptions,
  Summarizer,
  TalkToSummarize,
} from '#usecases/ports/summarizer.ts';
import { chooseHeadlines } from './choose-headlines.ts';
import { compileReadingList } from './compile-reading-list.ts';

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
  voice?: Voice | undefined;
  lookup?: BookLookup | undefined;
  /** See {@link SummarizeOptions.canWait}. */
  canWait?: boolean | undefined;
  /** Told after each talk or hallway that is summarized. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface CompiledRecap {
  recap: Recap;
  /** What the summarizer said that no note bears out, by reason. */
  refused: Partial<Record<Refusal, number>>;
  /** Sentences that stay in the language of their notes, as no note bears their translation out. */
  untranslated: number;
  /** Talks that have the built-in summary until the summarizer can make theirs. */
  provisional: number;
  /** When what little has changed is to be worded, where that waits for more. */
  waitsUntil?: number;
  use?: ModelUse;
}

/** The whole line: places the notes, summarizes them, checks the evidence and composes the recap. */
export async function compileRecap(
  { conference, talks, notes, deliberate, works = [], removedWorks }: ConferenceNotes,
  { summarizer, maxPoints, voice, lookup, canWait, onProgress }: CompileRecapOptions,
): Promise<CompiledRecap> {
  const placements = placeNotes(notes, talks, { timezone: conference.timezone }).map((placement) =>
    deliberate?.has(placement.noteId) === true ? { ...placement, smallTalk: false } : placement,
  );
  const noted = sortIntoSections(conference, talks, notes, placements);
  const notesById = new Map(notes.map((note) => [note.id, note]));
  const onlyWorks = new Set(works.map(({ noteId }) => noteId));
  const refused: CompiledRecap['refused'] = {};
  let untranslated = 0;
  const summaries = new Map<NotedSection, Summary>();
  const talksToSummarize = noted.sections.map(
    (section): TalkToSummarize => ({
      ...section,
      notes: section.notes.filter(({ id }) => !onlyWorks.has(id)),
      maxPoints,
      voice,
    }),
  );
  let done = 0;
  const {
    summaries: made,
    use,
    waitsUntil,
  } = await summarizer.summarizeTalks(talksToSummarize, {
    canWait,
    onTalk: () => onProgress?.(++done, noted.sections.length),
  });
  for (const [index, section] of noted.sections.entries()) {
    const checked = checkMade(made[index], talksToSummarize[index]!, notesById);
    addCounts(refused, checked.refused);
    untranslated += checked.untranslated;
    summaries.set(section, checked.summary);
  }
  const recap = composeRecap({
    noted,
    summaries,
    ...chooseHeadlines(noted, summaries),
    readingList: await compileReadingList(noted, {
      works,
      alsoFound: [...summaries.values()].flatMap((summary) => summary.works ?? []),
      removedWorks,
      lookup,
    }),
    ...readOpeners(noted),
  });
  const provisional = made.filter((summary) => summary === undefined).length;
  return {
    recap,
    refused,
    untranslated,
    provisional,
    ...omitUndefined({ waitsUntil, use }),
  };
}

/** A summary as far as its notes bear it out; the built-in one where there is none, or where no point is left of it. */
function checkMade(made: Summary | undefined, talk: TalkToSummarize, notes: ReadonlyMap<NoteId, Note>): CheckedSummary {
  const context = { notes, talk: talk.talk };
  const checked = made === undefined ? undefined : checkSummary(made, context);
  if (checked !== undefined && checked.summary.points.length > 0) return checked;
  const builtIn = checkSummary(summarizeExtractively(talk), context);
  return { ...builtIn, refused: { ...builtIn.refused, ...checked?.refused } };
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

function addCounts<Key extends string>(total: Partial<Record<Key, number>>, more: Partial<Record<Key, number>>): void {
  for (const [key, count] of Object.entries(more) as [Key, number][]) total[key] = (total[key] ?? 0) + count;
}
