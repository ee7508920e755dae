import type { ActionsBlock, StaticSelect } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { button, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { countOf } from '#render/view/phrases.ts';
import type { CapturedThread } from '#usecases/notes/capture-message.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';
import { actions, answer, line, outside, phrase, placeOf, talkName } from './message-builders.ts';

/** Says where a note went, with a way back. */
export function answerNoted(taken: SavedNote): OutgoingMessage {
  const place = placeOf(taken.talk, taken.note.day);
  const doubt = taken.isUnsure ? ' I am not sure of the talk.' : '';
  return answer(
    taken.again ? line`That is noted already, in ${place}.` : line`Noted in ${place}.${doubt}`,
    controlsOf(taken),
  );
}

export function answerMoved(taken: SavedNote): OutgoingMessage {
  return answer(line`Moved to ${placeOf(taken.talk, taken.note.day)}.`, controlsOf(taken));
}

export function answerUndone(): OutgoingMessage {
  return answer(line`Taken back: it is no note any more.`);
}

/** Says why a message was not saved. */
export function answerRefused(refused: string): OutgoingMessage {
  return answer(line`${outside(refused)}`);
}

export function answerThreadTaken({ taken, known, talk, isUnfinished }: CapturedThread): OutgoingMessage {
  const where = talk === undefined ? [] : phrase` in ${talkName(talk)}`;
  const rest = isUnfinished ? ' Slack won’t give me the rest of this thread yet. I’ll save it as soon as it does.' : '';
  if (taken === 0) {
    if (isUnfinished) return answer(line`Slack won’t give me this thread yet. I’ll save it as soon as it does.`);
    return answer(
      known > 0 ? line`All of this thread is noted already${where}.` : line`There is nothing to note in this thread.`,
    );
  }
  const before = known > 0 ? `; ${known} of this thread ${known === 1 ? 'was' : 'were'} noted before` : '';
  return answer(line`Noted ${countOf(taken, 'message')}${where}${before}.${rest}`);
}

function controlsOf({ note, isUnsure, alternatives }: SavedNote): ActionsBlock | undefined {
  const key = encodeNoteKey(note);
  const move: StaticSelect = {
    type: 'static_select',
    action_id: ACTIONS.moveNote,
    placeholder: plain('Move to another talk', LIMITS.select.placeholder),
    options: talkOptions(alternatives),
  };
  return actions([button('Undo', ACTIONS.undoNote, key), isUnsure ? move : undefined], `note ${key}`);
}
