import type { RichTextBlock } from '@slack/types';
import type { TrackedConference } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Notice } from '#errors.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { bold, code, linesOf, linkTo, quote, richText } from '#render/slack/blocks/rich-text.ts';
import type { HelpLine } from '#slack/commands/command.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { ChangedConference } from '#usecases/conference/change-settings.ts';
import type { PlannedEnd } from '#usecases/conference/end-conference.ts';
import type { ConferenceState } from '#usecases/conference/get-conference-state.ts';
import type { ConferenceChoices } from '#usecases/conference/resolve-conference.ts';
import type { setListening } from '#usecases/conference/set-channel-listening.ts';
import type { SavedConference } from '#usecases/conference/start-conference.ts';
import {
  actions,
  conferenceName,
  dayName,
  displayName,
  foreignText,
  inlineText,
  line,
  list,
  noticeText,
  phrase,
  reply,
  scopeValues,
  talkName,
  textLine,
  whenAndWhere,
  whenIn,
} from './message-builders.ts';
import { scheduleBlocks } from './talks.ts';

/** Answers `/recap help`: the state of the conference, and what this person can type now. */
export function answerState(state: ConferenceState, lines: readonly HelpLine[]): OutgoingMessage {
  const { conference, phase, isOrganizer, nextDigestAt, onNow, posted, waiting, troubles } = state;
  return reply(
    line`${conferenceName(conference)} · ${whenAndWhere(conference)}`,
    textLine('state', { phase, notes: state.notes, talks: state.talks }),
    nextDigestAt === undefined
      ? undefined
      : textLine('next-digest', { when: whenIn(conference.timezone, nextDigestAt) }),
    list(t('on-now'), onNow.slice(0, 5).map(talkName)),
    list(
      t('posted'),
      posted.slice(0, 7).map(({ day, permalink }) => linkTo(permalink, t('day-subject', scopeValues(day)))),
    ),
    ...(isOrganizer ? waiting : [])
      .slice(0, MOST_WAITING)
      .flatMap((day) => [
        textLine('waiting', scopeValues(day)),
        actions([
          button(t('show-preview'), ACTIONS.preview, `${conference.id} ${day}`),
          button(t('approve'), ACTIONS.approve, `${conference.id} ${day}`, 'primary'),
        ]),
      ]),
    list(t('not-posted'), isOrganizer ? troubles.slice(0, 5).map((trouble) => foreignText(noticeText(trouble))) : []),
    helpList(lines),
    actions([
      phase === 'after' ? undefined : button(t('add-note'), ACTIONS.openAddForm, conference.id),
      isOrganizer ? button(t('settings'), ACTIONS.openSettings, conference.id) : undefined,
    ]),
  );
}

const MOST_WAITING = 5;

/** Answers `/recap help` without a conference. */
export function answerNoConference(lines: readonly HelpLine[]): OutgoingMessage {
  return reply(
    textLine('no-conference'),
    helpList(lines),
    actions([button(t('set-up'), ACTIONS.openStartForm, '-', 'primary')]),
  );
}

/**
 * The most characters of an unsaved note that its answer shows: more than usual notes have, and within Slack's limits.
 */
const LONGEST_KEPT = 8_000;

/**
 * Answers a note that can't be saved because there is no conference: shows its text, so that it isn't lost, with a
 * button to save it later.
 */
export function answerKeptNote(text: string, saveValue: string): OutgoingMessage {
  return reply(
    textLine('note-not-saved'),
    richText([quote(linesOf(text, LONGEST_KEPT))]),
    textLine('note-can-be-saved', { b: bold, button: t('save-note') }),
    actions([
      button(t('set-up'), ACTIONS.openStartForm, '-'),
      button(t('save-note'), ACTIONS.runTyped, saveValue, 'primary'),
    ]),
  );
}

/** Answers a note that can't be saved for now, and says why. */
export function answerUnsavedNote(why: Notice, text: string, saveValue: string): OutgoingMessage {
  return reply(
    line`${foreignText(noticeText(why))}`,
    richText([quote(linesOf(text, LONGEST_KEPT))]),
    actions([button(t('save-note'), ACTIONS.runTyped, saveValue, 'primary')]),
  );
}

function helpList(lines: readonly HelpLine[]): RichTextBlock | undefined {
  return list(
    t('can-type'),
    lines.map(({ typed, does }) => phrase`${code(typed)}: ${t(does)}`),
  );
}

