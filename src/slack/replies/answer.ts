import type { RichTextBlock } from '@slack/types';
import type { Html, Text } from 'mdast';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { writeMarkdown } from '#render/markdown/markdown.ts';
import { paragraph, text } from '#render/markdown/nodes.ts';
import { bullets, type Inline, italic, linkTo, richText, SOURCE_MARK } from '#render/slack/blocks/rich-text.ts';
import { escapeText, truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { AskedSource } from '#usecases/ports/answerer.ts';
import type { AskedAnswer } from '#usecases/recap/ask-notes.ts';
import { answer, displayName, line, outside, phrase } from './message-builders.ts';

const LONGEST_NOTE = 400;
const LONGEST_TITLE = 80;
export const LONGEST_ANSWER = 2_500;

/** Answers `/recap ask`: in a model's sentences, or with the notes that match best; each links to its message. */
export function answerAsked(asked: AskedAnswer): OutgoingMessage {
  const { conference, question, text, sources } = asked;
  if (sources.length === 0) {
    return answer(
      line`The notes of ${italic(displayName(conference))} don’t tell: ${outside(question, LONGEST_TITLE)}`,
      line`Ask with other words, or look with /recap talks at what was noted.`,
    );
  }
  const intro = text === undefined ? 'These notes tell most about it:' : outside(text, LONGEST_ANSWER);
  return answer(line`${intro}`, sourcesBelow(asked));
}

/** Returns the list of sources below an answer. */
export function sourcesBelow({ text, sources }: AskedAnswer): RichTextBlock {
  return richText([bullets(sources.map((source) => sourceInlines(source, text === undefined)))]);
}

/** Returns who wrote a note, about which talk, and a link to it; with its text if no model worded an answer. */
function sourceInlines({ note, talk }: AskedSource, inFull: boolean): Inline[] {
  const said = inFull ? phrase`${outside(note.text, LONGEST_NOTE)} — ` : [];
  const title = talk === undefined ? [] : phrase`, in ${italic(truncate(plainLine(talk.title), LONGEST_TITLE))}`;
  const mark = note.permalink === undefined ? [] : phrase` ${linkTo(note.permalink, SOURCE_MARK)}`;
  return [...said, ...outside(note.author, LONGEST_TITLE), ...title, ...mark];
}

/** Matches what `escapeText` writes for the characters of Slack's own markup. */
const ESCAPES = /(&(?:amp|lt|gt);)/;

/** Matches where an address begins; an invisible character after it keeps Slack from reading it as one. */
const ADDRESSES = /:(?=\/\/)|\bwww(?=\.)/gi;
const WORD_JOINER = '\u2060';

/**
 * Returns text from people in one line, cut at `max`, as Markdown in which nothing is markup, a link or a mention. Slack
 * reads its own `<…>` in Markdown too and ignores backslashes before them, so they become entities. Addresses are
 * disarmed because a stream can't turn off link previews.
 */
export function markdownText(outside: string, max: number): string {
  const line = truncate(plainLine(outside), max).replace(ADDRESSES, `$&${WORD_JOINER}`);
  const parts = escapeText(line).split(ESCAPES);
  const nodes = parts.map((part, index): Text | Html => (index % 2 === 0 ? text(part) : { type: 'html', value: part }));
  return writeMarkdown([paragraph(...nodes)]).trimEnd();
}
