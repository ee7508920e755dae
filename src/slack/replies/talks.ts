import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import {
  bold,
  bullets,
  code,
  type Inline,
  italic,
  linkTo,
  richText,
  section,
  takeFitting,
} from '#render/slack/blocks/rich-text.ts';
import { shortDay } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import type { ScheduleImport } from '#usecases/schedule/import-schedule.ts';
import type { TalkList } from '#usecases/schedule/list-talks.ts';
import type { openTalk } from '#usecases/schedule/open-talk.ts';
import {
  actions,
  answer,
  conferenceName,
  line,
  list,
  outside,
  phrase,
  shownTitle,
  speakerNames,
  startTime,
  talkName,
} from './message-builders.ts';

/** What one answer shows: some screens of a phone, well within what Slack takes, addresses included. */
const MOST_TALKS = 60;
const MOST_DAYS = 15;
const MOST_CHARACTERS = 8_000;

type Day = TalkList['days'][number];

/** Answers `/recap talks`: each day's talks with their notes counted; what has no room is counted. */
export function answerTalks({ conference, days }: TalkList): OutgoingMessage {
  const talks = days.reduce((sum, day) => sum + day.talks.length, 0);
  if (talks === 0 && days.every(({ hallwayNotes }) => hallwayNotes === 0)) {
    return answer(
      line`${conferenceName(conference)} has no talks yet. Type ${code('/recap schedule URL')} to read its schedule,
        or ${code('/recap talk "TITLE" by SPEAKER')} to open one.`,
    );
  }
  const shownDays = days.slice(0, MOST_DAYS);
  const lines = shownDays.flatMap((day) => day.talks.map(talkLine));
  let room = takeFitting(lines.slice(0, MOST_TALKS), MOST_CHARACTERS).shown.length;
  const left = talks - room;
  const blocks = shownDays.map((day) => {
    const own = lines.splice(0, day.talks.length);
    const shown = own.slice(0, room);
    room = Math.max(0, room - own.length);
    return dayBlock(day, shown);
  });
  const hint = days.length < 2 ? [] : phrase` One day alone: ${code(`/recap talks ${days.at(-1)!.date}`)}`;
  return answer(
    line`The talks of ${conferenceName(conference)}:`,
    ...blocks,
    left > 0 ? line`… and ${countOf(left, 'more talk')}.${hint}` : undefined,
  );
}

function dayBlock(day: Day, lines: Inline[][]): KnownBlock {
  const hallway = day.hallwayNotes === 0 ? '' : ` · hallway: ${countOf(day.hallwayNotes, 'note')}`;
  return richText([section(...phrase`${bold(shortDay(day.date))}${hallway}`), bullets(lines)]);
}

function talkLine(talk: Day['talks'][number]): Inline[] {
  const names = speakerNames(talk);
  const speakers = names === '' ? '' : ` · ${names}`;
  const notes = talk.notes === 0 ? '' : ` · ${countOf(talk.notes, 'note')}`;
  return phrase`${startTime(talk)} ${linkTo(talk.threadPermalink, shownTitle(talk))}${speakers}${notes}`;
}

const MOST_WARNINGS = 5;

/** Answers `/recap schedule`: what changed, and whether the times are right. */
export function answerSchedule(imported: ScheduleImport): OutgoingMessage {
  return answer(
    ...scheduleBlocks(imported),
    actions([button('Settings', ACTIONS.openSettings, imported.conference.id)]),
  );
}

/** Says what an import changed ("12 updated, 3 new, 2 removed"), the first talk, and what could not be read. */
export function scheduleBlocks({ conference, warnings, first, ...counts }: ScheduleImport): (KnownBlock | undefined)[] {
  const { updated, added, removed } = counts;
  const said = Object.entries({ updated, new: added, removed }).flatMap(([what, count]) =>
    count > 0 ? [`${count} ${what}`] : [],
  );
  const changes = said.length === 0 ? 'nothing has changed' : `talks: ${said.join(', ')}`;
  const more = warnings.length - MOST_WARNINGS;
  return [
    line`The schedule of ${conferenceName(conference)} is read: ${changes}.`,
    first &&
      line`The first talk is ${italic(shownTitle(first))}, ${shortDay(first.startsAt.slice(0, 10))}
        at ${startTime(first)} (${conference.timezone}). Is ${startTime(first)} right? If it is not, change the time zone in the settings.`,
    list('Please look at this:', [
      ...warnings.slice(0, MOST_WARNINGS).map((warning) => outside(warning)),
      ...(more > 0 ? [phrase`and ${countOf(more, 'more remark')}`] : []),
    ]),
  ];
}

/** Answers `/recap talk`. */
export function answerTalkOpened({ talk, again }: Awaited<ReturnType<typeof openTalk>>): OutgoingMessage {
  return answer(
    again
      ? line`That talk is open already: ${talkName(talk)}.`
      : line`${talkName(talk)} is open. What is said in its thread is noted.`,
  );
}
