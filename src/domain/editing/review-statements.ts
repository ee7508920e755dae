import type { NoteId } from '#domain/notes/note.ts';
import { bareWords } from '#domain/recap/compose-recap.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap, Section } from '#domain/recap/recap.ts';
import type { Point, Question, Quote, Remark } from '#domain/recap/summary.ts';
import {
  type Decision,
  hashNotes,
  isOverarching,
  overviewKey,
  type PlaceKey,
  placeKey,
  type StatementDecision,
  type StatementKind,
  statementKey,
} from './editorial-decision.ts';

/** A statement in a recap, with the organizer's decision about it. */
export interface Statement {
  /** See {@link statementKey}. */
  key: string;
  kind: StatementKind;
  noteIds: NoteId[];
  /** As the summarizer wrote it, or the organizer's wording if the summarizer no longer produces the statement. */
  text: string;
  /** The summarizer's statement; absent if it is no longer produced and only the organizer's wording is left. */
  made?: Point | Question | Quote | Remark;
  hidden: boolean;
  wording?: string;
  /** The decision that applies to it. */
  decided?: StatementDecision;
  /** A decision that no longer applies because its notes were edited since: the organizer is asked again. */
  asks?: StatementDecision;
}

/** The statements of each talk and hallway, in order, and the headlines and themes of each day. */
export type ReviewedStatements = Map<PlaceKey, Statement[]>;

/**
 * Matches decisions to the statements of a recap. A decision applies as long as its notes are unchanged. Hiding applies
 * even if some of its notes are no longer shown, rewording only if all of them are. A decision belongs to the statement
 * with the same text and the same notes (or more); otherwise, because a summarizer may phrase a statement differently,
 * to one with the same notes. A decision about a talk's opening belongs to its opening. An organizer's wording is kept even
 * if the summarizer no longer produces the statement.
 */
export function reviewStatements(recap: Recap, decisions: readonly Decision[]): ReviewedStatements {
  const reviewed = listStatements(recap);
  const all = [...reviewed.values()].flat();
  const open = new Set(all);
  const known = decisions.flatMap((decision) =>
    decision.about === 'statement' ? [{ decision, ...currentState(recap, decision) }] : [],
  );
  const take = (decision: StatementDecision, matches: (statement: Statement) => boolean) => {
    const found = [...open].find((statement) => statement.kind === decision.kind && matches(statement));
    if (found !== undefined) open.delete(found);
    return found;
  };
  const later: typeof known = [];
  for (const one of known) {
    const { decision, noteIds, applies } = one;
    if (!applies) continue;
    const same = (statement: Statement) => contentHash(statement.text) === decision.textHash;
    const found =
      take(decision, (statement) => isSameSet(statement.noteIds, noteIds) && same(statement)) ??
      take(decision, (statement) => isWithin(noteIds, statement.noteIds) && same(statement));
    if (found === undefined) later.push(one);
    else decide(found, decision);
  }
  for (const { decision, noteIds } of later) {
    const shares = ({ kind, noteIds: its }: Statement) => kind === 'inShort' && its.some((id) => noteIds.includes(id));
    const found = take(decision, (statement) => isSameSet(statement.noteIds, noteIds)) ?? take(decision, shares);
    if (found !== undefined) decide(found, decision);
    else if (!decision.hidden && decision.wording !== undefined) bringBack(recap, reviewed, decision);
  }
  for (const { decision, noteIds, applies } of known) {
    if (applies) continue;
    const found = take(decision, (statement) => statement.noteIds.some((id) => noteIds.includes(id)));
    if (found !== undefined) found.asks = decision;
  }
  return reviewed;
}

/** Returns which of a decision's notes the recap has, and whether the decision applies. */
function currentState(
  recap: Recap,
  { noteIds, noteHashes, hidden }: StatementDecision,
): { noteIds: NoteId[]; applies: boolean } {
  const now = hashNotes(recap, noteIds);
  const there = noteIds.filter((_, index) => now[index] !== null);
  const isSame = now.every((hash, index) => hash === null || hash === noteHashes[index]);
  return {
    noteIds: there,
    applies: there.length > 0 && isSame && (hidden || there.length === noteIds.length),
  };
}

