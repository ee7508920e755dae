import type { HomeView, KnownBlock } from '@slack/types';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, header } from '#render/slack/blocks/build-blocks.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  code,
  type Inline,
  joined,
  linkTo,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import {
  conferenceBlocks,
  type HomeConference,
  labelledList,
  type PastConference,
  type ReadNote,
} from './conference-section.ts';

/** Conferences that are shown in full, so that a view keeps within Slack's hundred blocks; most people go to one at a time. */
const MOST_CONFERENCES = 3;
const MOST_PAST = 20;

export interface HomeInput {
  conferences: readonly HomeConference[];
  past: readonly PastConference[];
  optedOut: boolean;
}

/** App Home of one person: their conferences, an introduction if there are none, and past recaps. */
export function buildHomeView({ conferences, past, optedOut }: HomeInput, readNote: ReadNote): HomeView {
  const shown = conferences.slice(0, MOST_CONFERENCES);
  const others = conferences.slice(MOST_CONFERENCES);
  const blocks: KnownBlock[] = [
    ...(optedOut ? [richText([section(...words(OPTED_OUT))])] : []),
    ...(shown.length === 0 ? welcome() : []),
    ...shown.flatMap((state, index) => conferenceBlocks(state, readNote, index)),
    ...namesOf('Also on', others),
    ...namesOf('Past conferences', past),
    ...(shown.length === 0 ? [] : [actions(startButton())]),
  ];
  return { type: 'home', blocks };
}

const OPTED_OUT =
  'You opted out: nobody can make a note of what you write. “/recap opt in” changes that; what you add yourself is always noted.';

function startButton(style?: 'primary'): ReturnType<typeof button> {
  return button('Set up a conference', ACTIONS.openStartForm, 'home', style);
}

function welcome(): KnownBlock[] {
  const typed: [string, string][] = [
    ['/recap start', ' sets a conference up'],
    ['/recap add Kromhout: talk to each other first', ' takes a note, and finds its talk by the name'],
    ['/readinglist add "Release It!" by Michael Nygard', ' recommends a book'],
    ['/recap help', ' says what else there is'],
  ];
  return [
    header('Conference Recap'),
    richText([
      section(
        ...words(
          'Write what you hear at a conference here in Slack. In the evening the recap of the day is ready: talk by talk, with the questions, the quotes and the books that were recommended.',
        ),
      ),
    ]),
    actions(startButton('primary')),
    richText([
      section(...bold('What you can type')),
      bullets(typed.map(([command, does]) => [...code(command), ...words(does)])),
    ]),
    richText([
      section(
        ...words(
          'The message shortcut “Add to recap”, and the reaction that your organizer chose, make a note of any message.',
        ),
      ),
    ]),
  ];
}

/** Conferences in a line each, with links to what was posted of them. */
function namesOf(label: string, states: readonly PastConference[]): KnownBlock[] {
  const lines = states.map(({ conference, posted }): Inline[] => {
    const recap = posted.find(({ day }) => day === 'all');
    return joined(
      [
        bold(truncate(plainLine(conference.name), CUTS.title) || 'Untitled conference'),
        words(dayRange(conference.from, conference.to)),
        ...(recap?.permalink === undefined ? [] : [linkTo(recap.permalink, 'recap')]),
      ],
      ' · ',
    );
  });
  return labelledList(label, lines, MOST_PAST);
}
