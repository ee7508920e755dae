import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { composeMessage, header } from './build-blocks.ts';
import { BUDGET, ONE_POST } from './limits.ts';
import { measureParts, mergeLists, type Paragraph, richTexts } from './rich-text.ts';

/** A message of a digest or recap: `main` is the post, the others are replies in its thread, in this order. */
export interface MessagePart {
  /** The same for the same subject in every version of the digest; at most 150 characters. */
  part: string;
  message: OutgoingMessage;
}

/** Everything under one title: a talk, a hallway, a day, the reading list. */
export interface Chapter {
  part: string;
  title: string;
  /** Between the title and the first paragraph. */
  picture?: KnownBlock[];
  paragraphs: Paragraph[];
}

/** The reading list: a chapter if everything fits into one post, else partly in the post and partly in the thread. */
export interface ReadingListParts {
  chapters: Chapter[];
  inPost: Paragraph[];
  inThread: Chapter[];
}

/** A digest or recap before it is known whether it fits into one post. */
interface Composition {
  /** If it is too long, `text` is cut and `end` stays. */
  title: { text: string; end: string };
  /** Starts the post, whether it is short or long. */
  opening: Paragraph[];
  chapters: Chapter[];
  /** Replaces the chapters in the post if these are in the thread. */
  contents: Paragraph[];
  readingList?: ReadingListParts;
  /** Ends the post, whether it is short or long. */
  closing: Paragraph[];
  /** Buttons and such at the post's end. */
  foot: KnownBlock[];
  t: RecapMessages;
}

/** Puts everything into one post if it is short, else the contents into a post and the chapters into its thread. */
export function composeParts(composition: Composition): MessagePart[] {
  const { title, opening, closing, contents, foot, readingList, t } = composition;
  const chapters = composition.chapters.filter(({ paragraphs }) => richTexts(paragraphs).length > 0);
  const inOnePost = [...chapters, ...(readingList?.chapters ?? [])];
  const whole = composeMessage([
    header(title.text, title.end),
    ...richTexts(opening),
    ...inOnePost.flatMap(({ title, picture = [], paragraphs }) => [
      header(title),
      ...picture,
      ...richTexts(paragraphs),
    ]),
    // Otherwise the end would read as part of the last chapter.
    ...(inOnePost.length === 0 ? [] : [DIVIDER]),
    ...richTexts(closing),
    ...foot,
  ]);
  const paragraphs = [...opening, ...inOnePost.flatMap((chapter) => chapter.paragraphs), ...closing];
  if (isShort(paragraphs, whole.blocks.length)) return [{ part: 'main', message: whole }];
  const main = composeMessage([
    header(title.text, title.end),
    ...richTexts([...opening, ...contents, ...(readingList?.inPost ?? []), ...closing]),
    ...foot,
  ]);
  return [
    { part: 'main', message: main },
    ...[...chapters, ...(readingList?.inThread ?? [])].flatMap((chapter) => chapterParts(chapter, t)),
  ];
}

const DIVIDER: KnownBlock = { type: 'divider' };

function isShort(paragraphs: readonly Paragraph[], blocks: number): boolean {
  const { shown, all } = measureParts(paragraphs.flat());
  return blocks <= ONE_POST.blocks && shown <= ONE_POST.characters && all <= BUDGET.characters;
}

function chapterParts({ part, title, picture = [], paragraphs }: Chapter, t: RecapMessages): MessagePart[] {
  const messages = splitParagraphs(paragraphs);
  return messages.map((own, index) => ({
    part: index === 0 ? part : `${part}:${index + 1}`,
    message: composeMessage([
      header(title, messages.length === 1 ? '' : ` ${t('part-of', { part: index + 1, parts: messages.length })}`),
      ...(index === 0 ? picture : []),
      ...richTexts(own),
    ]),
  }));
}

/** The part of a talk. */
export function talkPart(talkId: string): string {
  return `talk:${shortName(talkId, 100)}`;
}

/** Reserved for the title and for what follows the text. */
const RESERVED = { blocks: 4, characters: 400 };
const MOST_BLOCKS = BUDGET.blocks - RESERVED.blocks;
const MOST_CHARACTERS = BUDGET.characters - RESERVED.characters;

/**
 * Splits paragraphs into as few messages as possible. A paragraph that fits into one message stays whole; a longer
 * list continues in the next.
 */
function splitParagraphs(paragraphs: readonly Paragraph[]): Paragraph[][] {
  const messages: Paragraph[][] = [[]];
  const apart = new Set<Paragraph>();
  let used = 0;
  for (const paragraph of paragraphs) {
    const isLong = measureParts(paragraph).all > MOST_CHARACTERS;
    for (const [index, piece] of (isLong ? takeApart(paragraph) : [paragraph]).entries()) {
      const size = measureParts(piece).all;
      const current = messages.at(-1)!;
      const isFull = current.length >= MOST_BLOCKS || used + size > MOST_CHARACTERS;
      if (isFull && current.length > 0) {
        messages.push([[...piece]]);
        used = 0;
      } else if (index === 0) current.push([...piece]);
      else current.at(-1)!.push(...piece);
      used += size;
      if (isLong) apart.add(messages.at(-1)!.at(-1)!);
    }
  }
  return messages.map((own) => own.map((paragraph) => (apart.has(paragraph) ? mergeLists(paragraph) : paragraph)));
}

/** The parts of a paragraph, a list's items one by one. */
function takeApart(paragraph: Paragraph): Paragraph[] {
  return paragraph.flatMap((part): Paragraph[] =>
    part.type === 'rich_text_list' ? part.elements.map((item) => [{ ...part, elements: [item] }]) : [[part]],
  );
}

/** An id from outside as a name of at most `max` characters: itself if it is short and plain, else cut and hashed. */
export function shortName(id: string, max: number): string {
  // A colon separates the parts of a publication's key.
  if (id.length <= max && /^[\x21-\x39\x3b-\x7d]+$/.test(id)) return id;
  return `${id.replaceAll(/[^A-Za-z0-9_.-]/g, '').slice(0, max - 17)}~${contentHash(id).slice(0, 16)}`;
}
