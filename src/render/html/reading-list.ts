import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { ReadingItem, Recommendation } from '#domain/reading-list/work.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { RecapTalk } from '#domain/recap/recap.ts';
import { joinNames, kindWord, recommendationWords } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { linkLabel, toSafeUrl } from '#render/view/safe-url.ts';
import { aside, externalLink, labelledLink, lineOf, onLines, type PageContext, sourceMarks } from './nodes.ts';

/** The whole reading list, each work with who recommended it and in which talk. */
export function renderReadingList(page: PageContext): Element | undefined {
  const { readingList } = page.view.recap;
  if (readingList.length === 0) return undefined;
  const talkOf = ({ talkId }: Recommendation) => (talkId === undefined ? undefined : page.view.talkById.get(talkId));
  return h(
    'section#reading-list',
    { ariaLabelledBy: 'reading-list-title' },
    onLines(
      h('h2#reading-list-title', 'Reading list'),
      h(
        'ul.works.covers',
        onLines(...readingList.map((item) => h('li', renderCover(item), h('div', workWords(item, page, talkOf))))),
      ),
    ),
  );
}

/** A work, its authors, and who recommended it with what words. */
export function workWords(
  { kind, title, authors, year, url, recommendedBy }: ReadingItem,
  page: PageContext,
  talkOf: (recommendation: Recommendation) => RecapTalk | undefined,
): ElementContent[] {
  const about = [joinNames(authors), year?.toString() ?? '', kindWord(kind) ?? ''].filter((part) => part !== '');
  const words = recommendationWords(recommendedBy, talkOf);
  const credits = words.map(({ author, where, comment, agrees }, index) => {
    const { noteId } = recommendedBy[index]!;
    return h(
      'span',
      aside(author),
      agrees ? ' too' : '',
      where === undefined ? [] : [', ', talkLink(where, talkOf(recommendedBy[index]!)!, page)],
      comment === undefined ? [] : [': ', aside(comment)],
      sourceMarks([noteId], page),
    );
  });
  const parted = credits.flatMap((credit, index) => (index === 0 ? [credit] : [' · ', credit]));
  return h(
    'li',
    h('span.work', titleOf(kind, title, url)),
    about.length === 0 ? [] : [', ', h('bdi', about.join(', '))],
    parted.length === 0 ? [] : [' ', h('span.credits', parted)],
  ).children;
}

function titleOf(kind: ReadingItem['kind'], title: string, url: string | undefined): ElementContent[] {
  const address = toSafeUrl(url);
  if (kind === 'book') {
    return [
      h('cite', { dir: 'auto' }, address === undefined ? plainLine(title) : externalLink(address, plainLine(title))),
    ];
  }
  return address === undefined ? lineOf(title) : labelledLink(address, linkLabel(address, title));
}

function talkLink(words: string, talk: RecapTalk, { view, anchors }: PageContext): Element | string {
  return view.hasSection(talk) ? h('a', { href: `#${anchors.talk.get(talk.id)}` }, words) : words;
}

/** Colors that the style sheet has for covers: `.cover-0` and on. */
export const COVER_COLORS = 6;

/** The cover of a book, or the kind of another work. The style sheet draws its text, so nobody hears or finds it twice. */
export function renderCover({ kind, title, authors }: Pick<ReadingItem, 'kind' | 'title' | 'authors'>): Element {
  if (kind !== 'book') return h('div.tile', { ariaHidden: 'true', dataKind: kindWord(kind) ?? 'link' });
  const color = Number.parseInt(contentHash(plainLine(title)).slice(0, 6), 16) % COVER_COLORS;
  return h(`div.cover.cover-${color}`, {
    ariaHidden: 'true',
    dataTitle: plainLine(title),
    ...(authors.length > 0 && { dataAuthor: plainLine(joinNames(authors)) }),
  });
}
