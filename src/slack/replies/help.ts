import type { RichTextBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { code, linkTo } from '#render/slack/blocks/rich-text.ts';
import { countOf } from '#render/view/phrases.ts';
import type { ConferenceState } from '#usecases/bot-results.ts';
import { conferenceName, subjectOf, whenAndWhere, whenIn } from './conference-text.ts';
import { actions, answer, line, list, outside, type Words } from './message-builders.ts';
import { talkName } from './talk-text.ts';

/** `/recap help`: where the conference stands, and what can be typed now. */
export function answerState(state: ConferenceState): OutgoingMessage {
  const { conference, phase, isOrganizer } = state;
  return answer(
    line(conferenceName(conference), ` · ${whenAndWhere(conference)}`),
    line(PHASES[phase], ` ${countOf(state.notes, 'note')}, ${countOf(state.talks, 'talk')}.`, ...nextDigest(state)),
    list(
      'On now:',
      state.onNow.slice(0, 5).map((talk) => [talkName(talk)]),
    ),
    postedOf(state),
    isOrganizer
      ? list(
          'Could not be posted:',
          state.troubles.slice(0, 5).map((trouble) => [outside(trouble)]),
        )
      : undefined,
    typable(commandsFor(phase, isOrganizer)),
    actions([
      phase === 'after' ? undefined : button('Add a note', ACTIONS.openAddForm, conference.id),
      isOrganizer ? button('Settings', ACTIONS.openSettings, conference.id) : undefined,
    ]),
  );
}

/** `/recap help` where no conference is. */
export function answerNoConference(): OutgoingMessage {
  return answer(
    line('No conference is followed here yet. Set one up, and what is noted here becomes the recap of each day.'),
    typable([
      ['/recap start', 'sets a conference up in a form'],
      ['/recap start "NAME" YYYY-MM-DD', 'the same in one line'],
      ['/recap opt out', 'nobody can capture what you write'],
    ]),
    actions([button('Set up a conference', ACTIONS.openStartForm, '-', 'primary')]),
  );
}

const PHASES: Record<ConferenceState['phase'], string> = {
  before: 'It has not begun.',
  during: 'It is on.',
  after: 'It is over.',
};

function nextDigest({ conference, nextDigestAt }: ConferenceState): Words[] {
  return nextDigestAt === undefined
    ? []
    : [` The next digest is posted on ${whenIn(conference.timezone, nextDigestAt)}.`];
}

function postedOf({ posted }: ConferenceState): RichTextBlock | undefined {
  return list(
    'Posted:',
    posted.slice(0, 7).map(({ day, permalink }) => [linkTo(permalink, subjectOf(day))]),
  );
}

type Command = [typed: string, does: string];

function commandsFor(phase: ConferenceState['phase'], isOrganizer: boolean): Command[] {
  const notes: Command[] = [
    ['/recap add TEXT', 'takes a note; begin with “SPEAKER:” to name its talk'],
    ['/recap talk "TITLE" by SPEAKER', 'opens a talk that no schedule knows'],
    ['/recap talks', 'the talks with their notes'],
    ['/readinglist add TITLE by AUTHOR', 'recommends a book, article or video'],
  ];
  const after: Command[] = [
    ['/recap talks', 'the talks with their notes'],
    ['/readinglist', 'what was recommended'],
  ];
  const organiser: Command[] = [
    ['/recap schedule URL', 'reads the schedule, or reads it again'],
    ['/recap listen on', 'counts all that is said in this channel'],
    ['/recap preview', 'shows you what will be posted, to edit it by hand; publish posts it'],
    ['/recap settings', 'changes the conference; end closes it, delete removes it'],
  ];
  return [
    ...(phase === 'after' ? after : notes),
    ...(isOrganizer ? organiser : []),
    ['/recap export md', 'sends you the recap as a file: md, html, json, csv, csl or bib'],
    ['/recap forget me', 'removes your notes and name; opt out keeps you from being captured'],
  ];
}

function typable(commands: readonly Command[]): RichTextBlock | undefined {
  return list(
    'What you can type:',
    commands.map(([typed, does]) => [code(typed), `: ${does}`]),
  );
}
