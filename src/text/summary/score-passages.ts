import type { Talk } from '#domain/conference/talk.ts';
import { hasUnbalancedQuotes } from '#domain/language/split-sentences.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import { wordsOfTalk } from '#domain/talk-mentions/talk-titles.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import type { Pronouns } from '#text/sentences/point-of-view.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { weighText } from '#text/sentences/score-note.ts';
import { statementScore } from '#text/sentences/statement-score.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';
import { announcesList, isAgendaHeading, isKeyHeading, namesProblem } from './heading-lines.ts';
import { bare, fitItems, flatten, isNumberedList, itemLines, tidyLead } from './list-items.ts';
import type { NoteBody, Passage } from './passage.ts';

/** A passage as it would be shown, and how much it counts. */
export interface Candidate {
  passage: Passage;
  text: string;
  moreItems: number;
  /** It is a quote, which is set off as one. */
  isQuote: boolean;
  stems: readonly string[];
  words: number;
  weight: number;
}

export interface ScoreOptions {
  talk: Talk | null;
  pronouns: Pronouns;
  /** Stems of the talk's title. */
  topic: ReadonlySet<string>;
  completions: ReadonlyMap<NoteId, NoteBody>;
  /** Text of the passage if it is no more than a quote, which is shown as one. */
  quoteOf(passage: Passage): string | undefined;
}

/** Factors for a list, and for one that is announced as the talk's principles, steps or lessons. */
const LIST = 0.8;
const ANNOUNCED_LIST = 1.6;
/** Factor for a fragment under a heading, which makes it understandable. */
const UNDER_HEADING = 1.3;
/** Added to a statement's factor for each word of the talk's title in it. */
const ABOUT = 0.1;
const EMPHASIS = 1.5;
/** "It also …": a statement that only adds to another one counts less. */
export const ADDS = /(?<!\p{L})(?:also|too|as well|another|auch|aussi|también|anche|também|ook)(?!\p{L})/iu;

/** Scores a passage. Returns undefined if it can't be shown. */
export function scorePassage(passage: Passage, options: ScoreOptions): Candidate | undefined {
  const { lead, items, heading } = passage;
  const isAgenda = heading !== undefined && isAgendaHeading(heading);
  if (isAgenda && (items.length > 0 || statementScore(lead) < 0.5)) return undefined;
  const heads = heading !== undefined && isKeyHeading(heading) ? 1.3 : 1;
  const candidate = items.length === 0 ? weighStatement(passage, options) : weighList(passage);
  return candidate && { ...candidate, weight: candidate.weight * heads * strongest(passage.notes) };
}

function weighStatement(
  passage: Passage,
  { pronouns, topic, completions, quoteOf }: ScoreOptions,
): Candidate | undefined {
  const { lead, notes, heading } = passage;
  const quoted = quoteOf(passage);
  const completion = notes.map(({ id }) => completions.get(id)).find((found) => found !== undefined);
  const text = quoted ?? (completion === undefined ? tidySentence(lead) : complete(lead, completion.text));
  if (text === '') return undefined;
  const { stems, words } = contentOf(text);
  const isFragment = statementScore(lead) < 0.5 && !/^["“„«]/u.test(lead);
  const onTopic = stems.filter((stem) => topic.has(stem)).length;
  return {
    passage: completion === undefined ? passage : { ...passage, notes: [...notes, completion.note] },
    text,
    moreItems: 0,
    isQuote: quoted !== undefined,
    stems,
    words,
    weight:
      weighText(lead, notes.at(-1)!, pronouns) *
      (heading !== undefined && isFragment ? UNDER_HEADING : 1) *
      (ADDS.test(lead) || namesProblem(lead) ? 0.85 : 1) *
      (isEmphasized(passage) ? EMPHASIS : 1) *
      (1 + ABOUT * Math.min(3, onTopic)),
  };
}

function weighList(passage: Passage): Candidate | undefined {
  const { lead, items, heading } = passage;
  const shown = fitItems(lead, items);
  const marked = isNumberedList(items)
    ? shown.flatMap((item, index) => itemLines(item, `${index + 1}.`))
    : shown.flatMap((item) => itemLines(item));
  const lines = [...(lead === '' ? [] : [tidyLead(lead)]), ...marked];
  const text = lines.join('\n');
  const flat = items.flatMap((item) => flatten(item).map((part) => part.text));
  const telling = flat.filter((item) => contentOf(item).stems.length > 0).length;
  if (lines.some(hasUnbalancedQuotes) || telling < Math.min(2, flat.length)) return undefined;
  const isAnnounced = announcesList(lead) || (heading !== undefined && announcesList(heading));
  const asks = flat.filter((item) => isQuestion(item)).length > flat.length / 2 ? 0.6 : 1;
  const { words, stems } = contentOf(text);
  const led = lead === '' && heading === undefined ? 0.7 : 1;
  const weight = led * asks * LIST * (isAnnounced ? ANNOUNCED_LIST : 1) * Math.min(1, words / 8);
  return { passage, text, moreItems: items.length - shown.length, isQuote: false, stems, words, weight };
}

/** Returns whether its author emphasized the whole passage. */
export function isEmphasized({ lead, notes }: Passage): boolean {
  return notes.some(({ text, spans }) =>
    spans.some(
      ({ kind, start, end }) =>
        (kind === 'bold' || kind === 'italic') &&
        end - start >= 0.8 * lead.length &&
        lead.includes(text.slice(start, end).trim()),
    ),
  );
}

/** Returns the factor for reactions to any of a passage's notes. */
function strongest(notes: readonly Note[]): number {
  // The last note's reactions are in its weight already.
  return notes.slice(0, -1).some(({ reactions }) => reactions.length > 0) ? 1.3 : 1;
}

/** What a reply completes, with the reply below it: two people wrote them, so they aren't one sentence. */
function complete(lead: string, answer: string): string {
  return `${tidySentence(lead)}\n• ${bare(answer)}`;
}

/** Returns whether a text begins with a speaker's name. */
export function startsWithSpeaker(talk: Talk | null, text: string): boolean {
  const start = tokenizeCached(text).folded.slice(0, 3);
  return talk !== null && wordsOfTalk(talk).speakers.some((name) => start.some((word) => name.includes(word)));
}
