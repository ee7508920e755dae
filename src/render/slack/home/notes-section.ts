import type { KnownBlock, SectionBlock, StaticSelect } from '@slack/types';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { button, plain } from '#render/slack/blocks/controls.ts';
import { CUTS, LIMITS } from '#render/slack/blocks/limits.ts';
import { bold, richText, section } from '#render/slack/blocks/rich-text.ts';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { createZoneClock, shortDay, type ZoneClock } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { HomeConference, HomeNote, ReadNote } from './home-model.ts';

/** Notes shown of each kind; `/recap talks` leads to the rest. */
const MOST_NOTES = 5;
const LONGEST_NOTE = 200;

/** A person's notes of no certain talk, each with the talks that it may belong to: one tap places it. */
export function unplacedNotes(notes: readonly HomeNote[], timezone: string, readNote: ReadNote): KnownBlock[] {
  if (notes.length === 0) return [];
  const clock = createZoneClock(timezone);
  return [
    richText([section(...bold(notes.length === 1 ? 'This note needs a talk' : 'These notes need a talk'))]),
    ...notes.slice(0, MOST_NOTES).map((own): SectionBlock => {
      const options = talkOptions([...(own.talk === undefined ? [] : [own.talk]), ...own.alternatives]);
      const accessory: StaticSelect = {
        type: 'static_select',
        action_id: ACTIONS.moveNote,
        placeholder: plain('Choose its talk', LIMITS.select.placeholder),
        options,
      };
      const text = plain(`${written(own, clock)}\n${shown(own, readNote)}`, LIMITS.section.text);
      return { type: 'section', block_id: `move ${encodeNoteKey(own.note)}`, text, accessory };
    }),
  ];
}

/** A person's newest notes, each with the way to take it back. */
export function ownNotes(
  { ownNotes: notes, ownCount, conference }: Pick<HomeConference, 'ownNotes' | 'ownCount' | 'conference'>,
  readNote: ReadNote,
): KnownBlock[] {
  if (notes.length === 0) return [];
  const clock = createZoneClock(conference.timezone);
  const newest = notes.slice(0, MOST_NOTES);
  const label =
    ownCount > newest.length ? `Your ${newest.length} newest of ${countOf(ownCount, 'note')}` : 'Your notes';
  return [
    richText([section(...bold(label))]),
    ...newest.map((own): SectionBlock => {
      const { talk } = own;
      const place = talk === undefined ? 'Hallway' : truncate(plainLine(talk.title), CUTS.title) || 'Untitled session';
      return {
        type: 'section',
        text: plain(`${written(own, clock)} · ${place}\n${shown(own, readNote)}`, LIMITS.section.text),
        accessory: button('Undo', ACTIONS.undoNote, encodeNoteKey(own.note)),
      };
    }),
  ];
}

/** `Thu 26 May, 13:35` */
function written({ note }: HomeNote, clock: ZoneClock): string {
  return `${shortDay(note.day)}, ${clock.time(note.at)}`;
}

function shown({ note }: HomeNote, readNote: ReadNote): string {
  const text = truncate(plainLine(readNote(note)), LONGEST_NOTE);
  const photos = note.photos.length === 0 ? '' : countOf(note.photos.length, 'photo');
  return [text, photos].filter((part) => part !== '').join(' · ') || '(no words)';
}
