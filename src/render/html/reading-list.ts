import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { joinNames, kindWord, recommendationWords } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import {
  externalLink,
  isolatedText,
  joined,
  labelledLink,
  lineOf,
  onLines,
  type PageContext,
  sourceMarks,
  talkLink,
  titledSection,
} from './nodes.ts';

/** The whole reading list, each work with who recommended it and in which talk. */
export function renderReadingList(page: PageContext): Element | undefined {
  const { recap, talkById, t } = page.view;
  if (recap.readingList.length === 0) return undefined;
  const works = recap.readingList.map((item) =>
    h('li', renderCover(item, t), h('div', workWords(item, page, talkById))),
  );
  return titledSection('reading-list', t('reading-list'), h('ul.works.covers', onLines(...works)));
}

/** A work, its authors, and who recommended it with what words, in which of these talks. */
export function workWords(
  { kind, title, authors, year, url, recommendedBy }: ReadingItem,
  page: PageContext,
  talkById?: RecapView['talkById'],
): ElementContent[] {
  const { t } = page.view;
  const about = [joinNames(authors, t.language), year?.toString() ?? '', kindWord(kind, t) ?? ''];
  const known = about.filter((part) => part !== '');
  const credits = recommendationWords(recommendedBy, t, talkById).map(({ author, where, comment, agrees }, index) => {
    const { talkId, noteId } = recommendedBy[index]!;
    const by = agrees ? t.rich('recommended-too', { author: isolatedText(author) }) : [isolatedText(author)];
    const credit = where === undefined ? by : [...by, ', ', talkLink(talkById!.get(talkId!)!, where, page)];
    return h(
      'span',
      comment === undefined ? credit : [t.rich('label', { label: credit }).flat(), ' ', isolatedText(comment)],
      sourceMarks([noteId], page),
    );
  });
  return h(
    'li',
    h('span.work', titleOf(kind, title, toSafeUrl(url))),
    known.length === 0 ? [] : [', ', h('bdi', known.join(', '))],
    credits.length === 0 ? [] : [' ', h('span.credits', joined(credits, ' · '))],
  ).children;
}

function titleOf(kind: ReadingItem['kind'], title: string, address: string | undefined): ElementContent[] {
  if (kind !== 'book') return address === undefined ? lineOf(title) : labelledLink(address, title);
  const words = plainLine(title);
  return [h('cite', { dir: 'auto' }, address === undefined ? words : externalLink(address, words))];
}

/** The number of cover colors in the style sheet: `.cover-0` and so on. */
export const COVER_COLORS = 6;

/**
 * The cover of a book, or a tile with the kind of another work. The style sheet draws its text, so that screen readers
 * and searches don't find it twice.
 */
export function renderCover(
  { kind, title, authors }: Pick<ReadingItem, 'kind' | 'title' | 'authors'>,
  t: RecapMessages,
): Element {
  if (kind !== 'book') return h('div.tile', { ariaHidden: 'true', dataKind: t(`kind-${kind}`) });
  const color = Number.parseInt(contentHash(plainLine(title)).slice(0, 6), 16) % COVER_COLORS;
  return h(`div.cover.cover-${color}`, {
    ariaHidden: 'true',
    dataTitle: plainLine(title),
    ...(authors.length > 0 && { dataAuthor: joinNames(authors, t.language) }),
  });
}
