import { type Conference, languageCode, type WritingStyle } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { type CheckedSummary, checkSummary, type Refusal } from '#domain/evidence/check-evidence.ts';
import { languageOfText } from '#domain/evidence/check-translation.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import { placeNotes } from '#domain/placement/batch-placer.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { affiliationKey, composeRecap } from '#domain/recap/compose-recap.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk, type NotedConference, type NotedSection, sortIntoSections } from '#domain/recap/sections.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { parseOpener } from '#domain/talk-mentions/talk-announcement.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { summarizeExtractively } from '#text/summary/summarize-extractively.ts';
import type {
  BookLookup,
  SummarizeOptions,
  Summarizer,
  TalkToSummarize,
  TokenUsage,
} from '#usecases/ports/summarizer.ts';
import { chooseHeadlines } from './choose-headlines.ts';
import { compileReadingList, findNotedWorks } from './compile-reading-list.ts';

/** A conference's notes, not yet placed. */
export interface ConferenceNotes {
  conference: Conference;
  talks: Talk[];
  notes: Note[];
  /** Notes that a person chose one by one, so they are never small talk. */
  deliberate?: ReadonlySet<NoteId>;
  /** Added to the reading list or edited there by hand. */
  works?: WorkMention[];
  /** Notes that only add to the reading list. */
  onlyWorks?: ReadonlySet<NoteId>;
  /** {@link workKey}s removed from the reading list by hand. */
  removedWorks?: ReadonlySet<string>;
}

export interface CompileRecapOptions {
  summarizer: Summarizer;
  /** Per talk. */
  maxPoints: number;
  voice?: WritingStyle | undefined;
  /** Whose notes they are; absent for an export. */
  teamId?: string | undefined;
  lookup?: BookLookup | undefined;
  /** See {@link SummarizeOptions}. */
  canWait?: boolean | undefined;
  fromCache?: boolean | undefined;
  onAnswer?: (() => void) | undefined;
  /** Called after each summarized talk or hallway. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface CompiledRecap {
  recap: Recap;
  /** Numbers of the summarizer's statements that no note supports, by reason. */
  refused: Partial<Record<Refusal, number>>;
  /** Number of sentences left in their notes' language because the translation couldn't be checked. */
  untranslated: number;
  /** Number of talks that have the built-in summary until the summarizer can write theirs. */
  provisional: number;
  /** When small changes that wait for more are to be summarized, milliseconds since the epoch. */
  waitsUntil?: number;
  use?: TokenUsage;
}

/** What {@link startRecap} has made of the notes. Plain data, so that threads can exchange it. */
export interface StartedRecap extends Pick<ConferenceNotes, 'notes' | 'removedWorks'> {
  noted: NotedConference;
  works: WorkMention[];
  found: WorkMention[];
  /** One per section. */
  toSummarize: TalkToSummarize[];
}

type StartOptions = Pick<CompileRecapOptions, 'maxPoints' | 'voice' | 'teamId' | 'lookup'>;

/** Places the notes, summarizes them, checks the evidence and composes the recap. */
export async function compileRecap(
  input: ConferenceNotes,
  { summarizer, canWait, fromCache, onAnswer, onProgress, ...options }: CompileRecapOptions,
): Promise<CompiledRecap> {
  const started = await startRecap(input, options);
  let done = 0;
  const { summaries, use, waitsUntil } = await summarizer.summarizeTalks(started.toSummarize, {
    canWait,
    fromCache,
    onAnswer,
    onTalk: () => onProgress?.(++done, started.toSummarize.length),
  });
  return { ...(await finishRecap(started, summaries, options)), ...omitUndefined({ waitsUntil, use }) };
}

