import type { TrackedConference } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { code } from '#render/slack/blocks/rich-text.ts';
import { countOf } from '#render/view/phrases.ts';
import type { Bot } from '#usecases/bot.ts';
import type { ConferenceState } from '#usecases/bot-results.ts';
import { conferenceName, displayName, whenAndWhere } from './conference-text.ts';
import { actions, answer, line, list, outside } from './message-builders.ts';
import { scheduleBlocks } from './schedule.ts';

type Changed = Awaited<ReturnType<Bot['startConference']>>;

export function answerStarted(started: Changed): OutgoingMessage {
  const { conference } = started;
  return answer(
    line(
      conferenceName(conference),
      ` is set up: ${whenAndWhere(conference)}. Each day's digest is posted at ${conference.digestAt}.`,
    ),
    ...detailsOf(started),
    line(
      'To take a note, type ',
      code('/recap add TEXT'),
      ', or give any message the reaction ',
      code(`:${conference.reaction}:`),
      '.',
    ),
    actions([button('Settings', ACTIONS.openSettings, conference.id)]),
  );
}

export function answerChanged(changed: Awaited<ReturnType<Bot['changeSettings']>>): OutgoingMessage {
  const { conference, webUrl } = changed;
  const approved = conference.approval === 'after-approval' ? ', once an organiser has approved it' : '';
  return answer(
    line(
      'The settings of ',
      conferenceName(conference),
      ` are saved: ${whenAndWhere(conference)}, digest at ${conference.digestAt}${approved}.`,
    ),
    webUrl === undefined
      ? undefined
      : line('Anybody who has this address can read what is published: ', outside(webUrl)),
    ...detailsOf(changed),
  );
}

function detailsOf({ schedule, problems }: Changed) {
  return [
    ...(schedule === undefined ? [] : scheduleBlocks(schedule)),
    list(
      'Please look at this:',
      problems.slice(0, 8).map((problem) => [outside(problem)]),
    ),
  ];
}

export function answerEnded(conference: TrackedConference): OutgoingMessage {
  return answer(
    line(
      conferenceName(conference),
      ' is closed: nothing more is noted. Its recap is posted, and all that it holds stays.',
    ),
  );
}

/** What a deletion would remove; a red button does it. */
export function askDeletion({ conference, talks, notes }: ConferenceState): OutgoingMessage {
  return answer(
    line(
      'Delete ',
      conferenceName(conference),
      ` with its ${countOf(talks, 'talk')} and ${countOf(notes, 'note')}? This can't be undone.`,
    ),
    actions([
      button('Delete it', ACTIONS.confirmDelete, conference.id, 'danger'),
      button('Keep it', ACTIONS.cancel, '-'),
    ]),
  );
}

export function answerDeleted(deleted: { name: string }): OutgoingMessage {
  return answer(line(`${displayName(deleted)} and all that it held are deleted.`));
}

export function answerListening(
  { conference, changed }: Awaited<ReturnType<Bot['setListening']>>,
  on: boolean,
): OutgoingMessage {
  const before = changed ? 'From now on' : 'As before,';
  return answer(
    on
      ? line(
          `${before} all that is said in this channel on the days of `,
          conferenceName(conference),
          ' is noted. To stop: ',
          code('/recap listen off'),
        )
      : line(
          `${before} what is said in this channel is noted only where somebody takes it. To change that: `,
          code('/recap listen on'),
        ),
  );
}
