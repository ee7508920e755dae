import type { KnownBlock, SectionBlock, StaticSelect } from '@slack/types';
import type { CalendarDate, ConferencePhase, TrackedConference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { type CapturedNote, isEditable } from '#domain/notes/captured-note.ts';
import type { RecapKey } from '#render/messages/recap-messages.ts';
import { ACTIONS, EDIT_NOTE, encodeNoteKey, REMOVE_NOTE } from '#render/slack/blocks/action-ids.ts';
import { actions, button, header, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
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
import { dayRange, mediumDay, shortDay, zoneLabel } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { Messages } from '#shared/messages.ts';
import type en from './messages/en.json';

export type HomeMessages = Messages<KnownLanguage, keyof typeof en | RecapKey>;

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

/** What every part of Home needs. */
export interface HomeContext {
  readNote: ReadNote;
  /** In the language of the person whose Home it is. */
  t: HomeMessages;
}

const MOST_ON_NOW = 8;
const MOST_POSTED = 8;
const MOST_TROUBLES = 5;
const LONGEST_TROUBLE = 500;

/** One conference in Home, the `nth`; at most 30 blocks. */
export function conferenceBlocks(state: HomeConference, home: HomeContext, nth: number): KnownBlock[] {
  const { t } = home;
  const { conference, phase, isOrganizer, onNow, troubles, posted } = state;
  const buttons = [
    ...(phase === 'after' ? [] : [button(t('add-note'), ACTIONS.openAddForm, conference.id, 'primary')]),
    ...(isOrganizer ? [button(t('settings'), ACTIONS.openSettings, conference.id)] : []),
  ];
  const talkLines = onNow.map((talk) => words(truncate(talkLabel(talk), TEXT_LENGTHS.title)));
  const troubleLines = troubles.map((trouble) => linesOf(trouble, LONGEST_TROUBLE));
  return [
    header(plainLine(conference.name) || t('untitled-conference')),
    richText([section(...words(statusText(state, t)))]),
    ...labelledList(t('on-now'), talkLines, { most: MOST_ON_NOW, t }),
    ...(buttons.length === 0 ? [] : [actions(...buttons)]),
    ...unplacedNotes(state.unplaced, conference.timezone, home),
    ...ownNotes(state, home, nth),
    ...labelledList(
      t('posted'),
      posted.map((one) => postedLine(one, t)),
      { most: MOST_POSTED, t },
    ),
    ...(isOrganizer
      ? [
          ...state.waiting.slice(0, MOST_WAITING).flatMap((day) => waitingBlocks(conference, day, t)),
          ...labelledList(t('not-posted'), troubleLines, { most: MOST_TROUBLES, t }),
        ]
      : []),
    { type: 'divider' },
  ];
}

const MOST_WAITING = 3;

/** A digest, or the recap, that waits for an organizer's approval. The preview is shown in the conversation with the app. */
function waitingBlocks(
  { id }: Pick<TrackedConference, 'id'>,
  day: CalendarDate | 'all',
  t: HomeMessages,
): KnownBlock[] {
  const value = `${id} ${day}`;
  return [
    richText([section(...words(t('waiting', scopeValues(day, t))))]),
    actions(button(t('preview'), ACTIONS.preview, value), button(t('approve'), ACTIONS.approve, value, 'primary')),
  ];
}

function scopeValues(scope: CalendarDate | 'all', { language }: HomeMessages): { scope: string; day: string } {
  return scope === 'all' ? { scope, day: '' } : { scope: 'day', day: shortDay(scope, language) };
}

/** The dates, the phase, the counts, and when the next digest comes. */
function statusText({ conference, phase, talks, notes, nextDigestAt }: HomeConference, t: HomeMessages): string {
  const { from, to, timezone } = conference;
  const { language } = t;
  const local = nextDigestAt === undefined ? '' : toZonedIso(nextDigestAt, timezone);
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)];
  return [
    t('status', { dates: dayRange(from, to, language), phase, start: mediumDay(from, language) }),
    t('counts', { notes, talks }),
    ...(local === '' ? [] : [t('next-digest', { day: mediumDay(day, language), time, timezone: zoneLabel(timezone) })]),
  ].join('\n');
}

