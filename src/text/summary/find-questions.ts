import type { Note, NoteId } from '#domain/notes/note.ts';
import type { Question } from '#domain/recap/summary.ts';
import { wordingOf } from '#text/sentences/classify-words.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { readQuestions } from '#text/sentences/question-words.ts';
import { hasFiniteVerb, statementScore } from '#text/sentences/statement-score.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';

/** A note of a section, and its text without what only names the talk. */
export interface ToldNote {
  note: Note;
  text: string;
}

/** What a section's notes ask and answer. */
export interface FoundQuestions {
  questions: Question[];
  /** Notes that are part of them, and so make no points. */
  used: Set<NoteId>;
  /** Answers that complete what another note says, by that note: "there are six" – "A, B, C, D, E and F". */
  completions: Map<NoteId, ToldNote>;
}

/** How far behind a question its answer stands at most. */
const ANSWER_WITHIN_NOTES = 4;
const ANSWER_WITHIN = 15 * 60_000;
/** An answer that follows at once needs no words in common with its question. */
const AT_ONCE = 5 * 60_000;
/** Outside of threads a fragment that follows as soon as this answers: "about three billion, with Kafka". */
const IN_ANSWER = 2 * 60_000;
const WORDS_OF_FRAGMENT = 10;
/** Someone with so many statements takes notes: their bare questions are the talk's. */
const STATEMENTS_OF_WRITER = 3;

/**
 * Finds what was asked and answered in a section's notes, in order. A note may hold both ("Q: … A: …"), or a note
 * asks and a later one answers. A bare question of somebody who takes notes is the talk's own, and none.
 */
export function findQuestions(told: readonly ToldNote[]): FoundQuestions {
  const found: FoundQuestions = { questions: [], used: new Set(), completions: new Map() };
  const asked = told.map(({ text }) => readQuestions(text));
  let writers: Set<string> | undefined;
  for (const [index, { note }] of told.entries()) {
    const { pairs, asked: reported, unmarked, answer } = asked[index]!;
    if (found.used.has(note.id)) continue;
    for (const pair of pairs) add(found, pair.question, [note], pair.answer);
    if (answer !== undefined) {
      const before = findQuestionBefore(told, asked, index);
      if (before === undefined || found.used.has(told[before]!.note.id)) continue;
      const actor = told[before]!.note;
      add(found, askedBy(asked[before]!)!, [actor, note], answer);
      continue;
    }
    const question = reported ?? unmarked;
    if (question === undefined) continue;
    const isReported = reported !== undefined;
    writers ??= findWriters(told, asked);
    const isOnlooker = !writers.has(note.authorId);
    const reply = findAnswer(told, asked, index, question, isReported || isOnlooker);
    if (!isReported && !isOnlooker && reply === undefined) continue;
    if (!isReported && isOnlooker && reply !== undefined) {
      const answer = told[reply]!;
      const completed = findCompleted(told, index, question, answer.text);
      if (completed !== undefined) {
        found.completions.set(completed.note.id, answer);
        found.used.add(note.id).add(answer.note.id);
        continue;
      }
    }
    if (!isReported && !isWorthAsking(question)) continue;
    if (reply === undefined) add(found, question, [note]);
    else add(found, question, [note, told[reply]!.note], asked[reply]!.answer ?? told[reply]!.text);
  }
  return found;
}

const SAYS_ANYTHING = /[\p{L}\p{N}]/u;

function add(found: FoundQuestions, question: string, notes: Note[], answer = ''): void {
  const text = tidySentence(question);
  const answered = tidySentence(answer);
  if (!SAYS_ANYTHING.test(text)) return;
  for (const { id } of notes) found.used.add(id);
  found.questions.push({
    text,
    ...(SAYS_ANYTHING.test(answered) ? { answer: answered } : {}),
    noteIds: notes.map(({ id }) => id),
    agreement: 1,
  });
}

