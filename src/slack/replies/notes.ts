import type { ActionsBlock, StaticSelect } from '@slack/types';
import { isEditable } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Notice } from '#errors.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { button, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import { talkLabel, talkOptions } from '#render/slack/blocks/talk-options.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { CapturedThread } from '#usecases/notes/capture-message.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';
import {
  actions,
  foreignText,
  line,
  noticeText,
  placeOf,
  reply,
  speakerNames,
  talkName,
  textLine,
} from './message-builders.ts';

/**
 * Answers a saved note: says where it was placed, with buttons to change that, or asks about a name that isn't clear.
 */
export function answerNoted(saved: SavedNote): OutgoingMessage {
  const { unclear, corrected, talk, note } = saved;
  if (unclear !== undefined) return askWhoSpoke(saved, unclear);
  const place = placeOf(talk, note.day);
  const values = {
    ...{
      place,
      corrected: corrected === undefined ? 'no' : 'yes',
      speaker: foreignText(corrected ?? '', TEXT_LENGTHS.name),
    },
    unsure: saved.isUnsure ? 'yes' : 'no',
  };
  const earlier = (saved.movedEarlier ?? []).map(({ talk: to, day, notes }) =>
    textLine('earlier-moved', { place: placeOf(to, day), notes }),
  );
  const several = saved.namesSeveral && textLine('names-several');
  return reply(textLine(saved.again ? 'already-saved' : 'saved', values), several, ...earlier, controlsOf(saved));
}

/** Asks whose name a note starts with; until that is answered it is in the hallway. */
function askWhoSpoke(
  saved: SavedNote,
  { name, isUnknown, choices }: NonNullable<SavedNote['unclear']>,
): OutgoingMessage {
  const key = encodeNoteKey(saved.note);
  const only = choices.length === 1 && !isUnknown ? speakerNames(choices[0]!) : '';
  return reply(
    textLine('unknown-speaker', {
      place: placeOf(undefined, saved.note.day),
      name: foreignText(name, TEXT_LENGTHS.name),
      choices: choices.length === 0 ? 'none' : isUnknown ? 'unknown' : only === '' ? 'several' : 'one',
      speaker: only,
    }),
    ...choices.map((talk, index) => ({
      type: 'section' as const,
      block_id: `choice${index} ${key}`,
      text: plain(talkLabel(talk), LIMITS.section.text),
      accessory: button(t(only === '' ? 'this-talk' : 'yes'), ACTIONS.moveNote, talk.id),
    })),
    controlsOf(saved),
  );
}

export function answerMoved(saved: SavedNote): OutgoingMessage {
  return reply(textLine('moved', { place: placeOf(saved.talk, saved.note.day) }), controlsOf(saved));
}

export function answerEditedNote(saved: SavedNote): OutgoingMessage {
  return reply(textLine('note-changed', { place: placeOf(saved.talk, saved.note.day) }), controlsOf(saved));
}

export function answerUndone(): OutgoingMessage {
  return reply(textLine('note-removed'));
}

/** Says why a message was not saved. */
export function answerRefused(refused: Notice): OutgoingMessage {
  return reply(line`${foreignText(noticeText(refused))}`);
}

export function answerThreadTaken({ taken, known, talk, isUnfinished }: CapturedThread): OutgoingMessage {
  const where = talk === undefined ? { where: 'none' } : { where: 'talk', talk: talkName(talk) };
  if (taken === 0) {
    if (isUnfinished) return reply(textLine('thread-waits'));
    return reply(known > 0 ? textLine('thread-known', where) : textLine('thread-empty'));
  }
  return reply(
    textLine('thread-saved', { taken, known, ...where }),
    isUnfinished ? textLine('thread-rest-waits') : undefined,
  );
}

/** Says how to take a note back or move it, with buttons for the person's last one. */
export function answerHowToChange(last: SavedNote | undefined): OutgoingMessage {
  if (last === undefined) return reply(textLine('how-to-change'));
  return reply(
    textLine('how-to-change-last', {
      place: placeOf(last.talk, last.note.day),
      note: foreignText(last.note.source, LONGEST_SHOWN),
    }),
    controlsOf(last),
  );
}

const LONGEST_SHOWN = 200;

function controlsOf({ note, alternatives }: SavedNote): ActionsBlock | undefined {
  const key = encodeNoteKey(note);
  const move: StaticSelect = {
    type: 'static_select',
    action_id: ACTIONS.moveNote,
    placeholder: plain(t('move'), LIMITS.select.placeholder),
    options: talkOptions(alternatives, t('no-talk')),
  };
  const edit = isEditable(note) ? button(t('edit'), ACTIONS.editNote, key) : undefined;
  return actions([button(t('undo'), ACTIONS.undoNote, key), edit, move], `note ${key}`);
}