export function answerStarted(started: SavedConference): OutgoingMessage {
  const { conference } = started;
  return reply(
    textLine('started', {
      conference: conferenceName(conference),
      details: whenAndWhere(conference),
      time: conference.digestAt,
    }),
    ...detailsOf(started),
    textLine('how-to-note', { command: code('/recap add TEXT'), emoji: code(`:${conference.reaction}:`) }),
    actions([
      button(t('tell-channel'), ACTIONS.announce, conference.id, 'primary'),
      started.schedule === undefined ? button(t('add-schedule'), ACTIONS.openScheduleForm, conference.id) : undefined,
      button(t('settings'), ACTIONS.openSettings, conference.id),
    ]),
  );
}

export function answerChanged(changed: ChangedConference): OutgoingMessage {
  const { conference, webUrl } = changed;
  return reply(
    textLine('changed', {
      conference: conferenceName(conference),
      details: whenAndWhere(conference),
      time: conference.digestAt,
      approval: conference.approval === 'after-approval' ? 'yes' : 'no',
    }),
    webUrl === undefined ? undefined : textLine('web-address', { address: foreignText(webUrl) }),
    ...detailsOf(changed),
  );
}

function detailsOf({ schedule, problems }: SavedConference) {
  return [
    ...(schedule === undefined ? [] : scheduleBlocks(schedule)),
    list(
      t('look-at-this'),
      problems.slice(0, 8).map((problem) => foreignText(noticeText(problem))),
    ),
  ];
}

/** Says what would happen if a conference ended now, with a button that ends it. */
export function askEnd({ conference, digestAt, recapAt }: PlannedEnd): OutgoingMessage {
  const { to, timezone, id } = conference;
  const approval = conference.approval === 'after-approval' ? 'yes' : 'no';
  const values = (at: number) => ({ approval, when: whenIn(timezone, at) });
  return reply(
    textLine('end-question', { conference: conferenceName(conference), day: dayName(to) }),
    list(t('if-you-end'), [
      inlineText('end-stops-saving', { command: '/recap add' }),
      ...(digestAt === undefined ? [] : [inlineText('end-digest', values(digestAt))]),
      ...(recapAt === undefined ? [inlineText('end-nothing')] : []),
      ...(typeof recapAt === 'number' ? [inlineText('end-recap', values(recapAt))] : []),
    ]),
    actions([button(t('end-it'), ACTIONS.confirmEnd, id, 'danger'), button(t('not-now'), ACTIONS.cancel, '-')]),
  );
}

export function answerEnded(conference: TrackedConference): OutgoingMessage {
  return reply(textLine('ended', { conference: conferenceName(conference) }));
}

/** Says that the channel was told about the conference. */
export function answerAnnounced(conference: TrackedConference): OutgoingMessage {
  return reply(textLine('announced', { conference: conferenceName(conference) }));
}

/** Says what a deletion would remove, with a red button that does it. */
export function askDeletion({ conference, talks, notes }: ConferenceState): OutgoingMessage {
  return reply(
    textLine('delete-question', { conference: conferenceName(conference), talks, notes }),
    actions([
      button(t('delete'), ACTIONS.confirmDelete, conference.id, 'danger'),
      button(t('form-cancel'), ACTIONS.cancel, '-'),
    ]),
  );
}

export function answerDeleted(deleted: { name: string }): OutgoingMessage {
  return reply(textLine('deleted', { conference: displayName(deleted) }));
}

export function answerListening(
  { conference, changed }: Awaited<ReturnType<typeof setListening>>,
  on: boolean,
): OutgoingMessage {
  return reply(
    textLine(on ? 'listening' : 'not-listening', {
      changed: changed ? 'yes' : 'no',
      conference: conferenceName(conference),
      command: code(on ? '/recap listen off' : '/recap listen on'),
    }),
  );
}

const MOST_CHOICES = 20;

/** Asks which conference is meant; `waitingId` names the request that waits for it. */
export function askConference({ choices }: ConferenceChoices, waitingId: string): OutgoingMessage {
  return reply(
    textLine('which-conference'),
    ...choices.slice(0, MOST_CHOICES).map((conference) => ({
      type: 'section' as const,
      text: plain(`${displayName(conference)} · ${whenAndWhere(conference)}`, LIMITS.section.text),
      accessory: button(t('this-one'), ACTIONS.chooseConference, `${waitingId} ${conference.id}`),
    })),
  );
}
