import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { recapMessages } from '#render/messages/recap-messages.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { joinSomeNames } from '#render/slack/blocks/fit-list.ts';
import { bold, code, type Inline, italic, takeFitting } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { workTitle } from '#render/slack/digest/reading-list.ts';
import { countOf, joinNames } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { ListEntry, ReadingListPage } from '#usecases/reading-list/reading-list.ts';
import type { Recommended, RecommendedWorks } from '#usecases/reading-list/recommend-work.ts';
import { actions, answer, conferenceName, line, list, outside, phrase, talkName } from './message-builders.ts';

const t = recapMessages('en');

/** The two page buttons share a row, where each needs its own name. */
export const PAGE_BACK = `${ACTIONS.readingListPage}_back`;

/** Works that one answer shows, whatever a page holds, and the characters that they may take, addresses included. */
const MOST_WORKS = 20;
const MOST_CHARACTERS = 8_000;
const LONGEST_COMMENT = 120;

/** Answers `/readinglist`, a page at a time. */
export function answerReadingList({ conference, items, page, pages, total }: ReadingListPage): OutgoingMessage {
  if (total === 0) {
    return answer(
      line`Nothing is recommended at ${conferenceName(conference)} yet.
        Type ${code('/readinglist add TITLE by AUTHOR')}`,
    );
  }
  const first = items[0]?.number ?? 1;
  const ofPages = pages > 1 ? `, page ${page} of ${pages}` : '';
  return answer(
    line`To read, from ${conferenceName(conference)}: ${countOf(total, 'work')}${ofPages}`,
    ...worksOf(items.slice(0, MOST_WORKS)),
    actions([
      page > 1 ? button('Earlier', PAGE_BACK, `${conference.id} ${page - 1}`) : undefined,
      page < pages ? button('Later', ACTIONS.readingListPage, `${conference.id} ${page + 1}`) : undefined,
    ]),
    line`To take one off, type ${code(`/readinglist remove ${first}`)}.
      To change one, type ${code(`/readinglist edit ${first}`)}`,
  );
}

/** Lists works in full, or by title and authors alone if that is too long: each has a number, so none is left out. */
function worksOf(items: ReadingListPage['items']): KnownBlock[] {
  const full = items.map(({ item }) => [...workTitle(item, t), ...creditsOf(item)]);
  const isLong = takeFitting(full, MOST_CHARACTERS).left > 0;
  return items.map(
    ({ number, item }, index) => line`${bold(`${number}. `)}${isLong ? shortTitle(item) : full[index]!}`,
  );
}

function shortTitle({ title, authors }: ReadingItem): Inline[] {
  const longest = MOST_CHARACTERS / MOST_WORKS / 2;
  const names = authors.length === 0 ? '' : `, ${truncate(joinNames(authors, 'en'), longest)}`;
  return phrase`${italic(truncate(plainLine(title), longest))}${names}`;
}

function creditsOf({ recommendedBy }: ReadingItem): Inline[] {
  const people = joinSomeNames([...new Set(recommendedBy.map(({ author }) => author))], t);
  const comment = recommendedBy.find((recommendation) => recommendation.comment !== undefined)?.comment;
  return phrase`${people === '' ? '' : ` (${people})`}${comment === undefined ? [] : quoted(comment)}`;
}

function quoted(comment: string): Inline[] {
  return phrase`: “${outside(plainLine(comment), LONGEST_COMMENT)}”`;
}

/** Answers `/readinglist add`: what was understood of each work. */
export function answerRecommended({ works, key }: RecommendedWorks): OutgoingMessage {
  const undo = button('Undo', ACTIONS.undoNote, encodeNoteKey(key));
  return answer(
    ...works.flatMap((work, index) => [
      line`On the reading list as number ${work.number}: ${describe(work)}`,
      index === works.length - 1
        ? actions([fixButton(work), undo], `note ${encodeNoteKey(key)}`)
        : actions([fixButton(work)]),
    ]),
  );
}

/** Answers the form that edits an entry. */
export function answerEdited(work: Recommended): OutgoingMessage {
  return answer(line`Number ${work.number} is now: ${describe(work)}`, actions([fixButton(work)]));
}

function describe({ item, comment, talk }: Recommended): Inline[] {
  const where = talk === undefined ? [] : phrase`. Recommended in ${talkName(talk)}`;
  return phrase`${workTitle(item, t)}${comment === undefined ? [] : quoted(comment)}${where}.`;
}

function fixButton({ conferenceId, key }: Recommended) {
  return button('Fix', ACTIONS.editWork, `${conferenceId} ${key}`);
}

export function answerRemoved({ conference, item, key }: ListEntry): OutgoingMessage {
  return answer(
    line`Off the reading list: ${workTitle(item, t)}.`,
    actions([button('Put it back', ACTIONS.restoreWork, `${conference.id} ${key}`)]),
  );
}

export function answerRestored(): OutgoingMessage {
  return answer(line`It is back on the reading list.`);
}

/** Answers `/readinglist help`. */
export function answerReadingListHelp(lines: readonly { typed: string; does: string }[]): OutgoingMessage {
  return answer(
    list(
      'What you can type:',
      lines.map(({ typed, does }) => phrase`${code(typed)}: ${does}`),
    ),
  );
}
