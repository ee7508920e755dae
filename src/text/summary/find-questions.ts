import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { Question } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { readQuestions } from '#text/sentences/question-words.ts';
import { hasFiniteVerb, statementScore } from '#text/sentences/statement-score.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';
import { countWords, joinSentences } from './join-sentences.ts';
import type { NoteBody } from './passage.ts';

/** The questions and answers in a section's notes, and the notes without them. */
export interface FoundQuestions {
  questions: Question[];
  /** The notes without the text that is in `questions`. */
  rest: NoteBody[];
  /** Replies that complete a statement in the note with this id: "there are six" – "A, B, C, D, E and F". */
  completions: Map<NoteId, NoteBody>;
}

/** Maximum number of notes, and milliseconds, between a question and its answer. */
const ANSWER_WITHIN_NOTES = 4;
const ANSWER_WITHIN = 15 * 60_000;
/** A colleague who was asked something replies within so many milliseconds, if at all. */
const REPLY_WITHIN = 5 * 60_000;

const QUESTION_LINE = /^[\s•*(>–—-]{0,8}(?:Q\d{0,2}\s*[:：.)]|[^:：?？\n]{0,60}[:：])/u;
const ANSWER_LINE = /^[\s•*(>–—-]{0,8}(?:A\d{0,2}\s*[:：)]|[^:：?？\n]{0,40}[:：])/u;
/** A heading for questions from the audience. */
const QUESTIONS_HEADING =
  /^[\s*_#•-]{0,8}(?:audience |open |live )?(?:questions?(?: (?:and|&) answers?)?|q\s?(?:&|and|\/|\+|n)\s?a|questions? (?:from|by) (?:the )?(?:audience|floor|room)|fragen(?: und antworten)?|preguntas|domande|perguntas|vragen|frågor)[\s*_:：]{0,6}$/iu;
const ITEM_MARK = /^(\s*)(?:[•◦▪▫‣·*+–—-]|\p{N}{1,2}[.)])\s+/u;

/**
 * Finds questions that somebody asked according to the notes. An answer counts only if the notes mark it as one: "Q: …
 * A: …", "somebody asked …, she answered …", or nested under its question below a heading such as "Q&A". Any other
 * question is a heading, the speaker's own or chat, and is left out.
 */
export function findQuestions(told: readonly NoteBody[]): FoundQuestions {
  const found: FoundQuestions = { questions: [], rest: [], completions: new Map() };
  const used = new Set<number>();
  const add = (question: string, notes: Note[], answer?: string) => addQuestion(found, question, { notes, answer });
  for (const [index, entry] of told.entries()) {
    if (used.has(index)) continue;
    const { note, text } = entry;
    if (text.trim().includes('\n') || QUESTIONS_HEADING.test(text)) {
      const { rest, read } = readLines(entry, () => linesAfter(told, index), add);
      for (const other of read) used.add(other);
      if (rest !== '') found.rest.push({ note, text: rest });
      continue;
    }
    const { pairs, asked, unmarked, answer } = readQuestions(text);
    if (pairs.length > 0) {
      for (const pair of pairs) add(pair.question, [note], pair.answer);
      if (asked !== undefined) add(asked, [note]);
    } else if (asked !== undefined) {
      const reply = findMarkedAnswer(told, index, used);
      if (reply !== undefined) used.add(reply.index);
      add(asked, reply === undefined ? [note] : [note, told[reply.index]!.note], reply?.answer);
    } else if (unmarked !== undefined && answer === undefined) {
      const reply = told[index + 1];
      const marked = findMarkedAnswer(told, index, used);
      if (marked !== undefined && isPlainLabel(told[marked.index]!.text)) {
        used.add(marked.index);
        add(unmarked, [note, told[marked.index]!.note], marked.answer);
      } else if (reply !== undefined && isReplyToReader(entry, reply)) {
        const completed = findCompleted(told, index, { question: unmarked, answer: reply.text });
        if (completed !== undefined) found.completions.set(completed.note.id, reply);
        if (completed !== undefined || isMereYesOrNo(reply.text)) used.add(index + 1);
        else found.rest.push(entry);
      } else found.rest.push(entry);
    } else {
      const reply = told[index + 1];
      // "Thanks! Did she say anything on X?" – "only that …"
      if (/[?？]\W*$/u.test(text) && reply !== undefined && isReplyToReader(entry, reply) && isMereYesOrNo(reply.text))
        used.add(index + 1);
      found.rest.push(entry);
    }
  }
  return found;
}

const SAYS_ANYTHING = /[\p{L}\p{N}]/u;
/** Maximum number of lines that answer one question. */
const MOST_ANSWER_LINES = 10;