function listStatements({ days }: Recap): ReviewedStatements {
  const reviewed: ReviewedStatements = new Map();
  for (const { date, talks, hallway } of days) {
    for (const talk of talks) reviewed.set(placeKey(date, talk.id), statementsOf(talk));
    reviewed.set(placeKey(date, null), statementsOf(hallway));
  }
  const said = [...reviewed.values()].flat();
  for (const { date, headlines, themes = [] } of days) {
    // Any other headline repeats a statement, and decisions about that statement apply to it.
    const own = headlines.filter((headline) => statementBehind(headline, said) === undefined);
    reviewed.set(overviewKey(date), [...ofKind('headline', own), ...ofKind('theme', themes)]);
  }
  return reviewed;
}

function statementsOf({
  inShort,
  points,
  quotes,
  questions,
  thoughts = [],
  lookups = [],
  unclear = [],
  disagreements = [],
}: Section): Statement[] {
  return [
    ...ofKind('inShort', inShort === undefined ? [] : [inShort]),
    ...ofKind('point', points),
    ...quotes.map((quote) => statement('quote', quote, [quote.noteId])),
    ...ofKind('question', questions),
    ...ofKind('thought', thoughts),
    ...ofKind('lookup', lookups),
    ...ofKind('unclear', unclear),
    ...ofKind('disagreement', disagreements),
  ];
}

function ofKind(kind: StatementKind, made: readonly (Point | Remark)[]): Statement[] {
  return made.map((point) => statement(kind, point, point.noteIds));
}

function statement(kind: StatementKind, made: Point | Quote | Remark, noteIds: NoteId[]): Statement {
  const { text } = made;
  const key = statementKey({ kind, noteIds, textHash: contentHash(text) });
  return { key, kind, noteIds, text, made, hidden: false };
}

function decide(statement: Statement, decision: StatementDecision): void {
  const { hidden, wording } = decision;
  statement.decided = decision;
  statement.hidden = hidden;
  if (wording !== undefined) statement.wording = wording;
}

/** Inserts a reworded statement that the summarizer no longer produces, in the order of the notes. */
function bringBack(recap: Recap, reviewed: ReviewedStatements, decision: StatementDecision): void {
  const { kind, noteIds, wording } = decision;
  const first = recap.notes.find(({ id }) => noteIds.includes(id));
  const statements = first && reviewed.get(placeKey(first.day, first.talkId));
  if (statements === undefined) return;
  const order = new Map(recap.notes.map(({ id }, index) => [id, index]));
  const orderOf = (ids: readonly NoteId[]) => Math.min(...ids.map((id) => order.get(id) ?? 0));
  const after = statements.findIndex((other) => other.kind === kind && orderOf(other.noteIds) > orderOf(noteIds));
  const brought: Statement = {
    key: statementKey(decision),
    kind,
    noteIds,
    text: wording!,
    hidden: false,
    wording: wording!,
    decided: decision,
  };
  statements.splice(after === -1 ? statements.length : after, 0, brought);
}

function isWithin(some: readonly NoteId[], all: readonly NoteId[]): boolean {
  return some.every((id) => all.includes(id));
}

function isSameSet(one: readonly NoteId[], other: readonly NoteId[]): boolean {
  return one.length === other.length && isWithin(one, other);
}

/**
 * Returns the statement that a headline repeats, or the only statement with the same notes. Decisions about it also
 * apply to the headline. Returns undefined if there is none, for example because a model wrote the headline from
 * several notes.
 */
export function statementBehind(headline: Point, statements: readonly Statement[]): Statement | undefined {
  const words = bareWords(headline.text);
  const isRepeated = ({ noteIds, text }: Statement) =>
    noteIds.some((id) => headline.noteIds.includes(id)) && bareWords(text) === words;
  const isSame = ({ noteIds }: Statement) =>
    noteIds.length === headline.noteIds.length && noteIds.every((id) => headline.noteIds.includes(id));
  const single = statements.filter(({ kind }) => !isOverarching(kind));
  const alike = single.filter(isSame);
  return single.find(isRepeated) ?? statements.find(isRepeated) ?? (alike.length === 1 ? alike[0] : undefined);
}
