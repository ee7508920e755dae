import type { ConferenceId } from '#domain/conference/conference.ts';
import type { Decision } from '#domain/editing/editorial-decision.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { reminderKeys } from '#domain/publishing/publication.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { withoutMentions } from './forgotten-people.ts';

/** Stands for who decided and was forgotten: what is left out or reworded stays so. */
const NOBODY = '';

/**
 * Removes from what was decided of a conference whatever rests on a person's notes, their introductions and closing
 * words, and their name from everything else. That they were reminded is forgotten, too. Answers whether words went that a digest may
 * show.
 */
export async function forgetDecisions(
  { decisions, publications }: Pick<Stores, 'decisions' | 'publications'>,
  id: ConferenceId,
  userId: string,
  noteIds: ReadonlySet<NoteId>,
): Promise<boolean> {
  let wordsWent = false;
  for (const decision of await decisions.ofConference(id)) {
    const isOwn = decision.by === userId;
    const isRemoved = isOf(decision, noteIds) || (isOwn && decision.about === 'words');
    const left = { ...withoutPerson(decision, userId), ...(isOwn && { by: NOBODY }) };
    if (isRemoved) await decisions.remove(id, decision);
    else await decisions.save(id, left);
    wordsWent ||= isRemoved || tokenize(decision) !== tokenize(left);
  }
  for (const reminder of await publications.withPrefix(reminderKeys(id))) {
    // It stands in the person's own conversation with the app: they keep it or not.
    if (reminder.channel === userId) await publications.remove(reminder.key);
  }
  return wordsWent;
}

function isOf(decision: Decision, noteIds: ReadonlySet<NoteId>): boolean {
  if (decision.about === 'statement') return decision.noteIds.some((id) => noteIds.has(id));
  return decision.about === 'lead' && noteIds.has(decision.noteId);
}

function withoutPerson(decision: Decision, userId: string): Decision {
  const drop = (text: string) => withoutMentions(text, userId);
  if (decision.about === 'statement') {
    const { wording, ...bare } = decision;
    return { ...bare, ...(wording !== undefined && { wording: drop(wording) }) };
  }
  if (decision.about !== 'words') return decision;
  const { introduction, closing, ...bare } = decision;
  return {
    ...bare,
    ...(introduction !== undefined && { introduction: drop(introduction) }),
    ...(closing !== undefined && { closing: drop(closing) }),
  };
}

function tokenize(decision: Decision): string {
  if (decision.about === 'statement') return decision.wording ?? '';
  return decision.about === 'words' ? JSON.stringify([decision.introduction, decision.closing]) : '';
}
