import type { KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { composeMessage, header } from './compose-message.ts';
import { BUDGET, ONE_POST } from './limits.ts';
import { measureParts, type Paragraph, richTexts } from './rich-text.ts';
import { shortName } from './short-hash.ts';
import { splitParagraphs } from './split-paragraphs.ts';

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
