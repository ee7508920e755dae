import type { ModalView } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { italic } from '#render/slack/blocks/rich-text.ts';
import { shortDay, zoneLabel } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import { quoted } from '#schedule/schedule-draft.ts';
import { answer, line, list, outside, phrase, shownTitle, startTime } from '#slack/replies/message-builders.ts';
import type { ScheduleReview } from '#usecases/schedule/review-schedule.ts';
import { buildModal, type ModalMetadata, serializeMetadata } from './build-modal.ts';

/** Builds the modal that shows how a schedule was understood, before the form with its link is saved. */
export function buildReviewModal(review: ScheduleReview, submit: string, metadata: ModalMetadata): ModalView {
  const { blocks } = 'problem' in review ? describeProblem(review) : describeSchedule(review);
  return buildModal({
    id: VIEWS.reviewSchedule,
    title: 'Check the schedule',
    ...{ submit, close: 'Back' },
    metadata: serializeMetadata(metadata),
    blocks: blocks as ModalView['blocks'],
  });
}

function describeProblem({ problem }: { problem: string }): OutgoingMessage {
  return answer(
    line`I couldn't read the schedule: ${outside(problem, 800)}`,
    line`Go back to change the link, or save without talks for now.`,
  );
}

/** The fields of a talk in the words of the person who made the table. */
const FIELDS: Readonly<Record<string, string>> = {
  title: 'Title',
  speakers: 'Speakers',
  affiliation: 'Affiliation',
  date: 'Date',
  start: 'Start',
  end: 'End',
  duration: 'Length',
  room: 'Room',
  track: 'Track',
  type: 'Type',
  abstract: 'Description',
  url: 'Link',
};
const MOST_UNUSED = 15;
const MOST_REMARKS = 10;

function describeSchedule(review: Exclude<ScheduleReview, { problem: string }>): OutgoingMessage {
  const { talks, days, first, timezone, columns = { used: {}, unused: [] }, remarks } = review;
  const used = Object.entries(FIELDS).flatMap(([field, label]) => {
    const names = columns.used[field];
    return names === undefined ? [] : [outside(`${label}: ${names.map(quoted).join(' and ')}`)];
  });
  const unused = columns.unused.slice(0, MOST_UNUSED).map(quoted).join(', ');
  const more = remarks.length - MOST_REMARKS;
  return answer(
    line`I found ${countOf(talks, 'talk')} on ${countOf(days, 'day')}. The first is ${italic(shownTitle(first))},
      ${shortDay(first.startsAt.slice(0, 10))} at ${startTime(first)} (${zoneLabel(timezone)}).`,
    list('I took these columns for:', used),
    unused === '' ? undefined : line`Not used: ${outside(unused)}${columns.unused.length > MOST_UNUSED ? ' …' : ''}`,
    list('Check this before you save:', [
      ...remarks.slice(0, MOST_REMARKS).map((remark) => outside(remark)),
      ...(more > 0 ? [phrase`and ${countOf(more, 'more remark')}`] : []),
    ]),
  );
}
