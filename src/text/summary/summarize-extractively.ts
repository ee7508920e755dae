import type { Talk } from '#domain/conference/talk.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Note } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import type { Quote, Remark, Summary } from '#domain/recap/summary.ts';
import { parseOpener } from '#domain/talk-mentions/talk-announcement.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { findWorks } from '#text/reading-list/find-works.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';
import { isMereRemark, isPromptInjection, wordingOf } from '#text/sentences/wording.ts';
import { findQuestions } from './find-questions.ts';
import { tidyHeading } from './heading-lines.ts';
import { countWords } from './join-sentences.ts';
import { parsePassages } from './parse-passages.ts';
import type { FoundRemark, NoteBody, Passage } from './passage.ts';
import { findSectionQuotes } from './quotes.ts';
import { selectPassages } from './select-passages.ts';

/** The notes of one talk, or of a day's hallway (`talk` null), in the order in which they were written. */
interface Section {
  talk: Talk | null;
  notes: readonly Note[];
  /** Works that the notes recommend, if they were found already. */
  works?: readonly WorkMention[];
  maxPoints: number;
}

/** Creates a summarizer that doesn't use a language model. */
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
 * Summarizes a section's notes: what was said, in the notes' own words and order, without openers, chat and
 * repetitions, and separately the questions and the note-takers' own thoughts. Deterministic.
 */
export function summarizeExtractively({ talk, notes, works, maxPoints }: Section): Summary {
  const told = withoutWorks(
    notes.flatMap((note) => readTold(note, talk)),
    works ?? findWorks(notes, talk === null ? [] : [talk]),
  );
  const { questions, rest, completions } = findQuestions(told);
  const asked = new Set(questions.flatMap(({ noteIds }) => noteIds));
  const quotes = findSectionQuotes(
    rest.map(({ note }) => note).filter(({ id }) => !asked.has(id)),
    talk,
  );
  const { passages, remarks, pronouns } = parsePassages(rest, talk !== null);
  const quoteByNote = Map.groupBy(quotes, ({ noteId }) => noteId);
  const quotedIn = (passage: Passage) => passage.notes.flatMap(({ id }) => quoteByNote.get(id) ?? []);
  const isAnybodys = talk === null || talk.speakers.length === 0;
  const shownAsQuotes = new Map<Quote, string | undefined>();
  const open: Passage[] = [];
  for (const passage of passages) {
    const quote = passage.items.length > 0 ? undefined : quotedIn(passage).find((one) => isNoMoreThan(passage, one));
    if (quote !== undefined)
      shownAsQuotes.set(quote, passage.heading === undefined ? undefined : tidyHeading(passage.heading));
    if (quote === undefined || !isAnybodys) open.push(passage);
  }
  const { points, leftOut } = selectPassages(open, {
    talk,
    pronouns,
    maxPoints,
    noted: told.reduce((sum, { text }) => sum + countWords(text), 0),
    completions,
    order: new Map(notes.map(({ id }, index) => [id, index])),
    quoteOf: (passage) => {
      const quote = quotedIn(passage).find((one) => isNoMoreThan(passage, one));
      return quote === undefined ? undefined : markedAsWritten(passage.lead, quote.text);
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
    ...omitEmpty({ thoughts, lookups, leftOut }),
  };
}

/** Returns a note's text without what only names the talk; empty if nothing else is left or it instructs the bot. */
export function readTold(note: Note, talk: Talk | null): NoteBody[] {
  if (isPromptInjection(note.text)) return [];
  const { isOpener, rest } = talk === null ? { isOpener: false, rest: undefined } : parseOpener(note, talk);
  const text = withoutLabel(rest ?? note.text);
  return isOpener || text.trim() === '' ? [] : [{ note, text }];
}

/** A leading hashtag says which talk a note is for; "Key point:", "Slide 12:", "10:40:" and the like are labels. */
const HASHTAG_LABEL = /^\s*#[\p{L}\p{N}_-]+[:,]?\s+(?=\S)/u;
const KEY_LABEL =
  /^\s*(?:key (?:point|message|idea|takeaway)|main point|take-?away|important|nb|n\.b\.|tl;?\s?dr|(?:slide|folie|diapo(?:sitiva)?|dia)(?:\s\d{1,3})?|\d{1,2}[:.]\d{2}(?:\s?[ap]m)?)\s*[:：–—]\s+(?=\S)/iu;

function withoutLabel(text: string): string {
  return text.replace(HASHTAG_LABEL, '').replace(KEY_LABEL, '');
}

/** Returns whether a passage is only a quote, its speaker, and at most a remark on it. */
function isNoMoreThan({ lead }: Passage, { text, speaker }: Quote): boolean {
  const start = lead.indexOf(text);
  if (start === -1) return false;
  const around = wordingOf(`${lead.slice(0, start)} ${lead.slice(start + text.length)}`);
  return (
    isMereRemark(around) ||
    around.isPersonal ||
    around.telling <= (speaker === undefined ? WORDS_OF_DOUBT : WORDS_OF_CREDIT)
  );
}

/** Number of words for "no idea who said it". */
const WORDS_OF_DOUBT = 2;
/** Number of words for a name, a role and a verb such as "said". */
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

/** Maximum number of words of a remark, which could otherwise be longer than everything the talk said. */
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

/** A note that recommends a book is also a point if it has this many other content words. */
const TELLS_MORE = 6;

/**
 * Removes notes that only recommend works, or agree with a recommendation: they are in the reading list, so they are not
 * points as well.
 */
function withoutWorks(told: NoteBody[], works: readonly WorkMention[]): NoteBody[] {
  const byNote = Map.groupBy(
    works.filter(({ kind }) => kind === 'book' || kind === 'article' || kind === 'video'),
    ({ noteId }) => noteId,
  );
  return told.flatMap(({ note, text }) => {
    const own = byNote.get(note.id);
    if (own === undefined) return [{ note, text }];
    if (own.some(({ role }) => role === 'agreement')) return [];
    const known = own.flatMap(({ title, authors, comment = '' }) => [comment, title, ...authors]);
    const tellsMore = (words: string) => {
      const rest = known.reduce((left, one) => (one === '' ? left : left.replace(one, ' ')), words);
      return contentOf(rest).stems.length >= TELLS_MORE && wordingOf(rest).telling >= TELLS_MORE;
    };
    const isOnWork = (line: string) => own.some(({ title }) => line.includes(title)) && !tellsMore(line);
    return tellsMore(text)
      ? [
          {
            note,
            text: text
              .split('\n')
              .filter((line) => !isOnWork(line))
              .join('\n'),
          },
        ]
      : [];
  });
}
