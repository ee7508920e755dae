import type { Talk } from '#domain/conference/talk.ts';
import { addsNegation } from '#domain/language/negation.ts';
import { hasUnbalancedQuotes, splitSentences } from '#domain/language/split-sentences.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import {
  countRows,
  dropLeaning,
  markOf,
  notesOfLine,
  partsOfText,
  withoutLineMarks,
  withWords,
} from '#domain/recap/point-lines.ts';
import type { Point, Question, Quote, Remark, Summary, Translatable, WeighedPoint } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { namesAreSupported, namesOneOfSeveral, sharesName, usageOf } from './check-names.ts';
import { numbersAreSupported } from './check-numbers.ts';
import { checkCopies, findQuote } from './check-quotes-and-links.ts';
import { checkRecommendation, withSupportedComment } from './check-recommendation.ts';
import { languageOfText, translationIsSupported } from './check-translation.ts';

/**
 * Why a statement was rejected. `name`: it has a word that may be a name and is in none of its notes. `quote`: the
 * quoted words are not in the note, or the note doesn't mark them as speech. `denial`: it negates something that none
 * of its notes negates.
 */
export type Refusal = 'no-note' | 'unknown-note' | 'empty' | 'number' | 'link' | 'quote' | 'name' | 'denial';

/** What a statement can be based on. */
export interface EvidenceContext {
  /** All notes of the conference. */
  notes: ReadonlyMap<NoteId, Note>;
  /** The talk that it is about. The statement may use names from its title and speakers. */
  talk?: Talk | null;
  /** All notes of that talk. The statement may use names from them for its subject, but not for who said something. */
  section?: readonly Note[];
  /** Title, abstract and all notes of the talk. Only its lead may use names and numbers from them. */
  whole?: string | undefined;
  /** Number of items or rows below a sentence that introduces them, which it may count. */
  listed?: number | undefined;
  /** Whether a statement says what the notes leave open: it may deny what no note denies. */
  isOnGaps?: boolean | undefined;
}

/** A summary after unsupported statements were removed, and how often each reason applied. */
export interface CheckedSummary {
  /** With translations in place of the original sentences. */
  summary: Summary;
  refused: Partial<Record<Refusal, number>>;
  /** Number of sentences left in the notes' language because their translation may say something else. */
  untranslated: number;
}

/**
 * Checks everything in a summary against the notes that it cites, so that nothing is made up. Note ids must exist.
 * Quotes must be in their note word for word, marked as speech. Each name, number, link and quoted title must be in the
 * cited notes or, for names, in the talk's title and speakers. `agreement` is limited to the number of people who wrote
 * the notes. The check only compares words: it can't detect a changed meaning.
 */
export function checkSummary(summary: Summary, context: EvidenceContext): CheckedSummary {
  const refused: Partial<Record<Refusal, number>> = {};
  const accept = (refusal: Refusal | null): boolean => {
    if (refusal !== null) refused[refusal] = (refused[refusal] ?? 0) + 1;
    return refusal === null;
  };
  const translations = checkTranslations(summary, context);
  const supported = <Statement extends Point & Translatable>(
    points: readonly Statement[] | undefined,
    sources: EvidenceContext = context,
  ) =>
    points
      ?.map((point) => {
        const { kept, refusal } = supportedPart(point, sources);
        accept(refusal);
        return kept;
      })
      .filter((point) => point !== undefined)
      .map((point) => ({ ...translations.of(point, sources), agreement: agreementOf(point, context) }));
  const supportedRemarks = (remarks: readonly Remark[] | undefined) =>
    remarks?.filter((remark) => accept(checkRemark(remark, context)));
  const { inShort, points, quotes, questions, disagreements, works, headlines, themes, leftOut } = summary;
  const isHeadingSupported = createHeadingCheck(context);
  const talkContext = wholeTalkContext(context);
  const checked: Summary = {
    points: supported(points)!.map((point) => withSupportedHeading(point, isHeadingSupported)),
    quotes: quotes.flatMap((quote) =>
      accept(checkQuote(quote, context)) ? [withSupportedSpeaker(quote, context)] : [],
    ),
    questions: questions
      .filter((question) => accept(checkQuestion(question, context)))
      .map((question) => ({ ...translations.of(question), agreement: agreementOf(question, context) })),
    ...omitUndefined({
      isProse: summary.isProse,
      inShort: supported(inShort && [inShort], talkContext)?.[0],
      unclear: supported(summary.unclear, { ...talkContext, isOnGaps: true }),
      thoughts: supportedRemarks(summary.thoughts),
      lookups: supportedRemarks(summary.lookups),
      disagreements: supported(disagreements),
      works: works?.flatMap((work) =>
        accept(checkRecommendation(work, context)) ? [withSupportedComment(work, context)] : [],
      ),
      headlines: supported(headlines),
      themes: supported(themes),
      leftOut: leftOut?.filter(
        ({ heading, noteIds }) => heading === '' || checkPoint({ text: heading, noteIds }, context) === null,
      ),
    }),
  };
  return {
    summary: checked,
    refused,
    untranslated: translations.failedCount(),
  };
}