/** Who takes the notes of the talk: whoever has noted several statements, or more than anybody else. */
function findWriters(told: readonly ToldNote[], asked: readonly Asked[]): Set<string> {
  const notes = new Map<string, number>();
  const statements = new Map<string, number>();
  const countIn = (counts: Map<string, number>, author: string) => counts.set(author, (counts.get(author) ?? 0) + 1);
  for (const [index, { note, text }] of told.entries()) {
    countIn(notes, note.authorId);
    if (askedBy(asked[index]!) === undefined && statementScore(text) >= 0.4) countIn(statements, note.authorId);
  }
  const mostNotes = Math.max(...notes.values());
  const mostStatements = Math.max(0, ...statements.values());
  const isWriter = (author: string) => {
    const stated = statements.get(author) ?? 0;
    return stated >= STATEMENTS_OF_WRITER || (notes.get(author) === mostNotes && stated === mostStatements);
  };
  return new Set([...notes.keys()].filter(isWriter));
}

type Asked = ReturnType<typeof readQuestions>;

function askedBy({ asked, unmarked }: Asked): string | undefined {
  return asked ?? unmarked;
}

/** The nearest question before a note that says it answers one. */
function findQuestionBefore(told: readonly ToldNote[], asked: readonly Asked[], index: number): number | undefined {
  for (let before = index - 1; before >= Math.max(0, index - ANSWER_WITHIN_NOTES); before--) {
    if (told[index]!.note.at - told[before]!.note.at > ANSWER_WITHIN) return undefined;
    if (askedBy(asked[before]!) !== undefined) return before;
  }
  return undefined;
}

const YES_OR_NO =
  /^\W*(?:yes|no|yeah|nope|yep|not (?:really|yet|quite)|it depends|depends|only|because|ja|nein|doch|jein|oui|non|si|sì|sí|não|sim|nee)(?!\p{L})/iu;

/** What somebody else soon says to a question: at once or with its words. */
function findAnswer(
  told: readonly ToldNote[],
  asked: readonly Asked[],
  index: number,
  question: string,
  isAsked: boolean,
): number | undefined {
  const { note } = told[index]!;
  const wanted = new Set(contentOf(question).stems);
  for (let after = index + 1; after <= Math.min(told.length - 1, index + ANSWER_WITHIN_NOTES); after++) {
    const reply = told[after]!;
    const elapsed = reply.note.at - note.at;
    if (elapsed > ANSWER_WITHIN) return undefined;
    if (asked[after]!.answer !== undefined) return after;
    if (askedBy(asked[after]!) !== undefined || asked[after]!.pairs.length > 0) continue;
    const isOthers = reply.note.authorId !== note.authorId;
    if (isOthers && YES_OR_NO.test(reply.text)) return after;
    if (!isAsked || !isOthers || wordingOf(reply.text).telling === 0) continue;
    const isInThread = reply.note.threadTs !== undefined && reply.note.threadTs === note.threadTs;
    const isFragment =
      elapsed <= IN_ANSWER && contentOf(reply.text).words <= WORDS_OF_FRAGMENT && !hasFiniteVerb(reply.text);
    const takesItUp = contentOf(reply.text).stems.some((stem) => wanted.has(stem));
    if (takesItUp) return after;
    if (after === index + 1 && (isFragment || (isInThread && elapsed <= AT_ONCE))) return after;
  }
  return undefined;
}

/** The earlier note that an answer completes: it has all words of the question, and the answer only lists. */
function findCompleted(
  told: readonly ToldNote[],
  index: number,
  question: string,
  answer: string,
): ToldNote | undefined {
  const wanted = new Set(contentOf(question).stems);
  if (wanted.size < 2 || !isEnumeration(answer)) return undefined;
  for (let before = index - 1; before >= Math.max(0, index - 50); before--) {
    const stems = new Set(contentOf(told[before]!.text).stems);
    if (wanted.isSubsetOf(stems) && statementScore(told[before]!.text) >= 0.5) return told[before];
  }
  return undefined;
}

/** Names things one after the other and says nothing of them. */
function isEnumeration(text: string): boolean {
  const items = text.split(/[,;、，\n]|\s(?:and|und|et|y|e|en|och)\s/u).filter((item) => /[\p{L}\p{N}]/u.test(item));
  return items.length >= 3 && !hasFiniteVerb(text) && items.every((item) => contentOf(item).words <= 5);
}

/** Does a question ask for something that others want to read too, not for seats, slides or company? */
function isWorthAsking(question: string): boolean {
  const { words, telling, logistic } = wordingOf(question);
  return telling - logistic >= 2 && telling >= 0.2 * words;
}