/** Places the notes in talks, and finds the works that they recommend. */
export async function startRecap(
  { conference, talks, notes, deliberate, works = [], onlyWorks, removedWorks }: ConferenceNotes,
  { maxPoints, voice, teamId, lookup }: StartOptions,
): Promise<StartedRecap> {
  const placements = placeNotes(notes, talks, { timezone: conference.timezone }).map((placement) =>
    deliberate?.has(placement.noteId) === true ? { ...placement, smallTalk: false } : placement,
  );
  const noted = sortIntoSections(conference, talks, { notes, placements });
  const found = await findNotedWorks(noted, works, lookup);
  const sure = Map.groupBy([...works, ...found.filter(({ isUnsure }) => !isUnsure)], ({ noteId }) => noteId);
  const toSummarize = noted.sections.map(
    (section): TalkToSummarize => ({
      ...section,
      notes: section.notes.filter(({ id }) => onlyWorks?.has(id) !== true),
      works: section.notes.flatMap(({ id }) => sure.get(id) ?? []),
      otherTitles: talks
        .filter((talk) => talk !== section.talk && dayOfTalk(talk, conference.timezone) === section.date)
        .map(({ title }) => title),
      maxPoints,
      voice,
      teamId,
    }),
  );
  return { notes, noted, works, found, toSummarize, ...omitUndefined({ removedWorks }) };
}

/** Checks the evidence of summaries, makes those that are missing, and composes the recap. */
export async function finishRecap(
  { notes, noted, works, found, toSummarize, removedWorks }: StartedRecap,
  made: readonly (Summary | undefined)[],
  { voice, lookup }: Pick<StartOptions, 'voice' | 'lookup'>,
): Promise<CompiledRecap> {
  const notesById = new Map(notes.map((note) => [note.id, note]));
  const refused: CompiledRecap['refused'] = {};
  let untranslated = 0;
  const summaries = new Map<NotedSection, Summary>();
  for (const [index, section] of noted.sections.entries()) {
    const checked = checkOrSummarize(made[index], toSummarize[index]!, notesById);
    addCounts(refused, checked.refused);
    untranslated += checked.untranslated;
    summaries.set(section, checked.summary);
  }
  const language = recapLanguage(voice, notes);
  const recap = composeRecap({
    noted,
    summaries,
    ...chooseHeadlines(noted, summaries),
    readingList: await compileReadingList(noted, {
      works,
      found,
      alsoFound: [...summaries.values()].flatMap((summary) => summary.works ?? []),
      removedWorks,
      lookup,
    }),
    ...readOpeners(noted),
  });
  return {
    recap: language === 'en' ? recap : { ...recap, language },
    refused,
    untranslated,
    provisional: toSummarize.filter((_, index) => made[index] === undefined).length,
  };
}

/** Returns the supported part of a summary, or the built-in summary if nothing of it is left. */
function checkOrSummarize(
  made: Summary | undefined,
  talk: TalkToSummarize,
  notes: ReadonlyMap<NoteId, Note>,
): CheckedSummary {
  const context = { notes, talk: talk.talk, section: talk.notes };
  const checked = made === undefined ? undefined : checkSummary(made, context);
  // A short talk may have an opening alone, without points.
  const saysAll = checked !== undefined && (checked.summary.points.length > 0 || made?.points.length === 0);
  if (saysAll) return checked;
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
      const { isOpener, affiliation } = parseOpener(note, talk);
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

/** Minimum share of the notes' words for their language to be clear. */
const CLEAR_SHARE = 2 / 3;

/**
 * Returns the language of a recap's headings: the one that was set, otherwise that of most notes, otherwise English.
 */
export function recapLanguage(voice: WritingStyle | undefined, notes: readonly { text: string }[]): KnownLanguage {
  const set = languageCode(voice ?? {});
  if (set !== undefined) return set;
  const lengths = new Map<KnownLanguage, number>();
  let all = 0;
  for (const { text } of notes) {
    const language = languageOfText(text);
    if (language === undefined) continue;
    lengths.set(language, (lengths.get(language) ?? 0) + text.length);
    all += text.length;
  }
  const [clear] = [...lengths].find(([, length]) => length >= all * CLEAR_SHARE) ?? [];
  return clear ?? 'en';
}
