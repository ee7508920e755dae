import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { composeMessage, header } from './build-blocks.ts';
import { BUDGET, ONE_POST } from './limits.ts';
import { type Inline, measureParts, type Paragraph, type RichPart, richTexts, words } from './rich-text.ts';

/** A part of a digest or recap: `main` is the post, the others are replies in its thread, in this order. */
export interface MessagePart {
  /** The same for the same subject in every version of the digest; at most 150 characters. */
  part: string;
  message: OutgoingMessage;
}

/** What is told under one title: a talk, a hallway, a day, the reading list. */
export interface Chapter {
  part: string;
  title: string;
  /** Stands between the title and the first paragraph. */
  picture?: KnownBlock;
  paragraphs: Paragraph[];
}

/** A digest or recap before it is known whether it fits into one post. */
export interface Composition {
  /** Where it is too long, `text` is cut and `end` stays. */
  title: { text: string; end: string };
  /** Begins the post in any case. */
  opening: Paragraph[];
  chapters: Chapter[];
  /** Stands for the chapters where they are in the thread. */
  contents: Paragraph[];
  /** Ends the post in any case. */
  closing: Paragraph[];
  /** Buttons and such at the post's end. */
  foot: KnownBlock[];
}

const DIVIDER: KnownBlock = { type: 'divider' };

/** Everything in one post where that is short, else a post with the contents and the chapters in its thread. */
export function composeParts(composition: Composition): MessagePart[] {
  const { title, opening, closing, contents, foot } = composition;
  const chapters = composition.chapters.filter(({ paragraphs }) => richTexts(paragraphs).length > 0);
  const whole = composeMessage([
    header(title.text, title.end),
    ...richTexts(opening),
    ...chapters.flatMap((chapter) => [header(chapter.title), ...pictureOf(chapter), ...richTexts(chapter.paragraphs)]),
    // Otherwise the end would read as part of the last chapter.
    ...(chapters.length === 0 ? [] : [DIVIDER]),
    ...richTexts(closing),
    ...foot,
  ]);
  if (isShort({ ...composition, chapters }, whole.blocks.length)) return [{ part: 'main', message: whole }];
  const main = composeMessage([
    header(title.text, title.end),
    ...richTexts([...opening, ...contents, ...closing]),
    ...foot,
  ]);
  return [{ part: 'main', message: main }, ...chapters.flatMap(chapterParts)];
}

function isShort({ opening, chapters, closing }: Composition, blocks: number): boolean {
  const paragraphs = [...opening, ...chapters.flatMap((chapter) => chapter.paragraphs), ...closing];
  const { shown, all } = measureParts(paragraphs.flat());
  return blocks <= ONE_POST.blocks && shown <= ONE_POST.characters && all <= BUDGET.characters;
}

function pictureOf({ picture }: Chapter): KnownBlock[] {
  return picture === undefined ? [] : [picture];
}

function chapterParts(chapter: Chapter): MessagePart[] {
  const { part, title, paragraphs } = chapter;
  const messages = splitParagraphs(paragraphs);
  return messages.map((own, index) => ({
    part: index === 0 ? part : `${part}:${index + 1}`,
    message: composeMessage([
      header(title, messages.length === 1 ? '' : ` (${index + 1} of ${messages.length})`),
      ...(index === 0 ? pictureOf(chapter) : []),
      ...richTexts(own),
    ]),
  }));
}

/** The part of a talk. */
export function talkPart(talkId: string): string {
  return `talk:${shortName(talkId, 100)}`;
}

/** Room for a title and for what stands below the text. */
const RESERVED = { blocks: 4, characters: 400 };
const MOST_BLOCKS = BUDGET.blocks - RESERVED.blocks;
const MOST_CHARACTERS = BUDGET.characters - RESERVED.characters;

/**
 * Deals paragraphs out to as few messages as take them, in order. A paragraph stays whole where it fits into one
 * message; a list that doesn't goes on in the next.
 */
export function splitParagraphs(paragraphs: readonly Paragraph[]): Paragraph[][] {
  const messages: Paragraph[][] = [[]];
  let used = 0;
  for (const paragraph of paragraphs) {
    const size = measureParts(paragraph).all;
    const pieces = size <= MOST_CHARACTERS ? [paragraph] : takeApart(paragraph).map((part) => [part]);
    for (const [index, piece] of pieces.entries()) {
      const pieceSize = measureParts(piece).all;
      const current = messages.at(-1)!;
      const isFull = current.length >= MOST_BLOCKS || used + pieceSize > MOST_CHARACTERS;
      if (isFull && current.length > 0) {
        messages.push([piece]);
        used = pieceSize;
        continue;
      }
      if (index === 0) current.push(piece);
      else appendPart(current.at(-1)!, piece[0]!);
      used += pieceSize;
    }
  }
  return messages;
}

/** The parts of a paragraph with each list's items apart; what is too large even so loses its links. */
function takeApart(paragraph: Paragraph): RichPart[] {
  return paragraph
    .flatMap((part): RichPart[] =>
      part.type === 'rich_text_list' ? part.elements.map((item) => ({ ...part, elements: [item] })) : [part],
    )
    .map((part) => (measureParts([part]).all <= MOST_CHARACTERS ? part : withoutLinks(part)));
}

function appendPart(paragraph: Paragraph, part: RichPart): void {
  const last = paragraph.at(-1);
  if (last?.type === 'rich_text_list' && part.type === 'rich_text_list' && last.indent === part.indent) {
    paragraph[paragraph.length - 1] = { ...last, elements: [...last.elements, ...part.elements] };
  } else paragraph.push(part);
}

function withoutLinks(part: RichPart): RichPart {
  const bare = (elements: readonly Inline[]): Inline[] => elements.flatMap(({ text, style }) => words(text!, style));
  if (part.type !== 'rich_text_list') return { ...part, elements: bare(part.elements as Inline[]) };
  return {
    ...part,
    elements: part.elements.map((item) => ({ ...item, elements: bare(item.elements as Inline[]) })),
  };
}

/**
 * An id from outside as a name of at most `max` characters (20 or more): itself where it is short and plain, else
 * what fits of it with a hash of the whole. A colon parts names, so none stands in one.
 */
export function shortName(id: string, max: number): string {
  if (id.length <= max && /^[\x21-\x39\x3b-\x7d]+$/.test(id)) return id;
  return `${id.replaceAll(/[^A-Za-z0-9_.-]/g, '').slice(0, max - 15)}~${hash(id)}`;
}

/**
 * 53 bits in base 36, the same on every machine; not for what somebody may want to forge.
 * @see https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js (public domain)
 */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
