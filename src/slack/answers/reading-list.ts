import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '../../domain/publication.ts';
import type { ReadingItem } from '../../domain/work.ts';
import { plainLine } from '../../render/plain-text.ts';
import { countOf } from '../../render/recap-words.ts';
import { ACTIONS, encodeNoteKey } from '../../render/slack/actions.ts';
import { button } from '../../render/slack/controls.ts';
import { LIMITS } from '../../render/slack/limits.ts';
import { nameSome } from '../../render/slack/names.ts';
import { code, type Inline, words } from '../../render/slack/rich-text.ts';
import { workTitle } from '../../render/slack/works.ts';
import type { Bot, ReadingListPage } from '../../usecases/bot.ts';
import { conferenceName } from './conference-words.ts';
import { actions, answer, line, outside } from './say.ts';

/** The two buttons stand in one row, where no two may have the same name. */
export const PAGE_BACK = `${ACTIONS.readingListPage}_back`;

/** Works that one answer shows at most, whatever a page holds. */
const MOST_WORKS = 30;
const LONGEST_COMMENT = 120;

/** `/readinglist`, a page at a time. */
export function answerReadingList({
  conference,
  items,
  page,
  pages,
  total,
}: ReadingListPage): OutgoingMessage {
  if (total === 0) {
    return answer(
      line(
        'Nothing is recommended at ',
        conferenceName(conference),
        ' yet. Type ',
        code('/readinglist add TITLE by AUTHOR'),
      ),
    );
  }
  const ofPages = pages > 1 ? `, page ${page} of ${pages}` : '';
  const works: KnownBlock[] = items.slice(0, MOST_WORKS).map(({ number, item }) => workBlock(number, item));
  return answer(
    line('To read, from ', conferenceName(conference), `: ${countOf(total, 'work')}${ofPages}`),
    ...works,
    actions([
      page > 1 ? button('Earlier', PAGE_BACK, `${conference.id} ${page - 1}`) : undefined,
      page < pages ? button('Later', ACTIONS.readingListPage, `${conference.id} ${page + 1}`) : undefined,
    ]),
    line('To take one off, type ', code(`/readinglist remove ${items[0]?.number ?? 1}`)),
  );
}

function workBlock(number: number, item: ReadingItem): KnownBlock {
  const people = nameSome([...new Set(item.recommendedBy.map(({ author }) => author))]);
  const comment = item.recommendedBy.find((recommendation) => recommendation.comment !== undefined)?.comment;
  return line(
    words(`${number}. `, { bold: true }),
    workTitle(item),
    people === '' ? '' : ` (${people})`,
    comment === undefined ? '' : quoted(comment),
  );
}

function quoted(comment: string): Inline[] {
  return [...words(': “'), ...outside(plainLine(comment), LONGEST_COMMENT), ...words('”')];
}

/** `/readinglist add` */
export function answerRecommended({
  item,
  number,
  key,
}: Awaited<ReturnType<Bot['recommend']>>): OutgoingMessage {
  return answer(
    line(`On the reading list as number ${number}: `, workTitle(item), '.'),
    actions([button('Undo', ACTIONS.undoNote, encodeNoteKey(key))], `note ${encodeNoteKey(key)}`),
  );
}

/** `/readinglist remove` */
export function answerRemoved({
  conference,
  item,
  workKey,
}: Awaited<ReturnType<Bot['removeWork']>>): OutgoingMessage {
  const value = `${conference.id} ${workKey}`;
  return answer(
    line('Off the reading list: ', workTitle(item), '.'),
    actions([
      value.length <= LIMITS.button.value ? button('Put it back', ACTIONS.restoreWork, value) : undefined,
    ]),
  );
}

export function answerRestored(): OutgoingMessage {
  return answer(line('It is back on the reading list.'));
}
