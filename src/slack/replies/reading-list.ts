import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { type RecapMessages, recapMessages } from '#render/messages/recap-messages.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { joinSomeNames } from '#render/slack/blocks/fit-list.ts';
import { bold, code, type Inline, italic, takeFitting } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { workTitle } from '#render/slack/digest/reading-list.ts';
import { joinNames } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type ReplyKey, readersLanguage, t } from '#slack/messages/reply-messages.ts';
import type { ListEntry, ReadingListPage } from '#usecases/reading-list/reading-list.ts';
import type { Recommended, RecommendedWorks } from '#usecases/reading-list/recommend-work.ts';
import {
  actions,
  conferenceName,
  foreignText,
  inlineText,
  line,
  list,
  phrase,
  reply,
  talkName,
  textLine,
} from './message-builders.ts';

function recapTexts(): RecapMessages {
  return recapMessages(readersLanguage());
}

/** The two page buttons share a row, so each needs its own id. */
export const PAGE_BACK = `${ACTIONS.readingListPage}_back`;

/** The most works that one answer shows, whatever a page holds, and their most characters, including URLs. */
const MOST_WORKS = 20;
const MOST_CHARACTERS = 8_000;
const LONGEST_COMMENT = 120;

/** Answers `/readinglist`, a page at a time; with a button to edit each entry if `canEdit` is set. */
export function answerReadingList(
  { conference, items, page, pages, total }: ReadingListPage,
  { canEdit = false } = {},
): OutgoingMessage {
  if (total === 0) {
    return reply(
      textLine('no-recommendations', {
        conference: conferenceName(conference),
        command: code('/readinglist add TITLE by AUTHOR'),
      }),
    );
  }
  const first = items[0]?.number ?? 1;
  return reply(
    textLine('reading-list', { conference: conferenceName(conference), total, page, pages }),
    ...worksOf(items.slice(0, MOST_WORKS)).flatMap((work, index) => [
      work,
      ...(canEdit ? [actions([button(t('edit'), ACTIONS.editWork, `${conference.id} ${items[index]!.key}`)])] : []),
    ]),
    actions([
      page > 1 && !canEdit ? button(t('previous'), PAGE_BACK, `${conference.id} ${page - 1}`) : undefined,
      page < pages
        ? button(t('next'), canEdit ? ACTIONS.editList : ACTIONS.readingListPage, `${conference.id} ${page + 1}`)
        : undefined,
    ]),
    textLine('list-hint', {
      remove: code(`/readinglist remove ${first}`),
      edit: code(`/readinglist edit ${first}`),
    }),
  );
}

/** Lists works in full, or by title and authors alone if that is too long: each has a number, so none is left out. */
function worksOf(items: ReadingListPage['items']): KnownBlock[] {
  const full = items.map(({ item }) => [...workTitle(item, recapTexts()), ...creditsOf(item)]);
  const isLong = takeFitting(full, MOST_CHARACTERS).left > 0;
  return items.map(
    ({ number, item }, index) => line`${bold(`${number}. `)}${isLong ? shortTitle(item) : full[index]!}`,
  );
}

function shortTitle({ title, authors }: ReadingItem): Inline[] {
  const longest = MOST_CHARACTERS / MOST_WORKS / 2;
  const names = authors.length === 0 ? '' : `, ${truncate(joinNames(authors, readersLanguage()), longest)}`;
  return phrase`${italic(truncate(plainLine(title), longest))}${names}`;
}

function creditsOf({ recommendedBy }: ReadingItem): Inline[] {
  const people = joinSomeNames([...new Set(recommendedBy.map(({ author }) => author))], recapTexts());
  const comment = recommendedBy.find((recommendation) => recommendation.comment !== undefined)?.comment;
  return phrase`${people === '' ? '' : ` (${people})`}${comment === undefined ? [] : quoted(comment)}`;
}

function quoted(comment: string): Inline[] {
  return phrase`: ${inlineText('comment', { words: foreignText(plainLine(comment), LONGEST_COMMENT) })}`;
}

/** Answers `/readinglist add`: shows how each work was understood. */
export function answerRecommended({ works, again, key }: RecommendedWorks): OutgoingMessage {
  const undo = button(t('undo'), ACTIONS.undoNote, encodeNoteKey(key));
  return reply(
    ...works.flatMap((work, index) => [
      textLine(again ? 'recommended-before' : 'recommended', { number: work.number, work: describe(work) }),
      index === works.length - 1
        ? actions([fixButton(work), undo], `note ${encodeNoteKey(key)}`)
        : actions([fixButton(work)]),
    ]),
  );
}

/** Answers the form that edits an entry. */
export function answerEdited(work: Recommended): OutgoingMessage {
  return reply(textLine('work-edited', { number: work.number, work: describe(work) }), actions([fixButton(work)]));
}

function describe({ item, comment, talk }: Recommended): Inline[] {
  const where = talk === undefined ? [] : phrase` ${inlineText('recommended-in', { talk: talkName(talk) })}`;
  return phrase`${workTitle(item, recapTexts())}${comment === undefined ? [] : quoted(comment)}.${where}`;
}

function fixButton({ conferenceId, key }: Recommended) {
  return button(t('edit'), ACTIONS.editWork, `${conferenceId} ${key}`);
}

export function answerRemoved({ conference, item, key }: ListEntry): OutgoingMessage {
  return reply(
    textLine('removed', { work: workTitle(item, recapTexts()) }),
    actions([button(t('put-back'), ACTIONS.restoreWork, `${conference.id} ${key}`)]),
  );
}

export function answerRestored(): OutgoingMessage {
  return reply(textLine('restored'));
}

/** Answers `/readinglist help`. */
export function answerReadingListHelp(lines: readonly { typed: string; does: ReplyKey }[]): OutgoingMessage {
  return reply(
    list(
      t('can-type'),
      lines.map(({ typed, does }) => phrase`${code(typed)}: ${t(does)}`),
    ),
  );
}
