import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import type { Quote, Remark, Summary } from '#domain/recap/summary.ts';
import { parseOpener } from '#domain/talk-mentions/talk-announcement.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { isMereRemark, isPromptInjection, wordingOf } from '#text/sentences/classify-words.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';
import { chooseUnits } from './choose-units.ts';
import { findQuestions } from './find-questions.ts';
import { tidyHeading } from './heading-lines.ts';
import { countWords } from './join-sentences.ts';
import { findSectionQuotes } from './quotes.ts';
import { readUnits } from './read-units.ts';
import { findWorkOnlyNotes, mayMentionReading } from './skip-book-only-notes.ts';
import type { FoundRemark, NoteBody, Unit } from './unit.ts';

/** The notes of one talk, or of a day's hallway (`talk` null), in the order in which they were written. */
interface Section {
  talk: Talk | null;
  notes: readonly Note[];
  maxPoints: number;
}

/** A summarizer without a model. */
export function createExtractiveSummarizer(): {
  summarizeTalks(talks: Section[], options?: { onTalk?: (() => void) | undefined }): Promise<{ summaries: Summary[] }>;
} {
  return {
    summarizeTalks: async (talks, { onTalk } = {}) => ({
      summaries: talks.map((section) => {
        const summary = summarizeExtractively(section);
        onTalk?.();
        return summary;
      }),
    }),
  };
}

/**
 * Edits a section's notes: what was said in their own words and order, without openers, chat and what only repeats,
 * apart from what was asked and what the note-takers thought. The same notes give the same summary.
 */
export function summarizeExtractively({ talk, notes, maxPoints }: Section): Summary {
  const told = withoutWorks(
    notes.flatMap((note) => readTold(note, talk)),
    talk,
  );
  const { questions, rest, completions } = findQuestions(told);
  const asked = new Set(questions.flatMap(({ noteIds }) => noteIds));
  const quotes = findSectionQuotes(
    rest.map(({ note }) => note).filter(({ id }) => !asked.has(id)),
    talk,
  );
  const { units, remarks, voice } = readUnits(rest, talk !== null);
  const quoteByNote = Map.groupBy(quotes, ({ noteId }) => noteId);
  const quotedIn = (unit: Unit) => unit.notes.flatMap(({ id }) => quoteByNote.get(id) ?? []);
  const isAnybodys = talk === null || talk.speakers.length === 0;
  const shownAsQuotes = new Map<Quote, string | undefined>();
  const open: Unit[] = [];
  for (const unit of units) {
    const quote = unit.items.length > 0 ? undefined : quotedIn(unit).find((one) => isNoMoreThan(unit, one));
    if (quote !== undefined)
      shownAsQuotes.set(quote, unit.heading === undefined ? undefined : tidyHeading(unit.heading));
    if (quote === undefined || !isAnybodys) open.push(unit);
  }
  const { points, leftOut } = chooseUnits(open, {
    talk,
    voice,
    maxPoints,
    noted: told.reduce((sum, { text }) => sum + countWords(text), 0),
    completions,
    order: new Map(notes.map(({ id }, index) => [id, index])),
    quoteOf: (unit) => {
      const quote = quotedIn(unit).find((one) => isNoMoreThan(unit, one));
      return quote === undefined ? undefined : markedAsWritten(unit.lead, quote.text);
    },
  });
  const thoughts = remarksOf(remarks, 'thought');
  const lookups = remarksOf(remarks, 'lookup');
  return {
    points,
    quotes: quotes
      .filter((quote) => shownAsQuotes.has(quote))
      .map((quote) => ({ ...quote, ...omitUndefined({ heading: shownAsQuotes.get(quote) }) })),
    questions,
    ...(thoughts.length === 0 ? {} : { thoughts }),
    ...(lookups.length === 0 ? {} : { lookups }),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  };
}

/** A note's text without what only names the talk; nothing of a note that is an opener or talks to the bot. */
export function readTold(note: Note, talk: Talk | null): NoteBody[] {
  if (isPromptInjection(note.text)) return [];
  const { isOpener, rest } = talk === null ? { isOpener: false, rest: undefined } : parseOpener(note, talk);
  const text = withoutLabel(rest ?? note.text);
  return isOpener || text.trim() === '' ? [] : [{ note, text }];
}

/** A hashtag that leads a note says which talk it is for; "Key point:" and its like are the note's own praise. */
const HASHTAG_LABEL = /^\s*#[\p{L}\p{N}_-]+[:,]?\s+(?=\S)/u;
const KEY_LABEL =
  /^\s*(?:key (?:point|message|idea|takeaway)|main point|take-?away|important|nb|n\.b\.)\s*[:：–—]\s+(?=\S)/iu;

function withoutLabel(text: string): string {
  return text.replace(HASHTAG_LABEL, '').replace(KEY_LABEL, '');
}

/** Notes that only recommend works are in the reading list. */
function withoutWorks(told: NoteBody[], talk: Talk | null): NoteBody[] {
  if (!told.some(({ text }) => mayMentionReading(text))) return told;
  const onlyWorks = findWorkOnlyNotes(told, talk);
  return told.filter(({ note }) => !onlyWorks.has(note.id));
}

/** Does a unit say no more than a quote, who said it, and at most a remark on it? */
function isNoMoreThan({ lead }: Unit, { text, speaker }: Quote): boolean {
  const start = lead.indexOf(text);
  if (start === -1) return false;
  const around = wordingOf(`${lead.slice(0, start)} ${lead.slice(start + text.length)}`);
  return (
    isMereRemark(around) ||
    around.isPersonal ||
    around.telling <= (speaker === undefined ? WORDS_OF_DOUBT : WORDS_OF_CREDIT)
  );
}

/** "No idea who said it". */
const WORDS_OF_DOUBT = 2;
/** A name, a role and a verb of saying. */
const WORDS_OF_CREDIT = 4;

function markedAsWritten(lead: string, quote: string): string {
  const start = lead.indexOf(quote);
  const isMarked = start > 0 && /["“”„«»‘「『]/.test(lead.charAt(start - 1));
  return isMarked ? lead.slice(start - 1, start + quote.length + 1) : quote;
}

function remarksOf(remarks: readonly FoundRemark[], kind: FoundRemark['kind']): Remark[] {
  return remarks
    .filter((remark) => remark.kind === kind)
    .map(({ text, note }) => ({ text: tidySentence(firstSentences(text)), noteIds: [note.id], by: note.author }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** A note-taker's comment may be longer than all that the talk said. */
const WORDS_OF_REMARK = 50;

function firstSentences(text: string): string {
  let words = 0;
  let end = 0;
  for (const sentence of splitSentences(text)) {
    words += tokenizeCached(sentence.text).written.length;
    if (end > 0 && words > WORDS_OF_REMARK) break;
    end = sentence.end;
  }
  return text.slice(0, end);
}
