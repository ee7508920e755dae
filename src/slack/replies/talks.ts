import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import {
  bullets,
  code,
  type Inline,
  linkTo,
  richText,
  section,
  takeFitting,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { shortDay } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import type { TalkList } from '#usecases/bot-results.ts';
import { conferenceName } from './conference-text.ts';
import { answer, line, type Words } from './message-builders.ts';
import { shownTitle, speakerNames, startTime } from './talk-text.ts';

/** What one answer shows: some screens of a phone, well within what Slack takes, addresses counted. */
const MOST_TALKS = 60;
const MOST_DAYS = 15;
const MOST_CHARACTERS = 8_000;

type Day = TalkList['days'][number];

/** `/recap talks`: each day's talks with their notes counted; what has no room is counted. */
export function answerTalks({ conference, days }: TalkList): OutgoingMessage {
  const talks = days.reduce((sum, day) => sum + day.talks.length, 0);
  if (talks === 0 && days.every(({ hallwayNotes }) => hallwayNotes === 0)) {
    return answer(
      line(
        conferenceName(conference),
        ' has no talks yet. Type ',
        code('/recap schedule URL'),
        ' to read its schedule, or ',
        code('/recap talk "TITLE" by SPEAKER'),
        ' to open one.',
      ),
    );
  }
  const blocks: KnownBlock[] = [line('The talks of ', conferenceName(conference), ':')];
  const shownDays = days.slice(0, MOST_DAYS);
  const lines = shownDays.flatMap((day) => day.talks.map(talkLine));
  let room = takeFitting(lines.slice(0, MOST_TALKS), MOST_CHARACTERS).shown.length;
  const left = talks - room;
  for (const day of shownDays) {
    const own = lines.splice(0, day.talks.length);
    blocks.push(dayBlock(day, own.slice(0, room)));
    room = Math.max(0, room - own.length);
  }
  if (left > 0) blocks.push(line(`… and ${countOf(left, 'more talk')}.`, ...hintOf(days)));
  return answer(...blocks);
}

/** How to see what was left out, where that is another day's. */
function hintOf(days: readonly Day[]): Words[] {
  return days.length < 2 ? [] : [' One day alone: ', code(`/recap talks ${days.at(-1)!.date}`)];
}

function dayBlock(day: Day, lines: Inline[][]): KnownBlock {
  const hallway = day.hallwayNotes === 0 ? '' : ` · hallway: ${countOf(day.hallwayNotes, 'note')}`;
  const heading = section(...words(shortDay(day.date), { bold: true }), ...words(hallway));
  return richText(lines.length === 0 ? [heading] : [heading, bullets(lines)]);
}

function talkLine(talk: Day['talks'][number]): Inline[] {
  const speakers = speakerNames(talk);
  return [
    ...words(`${startTime(talk)} `),
    ...linkTo(talk.threadPermalink, shownTitle(talk)),
    ...words(
      `${speakers === '' ? '' : ` · ${speakers}`}${talk.notes === 0 ? '' : ` · ${countOf(talk.notes, 'note')}`}`,
    ),
  ];
}
