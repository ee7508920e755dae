import type { HomeView, KnownBlock } from '@slack/types';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { type RecapKey, recapTexts } from '#render/messages/recap-messages.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, header } from '#render/slack/blocks/build-blocks.ts';
import { TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  code,
  type Inline,
  inlines,
  joined,
  linkTo,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { createMessages } from '#shared/messages.ts';
import {
  conferenceBlocks,
  type HomeConference,
  type HomeMessages,
  labelledList,
  type PastConference,
  type ReadNote,
} from './conference-section.ts';
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import it from './messages/it.json' with { type: 'json' };
import nl from './messages/nl.json' with { type: 'json' };
import pt from './messages/pt.json' with { type: 'json' };
import sv from './messages/sv.json' with { type: 'json' };

const homeMessages = createMessages<KnownLanguage, keyof typeof en, RecapKey>(
  { de, en, es, fr, it, nl, pt, sv },
  recapTexts,
);

/**
 * The most conferences that are shown in full, so that a view stays within Slack's hundred blocks. Most people go to
 * one at a time.
 */
const MOST_CONFERENCES = 3;
const MOST_PAST = 20;

export interface HomeInput {
  conferences: readonly HomeConference[];
  past: readonly PastConference[];
  optedOut: boolean;
}

/** App Home of one person: their conferences, an introduction if there are none, and past recaps. */
export function buildHomeView(
  { conferences, past, optedOut }: HomeInput,
  readNote: ReadNote,
  language: KnownLanguage = 'en',
): HomeView {
  const t = homeMessages(language);
  const shown = conferences.slice(0, MOST_CONFERENCES);
  const others = conferences.slice(MOST_CONFERENCES);
  const blocks: KnownBlock[] = [
    ...(optedOut
      ? [richText([section(inlines(t.rich<Inline[]>('opted-out', { command: code('/recap opt in') })))])]
      : []),
    ...(shown.length === 0 ? welcome(t) : []),
    ...shown.flatMap((state, index) => conferenceBlocks(state, { readNote, t }, index)),
    ...namesOf(t('also-on'), others, t),
    ...namesOf(t('past'), past, t),
    ...(shown.length === 0 ? [] : [actions(startButton(t))]),
  ];
  return { type: 'home', blocks };
}

function startButton(t: HomeMessages, style?: 'primary'): ReturnType<typeof button> {
  return button(t('set-up'), ACTIONS.openStartForm, 'home', style);
}

function welcome(t: HomeMessages): KnownBlock[] {
  const typed = [
    ['type-start', '/recap start'],
    ['type-add', '/recap add Kromhout: talk to each other first'],
    ['type-book', '/readinglist add "Release It!" by Michael Nygard'],
    ['type-help', '/recap help'],
  ] as const;
  return [
    header(t('app')),
    richText([section(...words(t('introduction')))]),
    actions(startButton(t, 'primary')),
    richText([
      section(...bold(t('can-type'))),
      bullets(typed.map(([key, command]) => inlines(t.rich<Inline[]>(key, { command: code(command) })))),
    ]),
    richText([section(...words(t('other-ways', { shortcut: 'Add to recap' })))]),
  ];
}

/** One line for each conference, with a link to its recap. */
function namesOf(label: string, states: readonly PastConference[], t: HomeMessages): KnownBlock[] {
  const lines = states.map(({ conference, posted }): Inline[] => {
    const recap = posted.find(({ day }) => day === 'all') ?? posted[0];
    return joined(
      [
        bold(truncate(plainLine(conference.name), TEXT_LENGTHS.title) || t('untitled-conference')),
        words(dayRange(conference.from, conference.to, t.language)),
        ...(recap?.permalink === undefined ? [] : [linkTo(recap.permalink, t('recap'))]),
      ],
      ' · ',
    );
  });
  return labelledList(label, lines, { most: MOST_PAST, t });
}
