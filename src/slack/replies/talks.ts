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
import { zoneLabel } from '#render/view/dates.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { ScheduleImport } from '#usecases/schedule/import-schedule.ts';
import type { TalkList } from '#usecases/schedule/list-talks.ts';
import type { openTalk } from '#usecases/schedule/open-talk.ts';
import {
  actions,
  conferenceName,
  dayName,
  foreignText,
  inlineText,
  list,
  noticeText,
  phrase,
  reply,
  shownTitle,
  speakerNames,
  startTime,
  talkName,
  textLine,
} from './message-builders.ts';

/** The most that one answer shows: a few screens on a phone, well within Slack's limits, including URLs. */
const MOST_TALKS = 60;
const MOST_DAYS = 15;
const MOST_CHARACTERS = 8_000;

type Day = TalkList['days'][number];

/**
 * Answers `/recap talks`: each day's talks with the numbers of their notes, and how many talks there was no room for.
 */
export function answerTalks({ conference, days }: TalkList): OutgoingMessage {
  const talks = days.reduce((sum, day) => sum + day.talks.length, 0);
  if (talks === 0 && days.every(({ hallwayNotes }) => hallwayNotes === 0)) {
    return reply(
      textLine('no-talks', {
        conference: conferenceName(conference),
        schedule: code('/recap schedule'),
        talk: code('/recap talk "TITLE" by SPEAKER'),
      }),
      actions([button(t('add-schedule'), ACTIONS.openScheduleForm, conference.id)]),
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
  const command = code(`/recap talks ${days.at(-1)!.date}`);
  return reply(
    textLine('talks-of', { conference: conferenceName(conference) }),
    ...blocks,
    left > 0 ? textLine('more-talks', { count: left }) : undefined,
    left > 0 && days.length > 1 ? textLine('one-day', { command }) : undefined,
  );
}

function dayBlock(day: Day, lines: Inline[][]): KnownBlock {
  const hallway = day.hallwayNotes === 0 ? '' : ` · ${t('day-hallway', { count: day.hallwayNotes })}`;
  return richText([section(...phrase`${bold(dayName(day.date))}${hallway}`), bullets(lines)]);
}

function talkLine(talk: Day['talks'][number]): Inline[] {
  const names = speakerNames(talk);
  const speakers = names === '' ? '' : ` · ${names}`;
  const notes = talk.notes === 0 ? '' : ` · ${t('notes', { count: talk.notes })}`;
  return phrase`${startTime(talk)} ${linkTo(talk.threadPermalink, shownTitle(talk))}${speakers}${notes}`;
}

const MOST_WARNINGS = 5;

/** Answers `/recap schedule`: what changed, and whether the times are right. */
export function answerSchedule(imported: ScheduleImport): OutgoingMessage {
  return reply(
    ...scheduleBlocks(imported),
    actions([button(t('settings'), ACTIONS.openSettings, imported.conference.id)]),
  );
}

/** Says what an import changed ("12 updated, 3 new, 2 removed"), the first talk, and what could not be read. */
export function scheduleBlocks({ conference, warnings, first, ...counts }: ScheduleImport): (KnownBlock | undefined)[] {
  const changed = { new: counts.added, updated: counts.updated, removed: counts.removed };
  const said = (['new', 'updated', 'removed'] as const).flatMap((what) =>
    changed[what] > 0 ? [t(`talks-${what}`, { count: changed[what] })] : [],
  );
  const changes = said.length === 0 ? t('unchanged') : said.join(', ');
  const more = warnings.length - MOST_WARNINGS;
  return [
    textLine('imported', { conference: conferenceName(conference), changes }),
    first &&
      textLine('first-talk', {
        talk: italic(shownTitle(first)),
        day: dayName(first.startsAt.slice(0, 10)),
        time: startTime(first),
        timezone: zoneLabel(conference.timezone),
      }),
    list(t('look-at-this'), [
      ...warnings.slice(0, MOST_WARNINGS).map((warning) => foreignText(noticeText(warning))),
      ...(more > 0 ? [inlineText('more-remarks', { count: more })] : []),
    ]),
  ];
}

/** Answers `/recap talk`. */
export function answerTalkOpened({ talk, again }: Awaited<ReturnType<typeof openTalk>>): OutgoingMessage {
  return reply(textLine(again ? 'talk-open-already' : 'talk-opened', { talk: talkName(talk) }));
}
