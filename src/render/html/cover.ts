import type { Element } from 'hast';
import { h } from 'hastscript';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { joinNames, kindWord } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';

/** Colours that the style sheet has for covers: `.cover-0` and on. */
export const COVER_COLOURS = 6;

/**
 * What stands beside a work on the reading list: of a book its cover, set in type, always in the same colour; of
 * anything else what it is. Its words are drawn by the style sheet from attributes, as they stand in the text beside
 * it, too: nobody hears, finds or copies them twice.
 */
export function renderCover({ kind, title, authors }: Pick<ReadingItem, 'kind' | 'title' | 'authors'>): Element {
  if (kind !== 'book') return h('div.tile', { ariaHidden: 'true', dataKind: kindWord(kind) ?? 'link' });
  const colour = Number.parseInt(contentHash(plainLine(title)).slice(0, 6), 16) % COVER_COLOURS;
  return h(`div.cover.cover-${colour}`, {
    ariaHidden: 'true',
    dataTitle: plainLine(title),
    ...(authors.length > 0 && { dataAuthor: plainLine(joinNames(authors)) }),
  });
}