function addQuestion(
  found: FoundQuestions,
  question: string,
  { notes, answer = '' }: { notes: Note[]; answer?: string | undefined },
): void {
  const text = tidySentence(question);
  const answered = tidySentence(shorten(answer));
  if (!SAYS_ANYTHING.test(text)) return;
  found.questions.push({
    text,
    ...omitUndefined({ answer: SAYS_ANYTHING.test(answered) ? answered : undefined }),
    noteIds: notes.map(({ id }) => id),
    agreement: 1,
  });
}

/** Cuts a long answer after its first sentences; the rest is in the linked note. */
const WORDS_OF_ANSWER = 120;

function shorten(answer: string): string {
  let end = 0;
  for (const sentence of splitSentences(answer)) {
    if (end > 0 && countWords(answer.slice(0, sentence.end)) > WORDS_OF_ANSWER) return `${answer.slice(0, end)} …`;
    end = sentence.end;
  }
  return answer;
}

/** Returns the answer in one of the next notes if it is labeled as one, before anything else is asked. */
function findMarkedAnswer(
  told: readonly NoteBody[],
  index: number,
  used: ReadonlySet<number>,
): { index: number; answer: string } | undefined {
  const { note } = told[index]!;
  for (let after = index + 1; after <= Math.min(told.length - 1, index + ANSWER_WITHIN_NOTES); after++) {
    const reply = told[after]!;
    if (used.has(after) || reply.note.at - note.at > ANSWER_WITHIN || reply.text.trim().includes('\n'))
      return undefined;
    const { answer, asked, unmarked, pairs } = readQuestions(reply.text);
    if (answer !== undefined) return { index: after, answer };
    if (asked !== undefined || unmarked !== undefined || pairs.length > 0) return undefined;
  }
  return undefined;
}

/** Returns whether an answer is labeled "A:" or so; "his answer:" may be to a question that the speaker asked the room. */
function isPlainLabel(text: string): boolean {
  return /^[\s•*(>–—-]*(?:A\d{0,2}|answer|antwort|réponse|respuesta|risposta|resposta)\s*[:：)]/iu.test(text);
}

/** A line of a note, and the index of the note in its section. */
interface Line {
  text: string;
  note: Note;
  index: number;
}

/** Returns the lines that the author of a note wrote afterwards in single-line notes, up to a long pause. */
function linesAfter(told: readonly NoteBody[], from: number): Line[] {
  const lines: Line[] = [];
  let { note: last } = told[from]!;
  for (let index = from + 1; index < told.length && lines.length < MOST_LINES_BELOW; index++) {
    const { note, text } = told[index]!;
    if (note.at - last.at > ANSWER_WITHIN) break;
    if (note.authorId !== last.authorId) continue;
    const isHeading = note.spans.some(({ kind, start, end }) => kind === 'bold' && end - start >= note.text.length - 2);
    if (text.includes('\n') || isHeading) break;
    lines.push({ text, note, index });
    last = note;
  }
  return lines;
}

/** Adds what the lines of a note ask; returns its other lines, and which later notes only ask or answer. */
function readLines(
  { note, text }: NoteBody,
  linesOfLaterNotes: () => Line[],
  add: (question: string, notes: Note[], answer?: string) => void,
): { rest: string; read: number[] } {
  const lines = text.split('\n');
  const rest: string[] = [];
  const read: number[] = [];
  const own = lines.map((line): Line => ({ text: line, note, index: -1 }));
  let all: Line[] | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    if (QUESTIONS_HEADING.test(line)) {
      all ??= [...own, ...linesOfLaterNotes()];
      const end = readBelowHeading(all, index + 1, add);
      if (end !== undefined) {
        read.push(...all.slice(own.length, end).map((later) => later.index));
        index = Math.min(end, own.length) - 1;
        continue;
      }
    }
    // An answer without a question stays with the rest.
    if (!QUESTION_LINE.test(line) || readQuestions(line).answer !== undefined) {
      rest.push(line);
      continue;
    }
    let end = index + 1;
    const last = Math.min(lines.length, end + MOST_ANSWER_LINES);
    while (end < last && ANSWER_LINE.test(lines[end]!) && readQuestions(lines[end]!).answer !== undefined) end++;
    const { pairs, asked } = readQuestions(lines.slice(index, end).join('\n'));
    if (pairs.length === 0 && asked === undefined) rest.push(line);
    else {
      for (const pair of pairs) add(pair.question, [note], pair.answer);
      if (asked !== undefined) add(asked, [note]);
      index = end - 1;
    }
  }
  return { rest: rest.join('\n').trim(), read };
}

/** Maximum number of later lines to examine below a heading for questions, and of an answer that isn't nested. */
const MOST_LINES_BELOW = 60;
const MOST_FLAT_ANSWER_LINES = 6;

/**
 * Reads the lines from an index on, below a heading for questions: what asks, or has lines nested below it, is a question,
 * and what follows it its answer. Returns the index after the last of them, or undefined if the first line asks nothing.
 */