function postedLine({ day, permalink }: HomeConference['posted'][number], t: HomeMessages): Inline[] {
  return linkTo(permalink, t('posted-scope', scopeValues(day, t)));
}

export function labelledList(
  label: string,
  lines: readonly Inline[][],
  { most, t }: { most: number; t: HomeMessages },
): KnownBlock[] {
  if (lines.length === 0) return [];
  const left = lines.length - most;
  const shown = [...lines.slice(0, most), ...(left > 0 ? [words(t('more', { count: left }))] : [])];
  return [richText([section(...bold(label)), bullets(shown)])];
}

/** Notes shown of each kind; `/recap talks` leads to the rest. */
const MOST_NOTES = 5;
const LONGEST_NOTE = 200;

/** A person's notes without a certain talk, each with a list of talks to choose from. */
function unplacedNotes(notes: readonly HomeNote[], timezone: string, home: HomeContext): KnownBlock[] {
  if (notes.length === 0) return [];
  const { t } = home;
  return [
    richText([section(...bold(t('which-talk', { count: notes.length })))]),
    ...notes.slice(0, MOST_NOTES).map((own): SectionBlock => {
      const accessory = noteMenu(own, t, true);
      const text = plain(`${written(own, timezone, t)}\n${shown(own, home)}`, LIMITS.section.text);
      return { type: 'section', block_id: `move ${encodeNoteKey(own.note)}`, text, accessory };
    }),
  ];
}

/** A menu next to a note: edit it, remove it, or move it to one of these talks, which come first if it needs one. */
function noteMenu({ note, talk, alternatives }: HomeNote, t: HomeMessages, needsTalk = false): StaticSelect {
  const option = (text: string, value: string) => ({ text: plain(text, LIMITS.option.text), value });
  const own = [...(isEditable(note) ? [option(t('edit'), EDIT_NOTE)] : []), option(t('undo'), REMOVE_NOTE)];
  const talks = talkOptions(needsTalk && talk !== undefined ? [talk, ...alternatives] : alternatives, t('no-talk'));
  const most = LIMITS.select.options;
  return {
    type: 'static_select',
    action_id: ACTIONS.noteMenu,
    placeholder: plain(t(needsTalk ? 'choose-talk' : 'change-note'), LIMITS.select.placeholder),
    options: needsTalk ? [...talks.slice(0, most - own.length), ...own] : [...own, ...talks].slice(0, most),
  };
}

/** A person's newest notes, each in one block, with a menu of what can be done with it. */
function ownNotes(
  { ownNotes: notes, ownCount, conference, unplaced }: HomeConference,
  home: HomeContext,
  nth: number,
): KnownBlock[] {
  if (notes.length === 0) return [];
  const { t } = home;
  const { timezone } = conference;
  const newest = notes.slice(0, MOST_NOTES);
  const others = unplaced.length > 0 ? 'yes' : 'no';
  const most = ownCount > newest.length ? newest.length : 'all';
  return [
    richText([section(...bold(t('your-notes', { others, newest: most, count: ownCount })))]),
    ...newest.map((own): SectionBlock => {
      const { talk, note } = own;
      const title = talk === undefined ? t('hallway') : truncate(plainLine(talk.title), TEXT_LENGTHS.title);
      const where = `${written(own, timezone, t)} · ${title || t('untitled-session')}`;
      const text = plain(`${where}\n${shown(own, home)}`, LIMITS.section.text);
      return { type: 'section', block_id: `own${nth} ${encodeNoteKey(note)}`, text, accessory: noteMenu(own, t) };
    }),
  ];
}

/** `Thu 26 May, 13:35` */
function written({ note }: HomeNote, timezone: string, { language }: HomeMessages): string {
  const local = toZonedIso(note.at, timezone);
  return `${shortDay(local.slice(0, 10), language)}, ${local.slice(11, 16)}`;
}

function shown({ note }: HomeNote, { readNote, t }: HomeContext): string {
  const text = truncate(plainLine(readNote(note)), LONGEST_NOTE);
  const photos = note.photos.length === 0 ? '' : t('photos', { count: note.photos.length });
  return [text, photos].filter((part) => part !== '').join(' · ') || t('no-words');
}
