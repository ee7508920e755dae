import type { MessageKey } from '../../../domain/captured-note.ts';
import { decodeNoteKey, HALLWAY } from '../../../render/slack/actions.ts';
import { answerMoved, answerUndone } from '../../answers/note.ts';
import type { ListenerDependencies } from '../dependencies.ts';
import { outdated } from '../outdated.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** "Undo" on a note. */
export function onUndoNote(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ asker, value }) => {
    await deps.bot.undoNote(asker, readNoteKey(asker.teamId, value));
    return { message: answerUndone() };
  });
}

/** A note's talk was chosen. */
export function onMoveNote(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ asker, value, blockId }) => {
    const key = readNoteKey(asker.teamId, blockId.slice(blockId.lastIndexOf(' ') + 1));
    if (value === '') throw outdated();
    const taken = await deps.bot.moveNote(asker, key, value === HALLWAY ? null : value);
    return { message: answerMoved(taken) };
  });
}

function readNoteKey(teamId: string, value: string): MessageKey {
  const key = decodeNoteKey(value);
  if (key === undefined) throw outdated();
  return { teamId, ...key };
}
