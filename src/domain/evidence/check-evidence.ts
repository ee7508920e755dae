import type { Talk } from '#domain/conference/talk.ts';
import { impliesNegation, isNegation } from '#domain/language/negation.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import type { Point, Question, Quote, Remark, Summary, Translatable } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { namesAreBorneOut, usageOf } from './check-names.ts';
import { numbersOf } from './check-numbers.ts';
import { checkCopies, collapseBlanks } from './check-quotes-and-links.ts';
import { languageOfText, translationIsBorneOut } from './check-translation.ts';

/**
 * Why something was refused. `name` also stands for a word that may be one: the first of a sentence, or any word of
 * a script without capitals, where no named note has it. `denial`: it says no, and no named note does.
 */
export type Refusal = 'no-note' | 'unknown-note' | 'empty' | 'number' | 'link' | 'quote' | 'name' | 'denial';

/** What a statement may rest on. */
export interface EvidenceContext {
  notes: ReadonlyMap<NoteId, Note>;
  /** The talk that it is about: its title and speakers are known from the schedule. */
  talk?: Talk | null;
}

/** A summary without what its notes don't bear out, and how often each reason applied. */
export interface CheckedSummary {
  /** In the words that are shown: without translations of its own. */
  summary: Summary;
  refused: Partial<Record<Refusal, number>>;
  /** Sentences that stay in the language of their notes, as what translates them may say something else. */
  untranslated: number;
}

/**
 * Holds everything that a summarizer says against the notes that it names (promise 3 of the product: nothing is
 * invented). Ids exist; quotes stand word for word; each name, number, link and quoted title occurs in the named
 * notes or, for names, in the talk's own title and speakers. `agreement` is at most the
 * number of people who wrote the notes. A translation takes the place of its sentence where it is borne out by that.
 * The check is lexical: it can't see that a meaning was turned round.
 */
export function checkSummary(summary: Summary, context: EvidenceContext): CheckedSummary {
  const refused: Partial<Record<Refusal, number>> = {};
  const admit = (refusal: Refusal | null): boolean => {
    if (refusal !== null) refused[refusal] = (refused[refusal] ?? 0) + 1;
    return refusal === null;
  };
  const translations = readTranslations(summary, context);
  const borneOut = <Statement extends Point & Translatable>(points: readonly Statement[]) =>
    points
      .filter((point) => admit(checkPoint(point, context)))
      .map((point) => ({ ...translations.of(point), agreement: agreementOf(point, context) }));
  const { thoughts, lookups, leftOut, gist, disagreements, works, headlines, themes } = summary;
  const [heldGist] = gist === undefined ? [] : borneOut([gist]);
  return {
    summary: {
      points: borneOut(summary.points),
      quotes: summary.quotes.filter((quote) => admit(checkQuote(quote, context))),
      questions: summary.questions
        .filter((question) => admit(checkQuestion(question, context)))
        .map((question) => ({ ...translations.of(question), agreement: agreementOf(question, context) })),
      ...omitUndefined({
        thoughts: thoughts?.filter((remark) => admit(checkRemark(remark, context))),
        lookups: lookups?.filter((remark) => admit(checkRemark(remark, context))),
        leftOut,
        gist: heldGist,
      }),
      ...(disagreements === undefined ? {} : { disagreements: borneOut(disagreements) }),
      ...(works === undefined ? {} : { works: works.filter((work) => admit(checkWork(work, context))) }),
      ...(headlines === undefined ? {} : { headlines: borneOut(headlines) }),
      ...(themes === undefined ? {} : { themes: borneOut(themes) }),
    },
    refused,
    untranslated: translations.failed(),
  };
}

