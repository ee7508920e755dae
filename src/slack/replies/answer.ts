import type { RichTextBlock } from '@slack/types';
import type { Html, Text } from 'mdast';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { writeMarkdown } from '#render/markdown/markdown.ts';
import { paragraph, text } from '#render/markdown/nodes.ts';
import {
  bullets,
  type Inline,
  italic,
  linkTo,
  richText,
  SOURCE_MARK,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { escapeText, truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { AskedSource } from '#usecases/ports/answerer.ts';
import type { AskedAnswer } from '#usecases/recap/ask-notes.ts';
import { answer, displayName, line, outside } from './message-builders.ts';

/** Of a note as much as tells whether it is worth opening. */
const LONGEST_NOTE = 400;
const LONGEST_TITLE = 80;
export const LONGEST_ANSWER = 2_500;

/** `/recap ask`: in sentences where a model answers, else the notes that fit best; each leads to its message. */
export function answerAsked(asked: AskedAnswer): OutgoingMessage {
  const { conference, question, text, sources } = asked;
  if (sources.length === 0) {
    return answer(
      line('The notes of ', italic(displayName(conference)), ' don’t tell: ', outside(question, LONGEST_TITLE)),
      line('Ask with other words, or look with /recap talks at what was noted.'),
    );
  }
  const intro = text === undefined ? words('These notes tell most about it:') : outside(text, LONGEST_ANSWER);
  return answer(richText([section(...intro)]), sourcesBelow(asked));
}

/** What an answer rests on, as it stands below its words. */
export function sourcesBelow({ text, sources }: AskedAnswer): RichTextBlock {
  return richText([bullets(sources.map((source) => sourceInlines(source, text === undefined)))]);
}

/** The note itself where nothing else answers, else only whose it is and where it leads. */
function sourceInlines({ note, talk }: AskedSource, inFull: boolean): Inline[] {
  const said = inFull ? outside(note.text, LONGEST_NOTE) : [];
  const title =
    talk === undefined ? [] : [...words(', in '), ...italic(truncate(plainLine(talk.title), LONGEST_TITLE))];
  const mark = note.permalink === undefined ? [] : [...words(' '), ...linkTo(note.permalink, SOURCE_MARK)];
  return [...said, ...words(inFull ? ' — ' : ''), ...outside(note.author, LONGEST_TITLE), ...title, ...mark];
}

/** What `escapeText` writes for the characters of Slack's own markup. */
const ESCAPES = /(&(?:amp|lt|gt);)/;

/** How an address of the web begins, where a mark that nobody sees keeps it from being read as one. */
const ADDRESSES = /:(?=\/\/)|\bwww(?=\.)/gi;
const WORD_JOINER = '\u2060';

/**
 * A text from outside in one line, cut at `max`, for what Slack reads as Markdown: nothing in it is markup, a link or a
 * mention. Slack reads its `<…>` in Markdown, too, and heeds no backslash before them: they are escaped in its way. An
 * address would be fetched for a preview, which a stream can't be told to leave out.
 */
export function markdownText(outside: string, max: number): string {
  const line = truncate(plainLine(outside), max).replace(ADDRESSES, `$&${WORD_JOINER}`);
  const parts = escapeText(line).split(ESCAPES);
  const nodes = parts.map((part, index): Text | Html => (index % 2 === 0 ? text(part) : { type: 'html', value: part }));
  return writeMarkdown([paragraph(...nodes)]).trimEnd();
}
