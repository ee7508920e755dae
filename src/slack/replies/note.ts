import type { ActionsBlock, StaticSelect } from '@slack/types';
import { isEditable } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { button, plain } from '#render/slack/blocks/build-blocks.ts';
import { CUTS, LIMITS } from '#render/slack/blocks/limits.ts';
import { talkLabel, talkOptions } from '#render/slack/blocks/talk-options.ts';
import { countOf } from '#render/view/phrases.ts';
import type { CapturedThread } from '#usecases/notes/capture-message.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';
import { actions, answer, line, outside, phrase, placeOf, speakerNames, talkName } from './message-builders.ts';

/** Says where a note went, with ways to change that; asks about a name that isn't clear. */
export function answerNoted(saved: SavedNote): OutgoingMessage {
  const { unclear, corrected, talk, note } = saved;
  if (unclear !== undefined) return askWhoSpoke(saved, unclear);
  const place = placeOf(talk, note.day);
  const speaker = corrected === undefined ? [] : phrase` (${outside(corrected, CUTS.name)})`;
  const doubt = saved.isUnsure ? ' Is that the right talk?' : '';
  return answer(
    saved.again ? line`That is already saved, in ${place}.` : line`Saved to ${place}${speaker}.${doubt}`,
    controlsOf(saved),
  );
}

/** Asks whose name a note starts with; until that is answered it is in the hallway. */
function askWhoSpoke(saved: SavedNote, { name, choices }: NonNullable<SavedNote['unclear']>): OutgoingMessage {
  const key = encodeNoteKey(saved.note);
  const only = choices.length === 1 ? speakerNames(choices[0]!) : '';
  const asked = only === '' ? 'Which talk is it from?' : `Did you mean ${only}?`;
  return answer(
    line`Saved to ${placeOf(undefined, saved.note.day)} for now, because I'm not sure who “${outside(name, CUTS.name)}” is.
      ${choices.length === 0 ? 'Choose its talk below.' : asked}`,
    ...choices.map((talk, index) => ({
      type: 'section' as const,
      block_id: `choice${index} ${key}`,
      text: plain(talkLabel(talk), LIMITS.section.text),
      accessory: button(only === '' ? 'This talk' : 'Yes', ACTIONS.moveNote, talk.id),
    })),
    controlsOf(saved),
  );
}

export function answerMoved(saved: SavedNote): OutgoingMessage {
  return answer(line`Moved to ${placeOf(saved.talk, saved.note.day)}.`, controlsOf(saved));
}

export function answerEditedNote(saved: SavedNote): OutgoingMessage {
  return answer(line`Changed, in ${placeOf(saved.talk, saved.note.day)}.`, controlsOf(saved));
}

export function answerUndone(): OutgoingMessage {
  return answer(line`Note removed.`);
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
      known > 0 ? line`All of this thread is already saved${where}.` : line`There is nothing to save in this thread.`,
    );
  }
  const before = known > 0 ? `; ${known} of this thread ${known === 1 ? 'was' : 'were'} saved before` : '';
  return answer(line`Saved ${countOf(taken, 'message')}${where}${before}.${rest}`);
}

function controlsOf({ note, alternatives }: SavedNote): ActionsBlock | undefined {
  const key = encodeNoteKey(note);
  const move: StaticSelect = {
    type: 'static_select',
    action_id: ACTIONS.moveNote,
    placeholder: plain('Move to another talk', LIMITS.select.placeholder),
    options: talkOptions(alternatives),
  };
  const edit = isEditable(note) ? button('Edit', ACTIONS.editNote, key) : undefined;
  return actions([button('Undo', ACTIONS.undoNote, key), edit, move], `note ${key}`);
}
