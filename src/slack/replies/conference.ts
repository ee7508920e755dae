import type { RichTextBlock } from '@slack/types';
import type { TrackedConference } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { code, linesOf, linkTo, quote, richText } from '#render/slack/blocks/rich-text.ts';
import { shortDay } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import type { HelpLine } from '#slack/commands/command.ts';
import type { ChangedConference } from '#usecases/conference/change-settings.ts';
import type { PlannedEnd } from '#usecases/conference/end-conference.ts';
import type { ConferenceState } from '#usecases/conference/get-conference-state.ts';
import type { WhichConference } from '#usecases/conference/resolve-conference.ts';
import type { setListening } from '#usecases/conference/set-channel-listening.ts';
import type { SavedConference } from '#usecases/conference/start-conference.ts';
import {
  actions,
  answer,
  capital,
  conferenceName,
  displayName,
  line,
  list,
  outside,
  phrase,
  subjectOf,
  talkName,
  whenAndWhere,
  whenIn,
} from './message-builders.ts';
import { scheduleBlocks } from './talks.ts';

/** Answers `/recap help`: how the conference stands, and what this person can type now. */
export function answerState(state: ConferenceState, lines: readonly HelpLine[]): OutgoingMessage {
  const { conference, phase, isOrganizer, nextDigestAt, onNow, posted, waiting, troubles } = state;
  const next =
    nextDigestAt === undefined ? '' : ` The next digest is posted on ${whenIn(conference.timezone, nextDigestAt)}.`;
  return answer(
    line`${conferenceName(conference)} · ${whenAndWhere(conference)}`,
    line`${PHASES[phase]} ${countOf(state.notes, 'saved message')}, ${countOf(state.talks, 'talk')}.${next}`,
    list('On now:', onNow.slice(0, 5).map(talkName)),
    list(
      'Posted:',
      posted.slice(0, 7).map(({ day, permalink }) => linkTo(permalink, subjectOf(day))),
    ),
    ...(isOrganizer ? waiting : [])
      .slice(0, MOST_WAITING)
      .flatMap((day) => [
        line`${capital(subjectOf(day))} is waiting for an organizer's approval.`,
        actions([
          button('Preview', ACTIONS.preview, `${conference.id} ${day}`),
          button('Approve', ACTIONS.approve, `${conference.id} ${day}`, 'primary'),
        ]),
      ]),
    list('Could not be posted:', isOrganizer ? troubles.slice(0, 5).map((trouble) => outside(trouble)) : []),
    helpList(lines),
    actions([
      phase === 'after' ? undefined : button('Add a note', ACTIONS.openAddForm, conference.id),
      isOrganizer ? button('Settings', ACTIONS.openSettings, conference.id) : undefined,
    ]),
  );
}

const MOST_WAITING = 5;

/** Answers `/recap help` without a conference. */
export function answerNoConference(lines: readonly HelpLine[]): OutgoingMessage {
  return answer(
    line`No conference is followed here yet. Set one up, and what is noted here becomes the recap of each day.`,
    helpList(lines),
    actions([button('Set up a conference', ACTIONS.openStartForm, '-', 'primary')]),
  );
}

/** The longest part of a kept note that one message shows: within what Slack takes, a note of any usual length. */
const LONGEST_KEPT = 8_000;

/** Answers a note that no conference takes: its words stay in the answer, with a button that saves them later. */
export function answerKeptNote(text: string, saveValue: string): OutgoingMessage {
  return answer(
    line`No conference is set up in this channel, so your note isn't saved yet:`,
    richText([quote(linesOf(text, LONGEST_KEPT))]),
    line`Set up a conference here, or add this channel to one in its settings. Then press Save the note.`,
    actions([
      button('Set up a conference', ACTIONS.openStartForm, '-'),
      button('Save the note', ACTIONS.runTyped, saveValue, 'primary'),
    ]),
  );
}

const PHASES: Record<ConferenceState['phase'], string> = {
  before: 'It has not begun.',
  during: 'It is on.',
  after: 'It is over.',
};

function helpList(lines: readonly HelpLine[]): RichTextBlock | undefined {
  return list(
    'What you can type:',
    lines.map(({ typed, does }) => phrase`${code(typed)}: ${does}`),
  );
}

