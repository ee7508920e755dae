import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { italic } from '#render/slack/blocks/rich-text.ts';
import { shortDay } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import type { Bot } from '#usecases/bot.ts';
import type { ScheduleImport } from '#usecases/bot-results.ts';
import { conferenceName } from './conference-text.ts';
import { actions, answer, line, list, outside } from './message-builders.ts';
import { shownTitle, startTime, talkName } from './talk-text.ts';

const MOST_WARNINGS = 5;

/** `/recap schedule`: what changed, and whether the times are right. */
export function answerSchedule(imported: ScheduleImport): OutgoingMessage {
  return answer(
    ...scheduleBlocks(imported),
    actions([button('Settings', ACTIONS.openSettings, imported.conference.id)]),
  );
}

/** What a schedule brought: "12 updated, 3 new, 2 removed", the first talk, and what could not be read. */
export function scheduleBlocks({ conference, added, updated, removed, first, warnings }: ScheduleImport): KnownBlock[] {
  const said = [
    ...(updated > 0 ? [`${updated} updated`] : []),
    ...(added > 0 ? [`${added} new`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ];
  const changes = said.length === 0 ? 'nothing has changed' : `talks: ${said.join(', ')}`;
  const more = warnings.length - MOST_WARNINGS;
  return [
    line('The schedule of ', conferenceName(conference), ` is read: ${changes}.`),
    first === undefined
      ? undefined
      : line(
          'The first talk is ',
          italic(shownTitle(first)),
          `, ${shortDay(first.startsAt.slice(0, 10))} at ${startTime(first)} (${conference.timezone}). Is ${startTime(first)} right? If it is not, change the time zone in the settings.`,
        ),
    list('Please look at this:', [
      ...warnings.slice(0, MOST_WARNINGS).map((warning) => [outside(warning)]),
      ...(more > 0 ? [[`and ${countOf(more, 'more remark')}`]] : []),
    ]),
  ].filter((block) => block !== undefined);
}

/** `/recap talk` */
export function answerTalkOpened({ talk, again }: Awaited<ReturnType<Bot['openTalk']>>): OutgoingMessage {
  return answer(
    again
      ? line('That talk is open already: ', talkName(talk), '.')
      : line(talkName(talk), ' is open. What is said in its thread is noted.'),
  );
}
