import type { ModalView } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Notice } from '#errors.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { italic } from '#render/slack/blocks/rich-text.ts';
import { zoneLabel } from '#render/view/dates.ts';
import { shortened } from '#schedule/schedule-draft.ts';
import { type ReplyKey, t } from '#slack/messages/reply-messages.ts';
import {
  dayName,
  foreignText,
  inlineText,
  list,
  noticeText,
  reply,
  shownTitle,
  startTime,
  textLine,
} from '#slack/replies/message-builders.ts';
import type { ScheduleReview } from '#usecases/schedule/review-schedule.ts';
import { buildInfoModal, buildModal, type ModalMetadata, serializeMetadata } from './build-modal.ts';

/** Builds the modal that shows how a schedule was understood, before the form with its link is saved. */
export function buildReviewModal(review: ScheduleReview, submit: ReplyKey, metadata: ModalMetadata): ModalView {
  const importing = submit === 'import' ? 'yes' : 'no';
  const message = 'problem' in review ? describeProblem(review, importing) : describeSchedule(review);
  if ('problem' in review && importing === 'yes') return buildInfoModal(message, t('review-back'));
  return buildModal({
    id: VIEWS.reviewSchedule,
    title: t('review-title'),
    ...{ submit: t(submit), close: t('review-back') },
    metadata: serializeMetadata(metadata),
    blocks: message.blocks as ModalView['blocks'],
  });
}

function describeProblem({ problem }: { problem: Notice }, importing: 'yes' | 'no'): OutgoingMessage {
  return reply(
    textLine('review-problem', { problem: foreignText(noticeText(problem), 800) }),
    textLine('review-problem-hint', { importing }),
  );
}

/** Labels for the fields of a talk, in words that match the columns of a typical schedule. */
const FIELDS = [
  ...(['title', 'speakers', 'affiliation', 'date', 'start', 'end'] as const),
  ...(['duration', 'room', 'track', 'type', 'abstract', 'url'] as const),
];
const MOST_UNUSED = 15;
const MOST_REMARKS = 10;

function describeSchedule(review: Exclude<ScheduleReview, { problem: Notice }>): OutgoingMessage {
  const { talks, days, first, timezone, columns = { used: {}, unused: [] }, remarks } = review;
  const used = FIELDS.flatMap((field) => {
    const names = columns.used[field];
    return names === undefined ? [] : [foreignText(`${t(`field-${field}`)}: ${names.map(shortened).join(', ')}`)];
  });
  const unused = columns.unused.slice(0, MOST_UNUSED).map(shortened).join(', ');
  const more = remarks.length - MOST_REMARKS;
  return reply(
    textLine('review-found', {
      ...{ talks, days, talk: italic(shownTitle(first)), timezone: zoneLabel(timezone) },
      ...{ day: dayName(first.startsAt.slice(0, 10)), time: startTime(first) },
    }),
    list(t('review-columns'), used),
    unused === ''
      ? undefined
      : textLine('review-unused', {
          columns: foreignText(columns.unused.length > MOST_UNUSED ? `${unused} …` : unused),
        }),
    list(t('review-check'), [
      ...remarks.slice(0, MOST_REMARKS).map((remark) => foreignText(noticeText(remark))),
      ...(more > 0 ? [inlineText('more-remarks', { count: more })] : []),
    ]),
  );
}
