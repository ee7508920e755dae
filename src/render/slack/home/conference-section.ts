import type { KnownBlock, SectionBlock, StaticSelect } from '@slack/types';
import type { CalendarDate, ConferencePhase, TrackedConference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import { type CapturedNote, isEditable } from '#domain/notes/captured-note.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { actions, button, header, plain } from '#render/slack/blocks/build-blocks.ts';
import { CUTS, LIMITS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  type Inline,
  linesOf,
  linkTo,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { type ChosenTalk, talkLabel, talkOptions } from '#render/slack/blocks/talk-options.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { createZoneClock, dayRange, mediumDay, shortDay, type ZoneClock, zoneLabel } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';

/** A note of the person whose Home it is. */
interface HomeNote {
  note: CapturedNote;
  /** Absent: the day's hallway. */
  talk?: ChosenTalk;
  /** Other talks that it may belong to, likeliest first. */
  alternatives: readonly ChosenTalk[];
}

export interface PastConference {
  conference: TrackedConference;
  /** Digests, and the recap (`all`), newest first. */
  posted: readonly { day: CalendarDate | 'all'; permalink?: string }[];
}

export interface HomeConference extends PastConference {
  phase: ConferencePhase;
  talks: number;
  /** Saved messages. A recap counts those of them that aren't small talk. */
  notes: number;
  onNow: readonly ChosenTalk[];
  /** Milliseconds since the epoch; absent if none is to come. */
  nextDigestAt?: number;
  /** What waits for an organizer's approval. */
  waiting: readonly (CalendarDate | 'all')[];
  /** What could not be posted, in plain words. */
  troubles: readonly string[];
  isOrganizer: boolean;
  /** Newest first, and how many there are in all. */
  ownNotes: readonly HomeNote[];
  ownCount: number;
  unplaced: readonly HomeNote[];
}

/** Decodes a note's text from Slack's markup. */
export type ReadNote = (note: CapturedNote) => string;

const MOST_ON_NOW = 8;
const MOST_POSTED = 8;
const MOST_TROUBLES = 5;
const LONGEST_TROUBLE = 500;

/** One conference in Home, the `nth`; at most 30 blocks. */
export function conferenceBlocks(state: HomeConference, readNote: ReadNote, nth: number): KnownBlock[] {
  const { conference, phase, isOrganizer, onNow, troubles, posted } = state;
  const buttons = [
    ...(phase === 'after' ? [] : [button('Add a note', ACTIONS.openAddForm, conference.id, 'primary')]),
    ...(isOrganizer ? [button('Settings', ACTIONS.openSettings, conference.id)] : []),
  ];
  const talkLines = onNow.map((talk) => words(truncate(talkLabel(talk), CUTS.title)));
  const troubleLines = troubles.map((trouble) => linesOf(trouble, LONGEST_TROUBLE));
  return [
    header(plainLine(conference.name) || 'Untitled conference'),
    richText([section(...words(statusText(state)))]),
    ...labelledList('On now', talkLines, MOST_ON_NOW),
    ...labelledList('Could not be posted', troubleLines, MOST_TROUBLES),
    ...(isOrganizer ? state.waiting.slice(0, MOST_WAITING).flatMap((day) => waitingBlocks(conference, day)) : []),
    ...(buttons.length === 0 ? [] : [actions(...buttons)]),
    ...unplacedNotes(state.unplaced, conference.timezone, readNote),
    ...ownNotes(state, readNote, nth),
    ...labelledList('Posted', posted.map(postedLine), MOST_POSTED),
    { type: 'divider' },
  ];
}

const MOST_WAITING = 3;

/** A digest, or the recap, that waits for an organizer's approval. The preview is shown in the conversation with the app. */
function waitingBlocks({ id }: Pick<TrackedConference, 'id'>, day: CalendarDate | 'all'): KnownBlock[] {
  const subject = day === 'all' ? 'The recap' : `The digest of ${shortDay(day)}`;
  const value = `${id} ${day}`;
  return [
    richText([section(...words(`${subject} is waiting for your approval.`))]),
    actions(button('Preview', ACTIONS.preview, value), button('Approve', ACTIONS.approve, value, 'primary')),
  ];
}

/** The dates, the phase, the counts, and when the next digest comes. */
function statusText({ conference, phase, talks, notes, nextDigestAt }: HomeConference): string {
  const { from, to } = conference;
  const phases = {
    before: `It begins on ${mediumDay(from, 'en')}.`,
    during: 'It is on.',
    after: 'It is over.',
  };
  const counts = `${countOf(notes, 'message')} saved so far, ${talks === 0 ? 'no schedule yet' : countOf(talks, 'talk')}.`;
  const lines = [
    `${dayRange(from, to)} · ${phases[phase]}`,
    phase === 'after' ? `${countOf(notes, 'saved message')}, ${countOf(talks, 'talk')}.` : counts,
    ...(nextDigestAt === undefined ? [] : [nextDigest(nextDigestAt, conference)]),
  ];
  return lines.join('\n');
}

/** `The next digest is posted on Thursday, 26 May at 18:30 (America/Toronto).` */
function nextDigest(at: number, { timezone }: Pick<TrackedConference, 'timezone'>): string {
  const local = toZonedIso(at, timezone);
  const day = mediumDay(local.slice(0, 10), 'en');
  return `The next digest is posted on ${day} at ${local.slice(11, 16)} (${zoneLabel(timezone)}).`;
}

function postedLine({ day, permalink }: HomeConference['posted'][number]): Inline[] {
  return linkTo(permalink, day === 'all' ? 'Recap of the whole conference' : `Digest of ${shortDay(day)}`);
}

export function labelledList(label: string, lines: readonly Inline[][], most: number): KnownBlock[] {
  if (lines.length === 0) return [];
  const left = lines.length - most;
  const shown = [...lines.slice(0, most), ...(left > 0 ? [words(`and ${left} more`)] : [])];
  return [richText([section(...bold(label)), bullets(shown)])];
}

/** Notes shown of each kind; `/recap talks` leads to the rest. */
const MOST_NOTES = 5;
const LONGEST_NOTE = 200;

/** A person's notes without a certain talk, each with a list of talks to choose from. */
function unplacedNotes(notes: readonly HomeNote[], timezone: string, readNote: ReadNote): KnownBlock[] {
  if (notes.length === 0) return [];
  const clock = createZoneClock(timezone);
  return [
    richText([section(...bold(notes.length === 1 ? 'This note needs a talk' : 'These notes need a talk'))]),
    ...notes.slice(0, MOST_NOTES).map((own): SectionBlock => {
      const accessory = moveMenu(
        [...(own.talk === undefined ? [] : [own.talk]), ...own.alternatives],
        'Choose its talk',
      );
      const text = plain(`${written(own, clock)}\n${shown(own, readNote)}`, LIMITS.section.text);
      return { type: 'section', block_id: `move ${encodeNoteKey(own.note)}`, text, accessory };
    }),
  ];
}

function moveMenu(talks: readonly ChosenTalk[], label = 'Move to another talk'): StaticSelect {
  return {
    type: 'static_select',
    action_id: ACTIONS.moveNote,
    placeholder: plain(label, LIMITS.select.placeholder),
    options: talkOptions(talks),
  };
}

/** A person's newest notes, each with what can be done with it. */
function ownNotes(
  { ownNotes: notes, ownCount, conference }: Pick<HomeConference, 'ownNotes' | 'ownCount' | 'conference'>,
  readNote: ReadNote,
  nth: number,
): KnownBlock[] {
  if (notes.length === 0) return [];
  const clock = createZoneClock(conference.timezone);
  const newest = notes.slice(0, MOST_NOTES);
  const label =
    ownCount > newest.length ? `Your ${newest.length} newest of ${countOf(ownCount, 'note')}` : 'Your notes';
  return [
    richText([section(...bold(label))]),
    ...newest.flatMap((own): KnownBlock[] => {
      const { talk, note } = own;
      const place = talk === undefined ? 'Hallway' : truncate(plainLine(talk.title), CUTS.title) || 'Untitled session';
      const text = plain(`${written(own, clock)} · ${place}\n${shown(own, readNote)}`, LIMITS.section.text);
      const key = encodeNoteKey(note);
      const edit = isEditable(note) ? [button('Edit', ACTIONS.editNote, key)] : [];
      const elements = [button('Undo', ACTIONS.undoNote, key), ...edit, moveMenu(own.alternatives)];
      return [
        { type: 'section', text },
        { type: 'actions', block_id: `own${nth} ${key}`, elements },
      ];
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