/** Lets a statement that sums up a talk use its title, abstract and all of its notes. */
export function wholeTalkContext(context: EvidenceContext): EvidenceContext {
  const { talk, section = [] } = context;
  return {
    ...context,
    whole: [talk?.title ?? '', talk?.abstract ?? '', ...section.map(({ text }) => text)].join('\n'),
  };
}

/**
 * Removes sentences, items and rows that their own notes don't support, and sentences that depend on them. Returns
 * undefined if nothing is left, and why the first was refused.
 */
function supportedPart<Statement extends Point & Translatable>(
  point: Statement,
  context: EvidenceContext,
): { kept: Statement | undefined; refusal: Refusal | null } {
  const whole = checkPoint(point, context);
  if (whole === null && point.lineNoteIds === undefined) return { kept: point, refusal: null };
  const listed = countRows(point.text);
  const refusals: Refusal[] = [];
  const supportedWords = (text: string, noteIds: NoteId[]) => {
    const own = checkPoint({ text, noteIds }, { ...context, listed });
    // A quotation over several sentences was checked as a whole.
    const refusal = own ?? (whole === 'quote' && hasUnbalancedQuotes(text) ? whole : null);
    if (refusal !== null) refusals.push(refusal);
    return refusal === null ? text : undefined;
  };
  const words = partsOfText(point.text).map(({ kind, text, line }) => {
    const noteIds = notesOfLine(point, line);
    const supported = supportedWords(text, noteIds);
    if (supported !== undefined || kind !== 'item') return supported;
    const mark = markOf(text);
    const sentences = splitSentences(text.slice(mark.length)).map((sentence) => supportedWords(sentence.text, noteIds));
    // The first sentence of an item says what it is about.
    if (sentences[0] === undefined) return undefined;
    return (
      mark +
      dropLeaning(sentences)
        .flatMap((sentence) => sentence ?? [])
        .join(' ')
    );
  });
  if (whole === null && refusals.length === 0) return { kept: point, refusal: null };
  const { translation: _, ...rest } = point;
  return { kept: withWords(rest as Statement, words), refusal: whole ?? refusals[0]! };
}

/** Replaces supported statements with their translations, if those are supported as well. */
function checkTranslations(
  { points, questions, inShort, unclear, disagreements, headlines, themes }: Summary,
  context: EvidenceContext,
) {
  const all: (Question & Translatable)[] = [
    points,
    questions,
    inShort ?? [],
    unclear ?? [],
    disagreements ?? [],
    headlines ?? [],
    themes ?? [],
  ].flat();
  const usage = usageOf(all.flatMap(({ translation }) => [translation?.text ?? [], translation?.answer ?? []].flat()));
  let failed = 0;
  const isSupported = (text: string, original: string, noteIds: readonly NoteId[], sources: EvidenceContext) => {
    const notes = namedNotes(noteIds, sources) as Note[];
    const source = [...notes.map((note) => note.text), sources.whole ?? ''].join('\n');
    const language = languageOfText(text);
    if (language === undefined) return text === original;
    // A "translation" into the notes' own language is checked against them like any statement.
    if (language === (languageOfText(original) ?? languageOfText(source))) {
      return checkText(text, notes, sources) === null;
    }
    if (checkCopies(text, notes, source) !== null) return false;
    const { talk = null, notes: all } = context;
    return translationIsSupported({ text, original, source, talk, all, usage, language });
  };
  return {
    of<Statement extends Question & Translatable>(
      { translation, ...statement }: Statement,
      sources: EvidenceContext = context,
    ): Omit<Statement, 'translation'> {
      if (translation === undefined) return statement;
      const { text, answer, noteIds } = statement;
      const isTextSupported = isSupported(translation.text, text, noteIds, sources);
      if (answer === undefined && isTextSupported) return { ...statement, text: translation.text };
      if (answer !== undefined && isTextSupported && translation.answer !== undefined) {
        if (isSupported(translation.answer, answer, noteIds, sources)) {
          return { ...statement, text: translation.text, answer: translation.answer };
        }
      }
      failed++;
      return statement;
    },
    failedCount: () => failed,
  };
}

/** Returns why a point can't be shown, or null if its notes support it. */
export function checkPoint(point: Pick<Point, 'text' | 'noteIds'>, context: EvidenceContext): Refusal | null {
  if (point.text.trim() === '') return 'empty';
  const notes = namedNotes(point.noteIds, context);
  return typeof notes === 'string' ? notes : checkText(point.text, notes, context);
}

