import type { Talk } from '#domain/conference/talk.ts';
import { impliesNegation, isNegation } from '#domain/language/negation.ts';
import { fold, foldedWords } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import type { Point, Question, Quote, Remark, Summary, Translatable, WeighedPoint } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { namesAreSupported, usageOf } from './check-names.ts';
import { numbersAreSupported } from './check-numbers.ts';
import { checkCopies, collapseSpace, findQuote } from './check-quotes-and-links.ts';
import { languageOfText, translationIsSupported } from './check-translation.ts';
import { isSameWord } from './same-word.ts';

/**
 * Why a statement was refused. `name`: a word that may be a name is in none of its notes. `quote`: its words are not
 * in its note, or not marked as speech there. `denial`: it negates something, and none of its notes does.
 */
export type Refusal = 'no-note' | 'unknown-note' | 'empty' | 'number' | 'link' | 'quote' | 'name' | 'denial';

/** What a statement may rest on. */
export interface EvidenceContext {
  /** All notes of the conference. */
  notes: ReadonlyMap<NoteId, Note>;
  /** The talk that it is about: its title and speakers are known from the schedule. */
  talk?: Talk | null;
  /** The notes of that talk: they may name what a statement is about. */
  section?: readonly Note[];
  /** What the program says about the talk: its lead may name and count what that does. */
  program?: string | undefined;
}

/** A summary without what its notes don't support, and how often each reason applied. */
export interface CheckedSummary {
  /** In the words to show: translations have taken the place of what they translate. */
  summary: Summary;
  refused: Partial<Record<Refusal, number>>;
  /** Sentences that stay in the language of their notes, as their translation may say something else. */
  untranslated: number;
}

/**
 * Checks everything a summarizer says against the notes that it names (nothing is invented). Ids exist; quotes are in
 * their note word for word, marked as speech; each name, number, link and quoted title is in the named notes or, for
 * names, in the talk's title and speakers. `agreement` is at most the number of people who wrote the notes. The check is
 * lexical: it can't see that a meaning was changed.
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
        const refusal = checkPoint(point, sources);
        accept(refusal);
        return refusal === null ? point : supportedPart(point, sources);
      })
      .filter((point) => point !== undefined)
      .map((point) => ({ ...translations.of(point), agreement: agreementOf(point, context) }));
  const supportedRemarks = (remarks: readonly Remark[] | undefined) =>
    remarks?.filter((remark) => accept(checkRemark(remark, context)));
  const { gist, points, quotes, questions, disagreements, works, headlines, themes, leftOut } = summary;
  const checked: Summary = {
    points: supported(points)!.map((point) => withSupportedHeading(point, context)),
    quotes: quotes.flatMap((quote) =>
      accept(checkQuote(quote, context)) ? [withSupportedSpeaker(quote, context)] : [],
    ),
    questions: questions
      .filter((question) => accept(checkQuestion(question, context)))
      .map((question) => ({ ...translations.of(question), agreement: agreementOf(question, context) })),
    ...omitUndefined({
      gist: supported(gist && [gist], { ...context, program: programOf(context) })?.[0],
      thoughts: supportedRemarks(summary.thoughts),
      lookups: supportedRemarks(summary.lookups),
      disagreements: supported(disagreements),
      works: works?.flatMap((work) => (accept(checkWork(work, context)) ? [withSupportedComment(work, context)] : [])),
      headlines: supported(headlines),
      themes: supported(themes),
      leftOut: leftOut?.filter(({ heading, noteIds }) => checkPoint({ text: heading, noteIds }, context) === null),
    }),
  };
  return {
    summary: gist === undefined ? checked : ensureGist(checked),
    refused,
    untranslated: translations.failedCount(),
  };
}

/** The title and abstract of a talk, on which its lead may rest. */
function programOf({ talk }: EvidenceContext): string {
  return [talk?.title ?? '', talk?.abstract ?? ''].join('\n');
}

/** A model's summary always has a lead: its first key point if the model gave no lead, or none that notes support. */
export function ensureGist(summary: Summary): Summary {
  const { gist, points } = summary;
  const lead = points.find(({ isKey, text }) => isKey && !text.includes('\n'));
  if (gist !== undefined || lead === undefined || points.length < 2) return summary;
  const { text, noteIds, agreement, translation } = lead;
  return {
    ...summary,
    gist: { text, noteIds, agreement, ...omitUndefined({ translation }) },
    points: points.filter((point) => point !== lead),
  };
}

