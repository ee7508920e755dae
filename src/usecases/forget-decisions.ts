import type { Decision } from '../domain/editorial.ts';
import type { NoteId } from '../domain/note.ts';
import { reminderKeys } from '../domain/publication.ts';
import type { ConferenceId } from '../domain/tracked-conference.ts';
import type { Stores } from './stores.ts';
import { withdrawPublication } from './withdraw-publication.ts';

/** Stands for who decided and was forgotten: what is left out stays so. */
const NOBODY = '';

/**
 * Removes a person's words from what was decided of a conference, and whatever was decided on their notes; what the
 * person decided without words stays, without their name. Reminders to them go, too. Answers whether words went that
 * a digest may show.
 */
export async function forgetDecisions(
  { decisions, publications }: Pick<Stores, 'decisions' | 'publications'>,
  id: ConferenceId,
  userId: string,
  noteIds: ReadonlySet<NoteId>,
): Promise<boolean> {
  let wordsWent = false;
  for (const decision of await decisions.ofConference(id)) {
    if (!isOf(decision, noteIds) && decision.by !== userId) continue;
    const left = isOf(decision, noteIds) ? undefined : withoutWords(decision);
    if (left === undefined) await decisions.remove(id, decision);
    else await decisions.save(id, { ...left, by: NOBODY });
    wordsWent ||= decision.about === 'words' || 'wording' in decision;
  }
  for (const reminder of await publications.withPrefix(reminderKeys(id))) {
    if (reminder.channel === userId) await withdrawPublication({ publications }, reminder);
  }
  return wordsWent;
}

function isOf(decision: Decision, noteIds: ReadonlySet<NoteId>): boolean {
  if (decision.about === 'statement') return decision.noteIds.some((id) => noteIds.has(id));
  return decision.about === 'lead' && noteIds.has(decision.noteId);
}

function withoutWords(decision: Decision): Decision | undefined {
  if (decision.about === 'words') return undefined;
  if (decision.about !== 'statement') return decision;
  const { wording: _, ...bare } = decision;
  return bare.hidden ? bare : undefined;
}