/** Returns why a question or its answer can't be shown, or null if the notes support both. */
export function checkQuestion(question: Question, context: EvidenceContext): Refusal | null {
  const refusal = checkPoint(question, context);
  if (refusal !== null || question.answer === undefined) return refusal;
  return checkPoint({ ...question, text: question.answer }, context);
}

/** Returns why a note-taker's remark can't be shown, or null. Only authors of its notes can have made it. */
function checkRemark(remark: Remark, context: EvidenceContext): Refusal | null {
  const refusal = checkPoint(remark, context);
  if (refusal !== null) return refusal;
  const authors = remark.noteIds.map((id) => context.notes.get(id)!.author);
  return remark.by === [...new Set(authors)].join(', ') ? null : 'name';
}

/** Returns why a quote can't be shown, or null if its words are in its note and marked as speech. */
export function checkQuote(quote: Quote, context: EvidenceContext): Refusal | null {
  if (quote.text.trim() === '') return 'empty';
  const note = context.notes.get(quote.noteId);
  if (note === undefined) return 'unknown-note';
  return findQuote(note, quote.text)?.isMarked === true ? null : 'quote';
}

/**
 * Removes a quote's speaker unless the note names that person, or the talk has a single speaker and the note names
 * nobody. If a talk has several speakers, any of them may have said it.
 */
function withSupportedSpeaker(quote: Quote, { notes, talk }: EvidenceContext): Quote {
  const { speaker, ...words } = quote;
  if (speaker === undefined) return quote;
  const note = notes.get(quote.noteId)!;
  const named = findQuote(note, quote.text)?.speaker;
  if (named !== undefined) return sharesName(speaker, named) ? quote : words;
  const speakers = talk?.speakers ?? [];
  const isTied =
    sharesName(speaker, note.text.replace(quote.text, ' ')) ||
    (speakers.length === 1 && sharesName(speaker, speakers[0]!.name));
  return isTied ? quote : words;
}

/** Removes a point's heading if neither the point's notes nor the talk's notes support it. */
function withSupportedHeading<Headed extends Omit<WeighedPoint, 'translation'>>(
  point: Headed,
  isSupported: (heading: string, noteIds: readonly NoteId[]) => boolean,
): Headed {
  const { heading, ...rest } = point;
  return heading === undefined || isSupported(heading, point.noteIds) ? point : (rest as Headed);
}

/** Creates a check whether a heading is supported. Points share headings, and a check reads all notes of the talk. */
function createHeadingCheck(context: EvidenceContext): (heading: string, noteIds: readonly NoteId[]) => boolean {
  const ofTalk = (context.section ?? []).map(({ id }) => id);
  const isOfTalk = new Set(ofTalk);
  const known = new Map<string, boolean>();
  return (heading, noteIds) => {
    const others = noteIds.filter((id) => !isOfTalk.has(id));
    const key = `${others.join(' ')}\n${heading}`;
    const isSupported =
      known.get(key) ?? checkPoint({ text: heading, noteIds: [...others, ...ofTalk] }, context) === null;
    known.set(key, isSupported);
    return isSupported;
  };
}

function namedNotes(ids: readonly NoteId[], { notes }: EvidenceContext): Note[] | Refusal {
  if (ids.length === 0) return 'no-note';
  const named: Note[] = [];
  for (const id of ids) {
    const note = notes.get(id);
    if (note === undefined) return 'unknown-note';
    named.push(note);
  }
  return named;
}

function checkText(
  written: string,
  notes: Note[],
  { talk = null, section = [], notes: all, whole = '', listed = countRows(written), isOnGaps }: EvidenceContext,
): Refusal | null {
  // The common case: the point repeats a note word for word.
  if (notes.some((note) => note.text.includes(written))) return null;
  const text = withoutLineMarks(written);
  const source = [...notes.map((note) => note.text), whole].join('\n');
  const people = new Set(notes.map(({ authorId }) => authorId)).size;
  if (!numbersAreSupported(text, source, [people, listed])) return 'number';
  const refusal = checkCopies(text, notes, source);
  if (refusal !== null) return refusal;
  if (!namesAreSupported(text, { source, talk, section, notes: all })) return 'name';
  if (namesOneOfSeveral(text, source, talk)) return 'name';
  return isOnGaps !== true && addsNegation(text, source) ? 'denial' : null;
}

/** Returns how many people agree: at most as many as wrote the notes, fewer if a note only adds to another. */
function agreementOf({ noteIds, agreement }: Pick<Point, 'noteIds' | 'agreement'>, { notes }: EvidenceContext): number {
  const authors = new Set(noteIds.map((id) => notes.get(id)!.authorId)).size;
  return Math.max(1, Math.min(agreement, authors));
}