/** Gives statements that are borne out the words of their translations, where these are, too. */
function readTranslations(
  { points, questions, gist, disagreements, headlines, themes }: Summary,
  context: EvidenceContext,
) {
  const all: (Question & Translatable)[] = [
    points,
    questions,
    gist ?? [],
    disagreements ?? [],
    headlines ?? [],
    themes ?? [],
  ].flat();
  const usage = usageOf(all.flatMap(({ translation }) => [translation?.text ?? [], translation?.answer ?? []].flat()));
  let failed = 0;
  const holds = (text: string, original: string, noteIds: readonly NoteId[]) => {
    const notes = namedNotes(noteIds, context) as Note[];
    const source = notes.map((note) => note.text).join('\n');
    const language = languageOfText(text);
    if (language === undefined) return text === original;
    // Said in the notes' own language it is held against them, like all.
    if (language === (languageOfText(original) ?? languageOfText(source))) {
      return checkText(text, notes, context) === null;
    }
    if (checkCopies(text, notes, source) !== null) return false;
    return translationIsBorneOut({
      text,
      original,
      source,
      talk: context.talk ?? null,
      all: context.notes,
      usage,
      language,
    });
  };
  return {
    of<Statement extends Question & Translatable>({
      translation,
      ...statement
    }: Statement): Omit<Statement, 'translation'> {
      if (translation === undefined) return statement;
      const { text, answer } = statement;
      const isHeld =
        holds(translation.text, text, statement.noteIds) &&
        (answer === undefined ||
          (translation.answer !== undefined && holds(translation.answer, answer, statement.noteIds)));
      if (isHeld) {
        return {
          ...statement,
          text: translation.text,
          ...(answer === undefined ? {} : { answer: translation.answer }),
        };
      }
      failed++;
      return statement;
    },
    failed: () => failed,
  };
}

/** Why a point may not be shown, or null where its notes bear it out. */
export function checkPoint(point: Pick<Point, 'text' | 'noteIds'>, context: EvidenceContext): Refusal | null {
  if (point.text.trim() === '') return 'empty';
  const notes = namedNotes(point.noteIds, context);
  return typeof notes === 'string' ? notes : checkText(point.text, notes, context);
}

/** Why a question or its answer may not be shown, or null. */
export function checkQuestion(question: Question, context: EvidenceContext): Refusal | null {
  return (
    checkPoint(question, context) ??
    (question.answer === undefined ? null : checkPoint({ ...question, text: question.answer }, context))
  );
}

/** Why a note-taker's remark may not be shown, or null: only the author of its notes can have said it. */
function checkRemark(remark: Remark, context: EvidenceContext): Refusal | null {
  const isOwn = remark.noteIds.every((id) => context.notes.get(id)?.author === remark.by);
  return checkPoint(remark, context) ?? (isOwn ? null : 'name');
}

/** Why a quote may not be shown, or null: it stands so in its note, and so does its speaker or the talk names them. */
export function checkQuote(quote: Quote, context: EvidenceContext): Refusal | null {
  if (quote.text.trim() === '') return 'empty';
  const note = context.notes.get(quote.noteId);
  if (note === undefined) return 'unknown-note';
  if (!note.text.includes(quote.text)) return 'quote';
  if (quote.speaker === undefined) return null;
  const names = fold([note.text, ...(context.talk?.speakers ?? []).map(({ name }) => name)].join('\n'));
  return names.includes(fold(quote.speaker)) ? null : 'name';
}

/** Why a work may not be listed, or null: its title and what is said of it stand so in its note. */
export function checkWork(
  { title, comment, noteId }: Pick<WorkMention, 'title' | 'comment' | 'noteId'>,
  { notes }: EvidenceContext,
): Refusal | null {
  if (title.trim() === '') return 'empty';
  const note = notes.get(noteId);
  if (note === undefined) return 'unknown-note';
  const source = collapseBlanks(fold(note.text));
  if (!source.includes(collapseBlanks(fold(title)))) return 'name';
  return comment === undefined || source.includes(collapseBlanks(fold(comment))) ? null : 'quote';
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

function checkText(text: string, notes: Note[], context: EvidenceContext): Refusal | null {
  // The common case by far: a point in a note's own words.
  if (notes.some((note) => note.text.includes(text))) return null;
  const source = notes.map((note) => note.text).join('\n');
  if (!everyIn(numbersOf(text), numbersOf(source))) return 'number';
  const refusal = checkCopies(text, notes, source);
  if (refusal !== null) return refusal;
  if (!namesAreBorneOut(text, source, context.talk ?? null, context.notes)) return 'name';
  return has(text, isNegation) && !has(source, impliesNegation) ? 'denial' : null;
}

function has(text: string, isSuch: (folded: string) => boolean): boolean {
  return tokenize(text).some(({ text: word }) => isSuch(fold(word)));
}

function everyIn(wanted: Set<string>, given: Set<string>): boolean {
  for (const one of wanted) if (!given.has(one)) return false;
  return true;
}

/** At most as many people as wrote the notes; fewer where a note only completes another. */
function agreementOf({ noteIds, agreement }: Pick<Point, 'noteIds' | 'agreement'>, { notes }: EvidenceContext): number {
  const authors = new Set(noteIds.map((id) => notes.get(id)!.authorId)).size;
  return Math.max(1, Math.min(agreement, authors));
}
