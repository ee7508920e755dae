import type { ReadingItem } from '#domain/reading-list/work.ts';
import { CUTS, MOST_CREDITS, SHARES } from '#render/slack/blocks/limits.ts';
import type { Chapter, ReadingListParts } from '#render/slack/blocks/message-parts.ts';
import {
  bold,
  bullets,
  type Inline,
  italic,
  linkTo,
  section,
  sourceMarks,
  takeFitting,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { joinNames, kindWord, recommendationLine, recommendationWords } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { linkLabel, toSafeUrl } from '#render/view/safe-url.ts';

/** The reading list, as far as the post has room for it; each work is shown once, in the post or in its thread. */
export function fitReadingList(view: RecapView): ReadingListParts {
  const lines = view.recap.readingList.map((item) => workLine(item, view));
  const { shown, left } = takeFitting(lines, SHARES.reading);
  const more = left === 0 ? [] : [words(`and ${left} more, in the thread below`)];
  const chapter = (rest: Inline[][]): Chapter[] =>
    rest.length === 0 ? [] : [{ part: 'reading', title: 'Reading list', paragraphs: [[bullets(rest)]] }];
  return {
    chapters: chapter(lines),
    inPost: lines.length === 0 ? [] : [[section(...bold('To read')), bullets([...shown, ...more])]],
    inThread: chapter(lines.slice(shown.length)),
  };
}

/** A work, its authors, who recommended it, in which talk and with what words, and links to their messages. */
function workLine(item: ReadingItem, view: RecapView): Inline[] {
  const { recommendedBy } = item;
  const named = recommendedBy.slice(0, MOST_CREDITS);
  const credits = recommendationWords(
    named.map((recommendation) => ({
      ...recommendation,
      author: truncate(plainLine(recommendation.author), CUTS.name),
      ...(recommendation.comment === undefined
        ? {}
        : { comment: truncate(plainLine(recommendation.comment), CUTS.comment) }),
    })),
    ({ talkId }) => (talkId === undefined ? undefined : view.talkById.get(talkId)),
  ).map((credit) => recommendationLine(shortened(credit)));
  const more = recommendedBy.length - named.length;
  const all = [...credits, ...(more === 0 ? [] : [`and ${more} more`])];
  return [
    ...workTitle(item),
    ...words(all.length === 0 ? '' : ` (${all.join('; ')})`),
    ...sourceMarks(
      named.map(({ noteId }) => noteId),
      view,
    ),
  ];
}

/** A work's title, as a link where it has an address, with authors, year and kind. */
export function workTitle({ kind, title, authors, year, url }: WorkWords): Inline[] {
  const about = [truncate(joinNames(authors), CUTS.names), year?.toString() ?? '', kindWord(kind) ?? ''];
  return [
    ...titleOf(kind, title, toSafeUrl(url)),
    ...words(about.map((part) => (part === '' ? '' : `, ${part}`)).join('')),
  ];
}

type WorkWords = Pick<ReadingItem, 'kind' | 'title' | 'authors'> & {
  [Field in 'year' | 'url']?: ReadingItem[Field] | undefined;
};

function titleOf(kind: ReadingItem['kind'], title: string, address: string | undefined): Inline[] {
  const shown = truncate(plainLine(title), CUTS.title);
  if (kind === 'book') return linkTo(address, shown, { italic: true });
  return address === undefined ? italic(shown) : labelledLink(address, title);
}

/** A link with the host that it leads to beside its words, so that no words can hide where. */
export function labelledLink(address: string, title?: string): Inline[] {
  const { text, host } = linkLabel(address, title);
  return [
    ...linkTo(address, truncate(text, CUTS.title)),
    ...words(host === undefined ? '' : ` (${truncate(host, CUTS.names)})`),
  ];
}

function shortened<Credit extends { where?: string }>(credit: Credit): Credit {
  return credit.where === undefined ? credit : { ...credit, where: truncate(credit.where, CUTS.where) };
}
