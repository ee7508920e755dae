import type { MessageKey } from '#domain/notes/captured-note.ts';
import { decodeNoteKey, HALLWAY } from '#render/slack/blocks/action-ids.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { staleActionError } from '#slack/listeners/stale-action.ts';
import { answerMoved, answerUndone } from '#slack/replies/note.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** "Undo" on a note. */
export function onUndoNote(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    await deps.bot.undoNote(actor, readNoteKey(actor.teamId, value));
    return { message: answerUndone() };
  });
}

/** A note's talk was chosen. */
export function onMoveNote(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value, blockId }) => {
    const key = readNoteKey(actor.teamId, blockId.slice(blockId.lastIndexOf(' ') + 1));
    if (value === '') throw staleActionError();
    const taken = await deps.bot.moveNote(actor, key, value === HALLWAY ? null : value);
    return { message: answerMoved(taken) };
  });
}

function readNoteKey(teamId: string, value: string): MessageKey {
  const key = decodeNoteKey(value);
  if (key === undefined) throw staleActionError();
  return { teamId, ...key };
}
