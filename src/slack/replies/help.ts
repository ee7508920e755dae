import type { RichTextBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { code, linkTo } from '#render/slack/blocks/rich-text.ts';
import { countOf } from '#render/view/phrases.ts';
import type { HelpLine } from '#slack/commands/command.ts';
import type { ConferenceState } from '#usecases/conference/get-conference-state.ts';
import {
  actions,
  answer,
  conferenceName,
  line,
  list,
  outside,
  subjectOf,
  talkName,
  type Words,
  whenAndWhere,
  whenIn,
} from './message-builders.ts';

/** `/recap help`: where the conference stands, and what can be typed now. */
export function answerState(state: ConferenceState, lines: readonly HelpLine[]): OutgoingMessage {
  const { conference, phase, isOrganizer } = state;
  return answer(
    line(conferenceName(conference), ` · ${whenAndWhere(conference)}`),
    line(
      PHASES[phase],
      ` ${countOf(state.notes, 'saved message')}, ${countOf(state.talks, 'talk')}.`,
      ...nextDigest(state),
    ),
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
    helpList(
      lines.filter(({ phases, section }) => phases.includes(phase) && (isOrganizer || section !== 'organizers')),
    ),
    actions([
      phase === 'after' ? undefined : button('Add a note', ACTIONS.openAddForm, conference.id),
      isOrganizer ? button('Settings', ACTIONS.openSettings, conference.id) : undefined,
    ]),
  );
}

/** `/recap help` where no conference is. */
export function answerNoConference(lines: readonly HelpLine[]): OutgoingMessage {
  return answer(
    line('No conference is followed here yet. Set one up, and what is noted here becomes the recap of each day.'),
    helpList(lines.filter(({ phases }) => phases.includes('none'))),
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

function helpList(lines: readonly HelpLine[]): RichTextBlock | undefined {
  return list(
    'What you can type:',
    lines.map(({ typed, does }) => [code(typed), `: ${does}`]),
  );
}
