import { bareWords } from '#domain/recap/compose-recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { isOverarching } from './editorial-decision.ts';
import type { Statement } from './review-statements.ts';

/**
 * The statement that a headline says again, or says in other words as the only one of its notes: what is decided of that
 * holds for the headline. One that a language model made of several notes may have none.
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