export function answerStarted(started: SavedConference): OutgoingMessage {
  const { conference } = started;
  return answer(
    line`${conferenceName(conference)} is set up: ${whenAndWhere(conference)}.
      Each day's digest is posted at ${conference.digestAt}.`,
    ...detailsOf(started),
    line`To take a note, type ${code('/recap add TEXT')}, or add the reaction
      ${code(`:${conference.reaction}:`)} to any message.`,
    actions([
      button('Tell the channel', ACTIONS.announce, conference.id, 'primary'),
      button('Settings', ACTIONS.openSettings, conference.id),
    ]),
  );
}

export function answerChanged(changed: ChangedConference): OutgoingMessage {
  const { conference, webUrl } = changed;
  const approved = conference.approval === 'after-approval' ? ', once an organizer has approved it' : '';
  return answer(
    line`The settings of ${conferenceName(conference)} are saved: ${whenAndWhere(conference)},
      digest at ${conference.digestAt}${approved}.`,
    webUrl === undefined
      ? undefined
      : line`Anybody who has this address can read what is published: ${outside(webUrl)}`,
    ...detailsOf(changed),
  );
}

function detailsOf({ schedule, problems }: SavedConference) {
  return [
    ...(schedule === undefined ? [] : scheduleBlocks(schedule)),
    list(
      'Please look at this:',
      problems.slice(0, 8).map((problem) => outside(problem)),
    ),
  ];
}

/** Says what would happen if a conference ended now, with a button that ends it. */
export function askEnd({ conference, digestAt, recapAt }: PlannedEnd): OutgoingMessage {
  const { to, timezone, approval, id } = conference;
  const isApproved = approval === 'after-approval';
  const when = (at: number) => (isApproved ? 'once an organizer has approved it' : `on ${whenIn(timezone, at)}`);
  return answer(
    line`End ${conferenceName(conference)} now? It is planned until ${shortDay(to)}.`,
    list('If you end it:', [
      phrase`I'll stop saving what is said in its channels. The notes are kept, and /recap add still works.`,
      ...(digestAt === undefined ? [] : [phrase`I'll post today's digest ${when(digestAt)}.`]),
      recapAt === undefined
        ? phrase`There will be no digest or recap, because it hasn't started.`
        : phrase`I'll post the recap ${when(recapAt)}.`,
    ]),
    actions([button('End it', ACTIONS.confirmEnd, id, 'danger'), button('Not now', ACTIONS.cancel, '-')]),
  );
}

export function answerEnded(conference: TrackedConference): OutgoingMessage {
  return answer(line`${conferenceName(conference)} has ended. Your notes are kept.`);
}

/** Says that the channel was told about the conference. */
export function answerAnnounced(conference: TrackedConference): OutgoingMessage {
  return answer(
    line`I’m posting it now. Everyone in the channel will see how to take notes of ${conferenceName(conference)}.`,
  );
}

/** Says what a deletion would remove, with a red button that does it. */
export function askDeletion({ conference, talks, notes }: ConferenceState): OutgoingMessage {
  return answer(
    line`Delete ${conferenceName(conference)} with its ${countOf(talks, 'talk')} and ${countOf(notes, 'note')}?
      This can't be undone.`,
    actions([
      button('Delete it', ACTIONS.confirmDelete, conference.id, 'danger'),
      button('Keep it', ACTIONS.cancel, '-'),
    ]),
  );
}

export function answerDeleted(deleted: { name: string }): OutgoingMessage {
  return answer(line`${displayName(deleted)} and all that it held are deleted.`);
}

export function answerListening(
  { conference, changed }: Awaited<ReturnType<typeof setListening>>,
  on: boolean,
): OutgoingMessage {
  const before = changed ? 'From now on' : 'As before,';
  return answer(
    on
      ? line`${before} all that is said in this channel on the days of ${conferenceName(conference)} is noted.
          To stop: ${code('/recap listen off')}`
      : line`${before} what is said in this channel is noted only where somebody takes it.
          To change that: ${code('/recap listen on')}`,
  );
}

const MOST_CHOICES = 20;

/** Asks which conference is meant; `waitingId` names the request that waits for it. */
export function askConference({ choices }: WhichConference, waitingId: string): OutgoingMessage {
  return answer(
    line`Which conference do you mean?`,
    ...choices.slice(0, MOST_CHOICES).map((conference) => ({
      type: 'section' as const,
      text: plain(`${displayName(conference)} · ${whenAndWhere(conference)}`, LIMITS.section.text),
      accessory: button('This one', ACTIONS.chooseConference, `${waitingId} ${conference.id}`),
    })),
  );
}
