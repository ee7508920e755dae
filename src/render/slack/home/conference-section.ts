import type { KnownBlock } from '@slack/types';
import type { TrackedConference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { header } from '#render/slack/blocks/compose-message.ts';
import { actions, button } from '#render/slack/blocks/controls.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  type Inline,
  linesOf,
  linkTo,
  type Paragraph,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { talkLabel } from '#render/slack/blocks/talk-options.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange, longDay, shortDay } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { HomeConference, ReadNote } from './home-model.ts';
import { ownNotes, unplacedNotes } from './notes-section.ts';

const MOST_ON_NOW = 8;
const MOST_POSTED = 8;
const MOST_TROUBLES = 5;
const LONGEST_TROUBLE = 500;

/** One conference in Home; at most 20 blocks. */
export function conferenceBlocks(state: HomeConference, readNote: ReadNote): KnownBlock[] {
  const { conference, phase, isOrganizer } = state;
  const buttons = [
    ...(phase === 'after' ? [] : [button('Add a note', ACTIONS.openAddForm, conference.id, 'primary')]),
    ...(isOrganizer ? [button('Settings', ACTIONS.openSettings, conference.id)] : []),
  ];
  const lists = [
    listOf(
      'On now',
      state.onNow.map((talk) => words(truncate(talkLabel(talk), CUTS.title))),
      MOST_ON_NOW,
    ),
    listOf(
      'Could not be posted',
      state.troubles.map((trouble) => linesOf(trouble, LONGEST_TROUBLE)),
      MOST_TROUBLES,
    ),
  ];
  return [
    header(plainLine(conference.name) || 'Untitled conference'),
    richText([section(...words(standing(state)))]),
    ...lists.filter(({ length }) => length > 0).map(richText),
    ...(buttons.length === 0 ? [] : [actions(...buttons)]),
    ...unplacedNotes(state.unplaced, conference.timezone, readNote),
    ...ownNotes(state, readNote),
    ...[listOf('Posted', state.posted.map(postedLine), MOST_POSTED)].filter(({ length }) => length > 0).map(richText),
    { type: 'divider' },
  ];
}

/** When it is, how far it is, what is there, and when the next digest comes. */
function standing({ conference, phase, talks, notes, nextDigestAt }: HomeConference): string {
  const { from, to } = conference;
  const phases = {
    before: `It begins on ${withoutYear(longDay(from))}.`,
    during: 'It is on.',
    after: 'It is over.',
  };
  const counts = `${countOf(notes, 'note')} so far, ${talks === 0 ? 'no schedule yet' : countOf(talks, 'talk')}.`;
  const lines = [
    `${dayRange(from, to)} · ${phases[phase]}`,
    phase === 'after' ? `${countOf(notes, 'note')}, ${countOf(talks, 'talk')}.` : counts,
    ...(nextDigestAt === undefined ? [] : [nextDigest(nextDigestAt, conference)]),
  ];
  return lines.join('\n');
}

/** `The next digest is posted on Thursday, 26 May at 18:30 (America/Toronto).` */
function nextDigest(at: number, { timezone }: Pick<TrackedConference, 'timezone'>): string {
  const local = toZonedIso(at, timezone);
  const day = withoutYear(longDay(local.slice(0, 10)));
  return `The next digest is posted on ${day} at ${local.slice(11, 16)} (${timezone}).`;
}

function postedLine({ day, permalink }: HomeConference['posted'][number]): Inline[] {
  return linkTo(permalink, day === 'all' ? 'Recap of the whole conference' : `Digest of ${shortDay(day)}`);
}

function listOf(label: string, lines: readonly Inline[][], most: number): Paragraph {
  if (lines.length === 0) return [];
  const left = lines.length - most;
  const shown = [...lines.slice(0, most), ...(left > 0 ? [words(`and ${left} more`)] : [])];
  return [section(...bold(label)), bullets(shown)];
}

function withoutYear(day: string): string {
  return day.replace(/ \d{4}$/, '');
}
