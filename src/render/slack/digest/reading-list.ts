import { toSafeUrl } from '#domain/language/urls.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { fitList } from '#render/slack/blocks/fit-list.ts';
import { MOST_CREDITS, SHARES, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import type { Chapter, ReadingListParts } from '#render/slack/blocks/message-parts.ts';
import {
  bullets,
  type Content,
  type Inline,
  inlines,
  italic,
  linkTo,
  sourceMarks,
  takeFitting,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { linkLabel } from '#render/view/links.ts';
import { joinNames, kindWord, recommendationLine, recommendationWords } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/**
 * The reading list, as far as there is room for it in the post. Each work is shown once, in the post or in its thread.
 */
export function fitReadingList(view: RecapView): ReadingListParts {
  const { t } = view;
  const lines = view.recap.readingList.map((item) => workLine(item, view));
  const { shown } = takeFitting(lines, SHARES.reading);
  const chapter = (rest: Content[]): Chapter[] =>
    rest.length === 0 ? [] : [{ part: 'reading', title: t('reading-list'), paragraphs: [[bullets(rest)]] }];
  const more = (left: number) => t('more-in-thread', { count: left });
  return {
    chapters: chapter(lines),
    inPost: fitList({ t, label: t('to-read'), lines, max: SHARES.reading, more }),
    inThread: chapter(lines.slice(shown.length)),
  };
}

/** A work, its authors, who recommended it, in which talk and with what words, and links to their messages. */
function workLine(item: ReadingItem, view: RecapView): Content {
  const { t } = view;
  const named = item.recommendedBy.slice(0, MOST_CREDITS);
  const cut = named.map(({ author, comment, ...recommendation }) => ({
    ...recommendation,
    author: truncate(plainLine(author), TEXT_LENGTHS.name),
    ...omitUndefined({ comment: comment && truncate(plainLine(comment), TEXT_LENGTHS.comment) }),
  }));
  const credits = recommendationWords(cut, t, view.talkById).map(({ where, ...words }) =>
    recommendationLine({ ...words, ...omitUndefined({ where: where && truncate(where, TEXT_LENGTHS.where) }) }, t),
  );
  const more = item.recommendedBy.length - named.length;
  const all = [...credits, ...(more === 0 ? [] : [t('more', { count: more })])];
  const noteIds = named.map(({ noteId }) => noteId);
  return [workTitle(item, t), all.length === 0 ? '' : ` (${all.join('; ')})`, sourceMarks(noteIds, view)];
}

/** A work's title, as a link if it has an address, with authors, year and kind. */
export function workTitle({ kind, title, authors, year, url }: WorkWords, t: RecapMessages): Inline[] {
  const about = [
    truncate(joinNames(authors, t.language), TEXT_LENGTHS.names),
    year?.toString() ?? '',
    kindWord(kind, t) ?? '',
  ];
  return inlines([
    titleOf(kind, title, toSafeUrl(url)),
    about.map((part) => (part === '' ? '' : `, ${part}`)).join(''),
  ]);
}

type WorkWords = Pick<ReadingItem, 'kind' | 'title' | 'authors'> & {
  [Field in 'year' | 'url']?: ReadingItem[Field] | undefined;
};

function titleOf(kind: ReadingItem['kind'], title: string, address: string | undefined): Content {
  const shown = truncate(plainLine(title), TEXT_LENGTHS.title);
  if (kind === 'book') return linkTo(address, shown, { italic: true });
  return address === undefined ? italic(shown) : labelledLink(address, title);
}

/** A link followed by the host that it leads to, so that its words can't disguise that. */
export function labelledLink(address: string, title?: string): Content {
  const { text, host } = linkLabel(address, title);
  return [
    linkTo(address, truncate(text, TEXT_LENGTHS.title)),
    host === undefined ? '' : ` (${truncate(host, TEXT_LENGTHS.names)})`,
  ];
}