function readBelowHeading(
  lines: readonly Line[],
  from: number,
  add: (question: string, notes: Note[], answer: string) => void,
): number | undefined {
  let question: { text: string; depth: number; notes: Note[] } | undefined;
  let answer: string[] = [];
  let isGap = false;
  const close = () => {
    if (question !== undefined) add(question.text, [...new Set(question.notes)], answer.reduce(joinSentences, ''));
    answer = [];
  };
  for (let index = from; index < lines.length; index++) {
    const { note } = lines[index]!;
    let line = lines[index]!.text;
    if (line.trim() === '') {
      isGap = true;
      continue;
    }
    const start = index;
    if (continuesQuestion(line, lines[index + 1])) line = `${line} ${lines[++index]!.text.trim()}`;
    const depth = depthOf(line);
    let below = index + 1;
    while (below < lines.length && lines[below]!.text.trim() === '') below++;
    const next = lines[below];
    const mark = Math.max(line.lastIndexOf('?'), line.lastIndexOf('？'));
    const isOuter = question === undefined || depth <= question.depth;
    const asks = isOuter && (mark !== -1 || (next !== undefined && depthOf(next.text) > depth));
    if (question === undefined && !asks) return undefined;
    // A gap after an answer ends the part, unless another question follows.
    const isOver = answer.length > 0 && isOuter && (isGap || answer.length >= MOST_FLAT_ANSWER_LINES);
    if (!asks && isOver) {
      close();
      return start;
    }
    if (asks) {
      close();
      const text = mark === -1 ? line : line.slice(0, mark + 1);
      question = { text: withoutMark(text), depth, notes: [note] };
      // "Is it fast?: Not yet"
      const told = line.slice(text.length).replace(/^[\s:;,.–—)*_-]+/u, '');
      if (told !== '') answer.push(told);
    } else {
      const told = withoutMark(line);
      if (contentOf(told).stems.length === 0 && told.length < 10 && !YES_OR_NO.test(told)) continue;
      answer.push(readQuestions(told).answer ?? told);
      question!.notes.push(note);
    }
    isGap = false;
  }
  close();
  return question === undefined ? undefined : lines.length;
}

/** Returns whether a question continues on the next line, without an indent. */
function continuesQuestion(line: string, next: Line | undefined): boolean {
  if (next === undefined || /[.!?:;。！？：]\s*$/u.test(line) || line.includes('?')) return false;
  return next.text.includes('?') && !ITEM_MARK.test(next.text) && depthOf(next.text) <= depthOf(line);
}

/** Returns the indent of a line; list marks of inner lists add to it. */
function depthOf(line: string): number {
  const indent = line.length - line.trimStart().length;
  const mark = line.trimStart().charAt(0);
  return (
    indent +
    (mark === '◦' || mark === '○' ? 1 : mark === '▪' || mark === '■' ? 2 : 0) +
    (/^(?:->|→|=>|A\s*:)/.test(line.trimStart()) ? 1 : 0)
  );
}

function withoutMark(line: string): string {
  return line.replace(ITEM_MARK, '').trim();
}

const YES_OR_NO =
  /^\W*(?:yes|no|yeah|nope|yep|not (?:really|yet|quite)|it depends|depends|only|because|ja|nein|doch|jein|oui|non|si|sì|sí|não|sim|nee)(?!\p{L})/iu;

/** Returns whether a reply has little to say besides yes or no, and is nothing without its question. */
function isMereYesOrNo(text: string): boolean {
  return YES_OR_NO.test(text) && contentOf(text).stems.length < FEWEST_STEMS;
}

const FEWEST_STEMS = 4;

/** Returns whether somebody else replies at once to a colleague's question. */
function isReplyToReader({ note }: NoteBody, reply: NoteBody): boolean {
  return reply.note.authorId !== note.authorId && reply.note.at - note.at <= REPLY_WITHIN;
}

/** Finds the earlier note that an answer completes: it has all words of the question, and the answer is a list. */
function findCompleted(
  told: readonly NoteBody[],
  index: number,
  { question, answer }: { question: string; answer: string },
): NoteBody | undefined {
  const wanted = new Set(contentOf(question).stems);
  if (wanted.size < 2 || !isEnumeration(answer)) return undefined;
  for (let before = index - 1; before >= Math.max(0, index - 50); before--) {
    const stems = new Set(contentOf(told[before]!.text).stems);
    if (wanted.isSubsetOf(stems) && statementScore(told[before]!.text) >= 0.5) return told[before];
  }
  return undefined;
}

/** Returns whether a text only lists things without saying anything about them. */
function isEnumeration(text: string): boolean {
  const items = text.split(/[,;、，\n]|\s(?:and|und|et|y|e|en|och)\s/u).filter((item) => /[\p{L}\p{N}]/u.test(item));
  return items.length >= 3 && !hasFiniteVerb(text) && items.every((item) => contentOf(item).words <= 5);
}