/** Where a sentence ends and another begins; "e.g." ends none. */
const SENTENCE_BREAK =
  /(?<=[.!?]["”’)]?)(?<!(?<!\p{L})(?:\p{L}|Dr|Mrs?|Ms|Prof|St|[Vv]s|No|ca|bzw)\.)\s+(?=["“(]?[\p{Lu}\p{Nd}])/u;

/** English words with which a sentence takes up the one before. */
const LEANS =
  /^(?:it|its|they|their|them|this|that|these|those|he|she|his|her|such|both|either|same|but|and|so|or|nor|yet|then|also|instead|otherwise|because|therefore|thus|hence|however|though|consequently|as a result|for (?:example|instance))\b/i;

/** A point without unsupported sentences, and without those that lean on them; undefined if nothing is left. */
function supportedPart<Statement extends Point & Translatable>(
  point: Statement,
  context: EvidenceContext,
): Statement | undefined {
  const { translation: _, ...rest } = point;
  const sentences = point.text.includes('\n') ? [] : point.text.split(SENTENCE_BREAK);
  let isBroken = false;
  const supported = sentences.filter((text) => {
    if (checkPoint({ ...point, text }, context) !== null) isBroken = true;
    else if (!LEANS.test(text)) isBroken = false;
    return !isBroken;
  });
  return supported.length === 0 ? undefined : { ...(rest as Statement), text: supported.join(' ') };
}

/** Replaces supported statements by their translations, if these are supported, too. */
function checkTranslations(
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
  const isSupported = (text: string, original: string, noteIds: readonly NoteId[]) => {
    const notes = namedNotes(noteIds, context) as Note[];
    const source = notes.map((note) => note.text).join('\n');
    const language = languageOfText(text);
    if (language === undefined) return text === original;
    // In the notes' own language it is checked against them, like any statement.
    if (language === (languageOfText(original) ?? languageOfText(source))) {
      return checkText(text, notes, context) === null;
    }
    if (checkCopies(text, notes, source) !== null) return false;
    const { talk = null, notes: all } = context;
    return translationIsSupported({ text, original, source, talk, all, usage, language });
  };
  return {
    of<Statement extends Question & Translatable>({
      translation,
      ...statement
    }: Statement): Omit<Statement, 'translation'> {
      if (translation === undefined) return statement;
      const { text, answer, noteIds } = statement;
      const isTextSupported = isSupported(translation.text, text, noteIds);
      if (answer === undefined && isTextSupported) return { ...statement, text: translation.text };
      if (answer !== undefined && isTextSupported && translation.answer !== undefined) {
        if (isSupported(translation.answer, answer, noteIds)) {
          return { ...statement, text: translation.text, answer: translation.answer };
        }
      }
      failed++;
      return statement;
    },
    failedCount: () => failed,
  };
}

/** Returns why a point may not be shown, or null if its notes support it. */
export function checkPoint(point: Pick<Point, 'text' | 'noteIds'>, context: EvidenceContext): Refusal | null {
  if (point.text.trim() === '') return 'empty';
  const notes = namedNotes(point.noteIds, context);
  return typeof notes === 'string' ? notes : checkText(point.text, notes, context);
}

/** Returns why a question or its answer may not be shown, or null. */
export function checkQuestion(question: Question, context: EvidenceContext): Refusal | null {
  const refusal = checkPoint(question, context);
  if (refusal !== null || question.answer === undefined) return refusal;
  return checkPoint({ ...question, text: question.answer }, context);
}

/** Returns why a note-taker's remark may not be shown, or null: only authors of its notes can have made it. */
function checkRemark(remark: Remark, context: EvidenceContext): Refusal | null {
  const refusal = checkPoint(remark, context);
  if (refusal !== null) return refusal;
  const authors = remark.noteIds.map((id) => context.notes.get(id)!.author);
  return remark.by === [...new Set(authors)].join(', ') ? null : 'name';
}

/** Returns why a quote may not be shown, or null: its words are in its note, marked as speech. */
export function checkQuote(quote: Quote, context: EvidenceContext): Refusal | null {
  if (quote.text.trim() === '') return 'empty';
  const note = context.notes.get(quote.noteId);
  if (note === undefined) return 'unknown-note';
  return findQuote(note, quote.text)?.isMarked === true ? null : 'quote';
}

/**
 * A quote keeps its speaker if the note names them, or if they are the talk's only speaker and the note names nobody:
 * of several speakers it may be any.
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

/** Is any part of a person's name, and no other surname, in a text? "Hany" is enough for "Hany Fahim". */
function sharesName(name: string, text: string): boolean {
  const words = new Set(foldedWords(text));
  const parts = foldedWords(name);
  return parts.some((part) => part.length > 1 && words.has(part));
}

/** Returns why a work may not be listed, or null: its title is in its note, perhaps with a typo. */
export function checkWork(
  { title, noteId }: Pick<WorkMention, 'title' | 'noteId'>,
  { notes }: EvidenceContext,
): Refusal | null {
  if (title.trim() === '') return 'empty';
  const note = notes.get(noteId);
  if (note === undefined) return 'unknown-note';
  return hasTitle(note.text, title) ? null : 'name';
}

/** A work keeps its comment if that is copied from what its note says about it: from the title's line, or of the title. */
function withSupportedComment(work: WorkMention, { notes }: EvidenceContext): WorkMention {
  const { comment, ...bare } = work;
  if (comment === undefined) return work;
  const wanted = collapseSpace(fold(comment));
  const isAbout = notes
    .get(work.noteId)!
    .text.split('\n')
    .some((line) => collapseSpace(fold(line)).includes(wanted) && hasTitle(line, work.title));
  return isAbout ? work : bare;
}

/** Is a title in a text? They may differ by a typo, and by an article at the title's start. */
function hasTitle(text: string, title: string): boolean {
  const [folded, wanted] = [collapseSpace(fold(text)), collapseSpace(fold(title))];
  if (folded.includes(wanted)) return true;
  const words = foldedWords(text);
  const parts = foldedWords(wanted.replace(/^(?:the|a|an) /, ''));
  const isHere = (index: number) =>
    parts.every((part, offset) => words[index + offset] !== undefined && isSameWord(part, words[index + offset]!));
  return parts.length > 0 && words.some((_, index) => isHere(index));
}

/** A heading that the notes of its point, or of the talk, don't support is dropped. */
function withSupportedHeading<Headed extends Omit<WeighedPoint, 'translation'>>(
  point: Headed,
  context: EvidenceContext,
): Headed {
  if (point.heading === undefined || checkPoint({ ...point, text: point.heading }, context) === null) return point;
  const { heading: _, ...rest } = point;
  return rest as Headed;
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
  text: string,
  notes: Note[],
  { talk = null, section = [], notes: all, program = '' }: EvidenceContext,
): Refusal | null {
  // The common case: a point in a note's own words.
  if (notes.some((note) => note.text.includes(text))) return null;
  const source = [...notes.map((note) => note.text), program].join('\n');
  const people = new Set(notes.map(({ authorId }) => authorId)).size;
  if (!numbersAreSupported(text, source, people)) return 'number';
  const refusal = checkCopies(text, notes, source);
  if (refusal !== null) return refusal;
  const ofSection = section.map((note) => note.text).join('\n');
  if (!namesAreSupported(text, { source, talk, section: ofSection, notes: all })) return 'name';
  if (namesOneOfSeveral(text, source, talk)) return 'name';
  return negates(text) && !foldedWords(source).some(impliesNegation) ? 'denial' : null;
}

/** In a talk of several speakers, a statement about one of them needs a note that names them. */
function namesOneOfSeveral(text: string, source: string, talk: Talk | null): boolean {
  const speakers = talk?.speakers ?? [];
  if (speakers.length < 2) return false;
  const named = speakers.filter(({ name }) => text.includes(name));
  return named.length < speakers.length && named.some(({ name }) => !sharesName(name, source));
}

/** What looks like a negation and denies no fact: contrasts, and "without" or "no longer than". */
const NO_DENIAL =
  /\b(?:not (?:only|just|merely|necessarily|so much)|without|instead of|rather than|no (?:longer|more|less|later|sooner) than)\b|[,;(] ?(?:and |but )?not\b/giu;

function negates(text: string): boolean {
  return foldedWords(text.replace(NO_DENIAL, ' ')).some(isNegation);
}

/** At most as many people as wrote the notes; fewer if a note only adds to another. */
function agreementOf({ noteIds, agreement }: Pick<Point, 'noteIds' | 'agreement'>, { notes }: EvidenceContext): number {
  const authors = new Set(noteIds.map((id) => notes.get(id)!.authorId)).size;
  return Math.max(1, Math.min(agreement, authors));
}
