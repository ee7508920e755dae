import type { RichTextBlock } from '@slack/types';
import type { Html, Text } from 'mdast';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { writeMarkdown } from '#render/markdown/markdown.ts';
import { paragraph, text } from '#render/markdown/nodes.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { bullets, code, type Inline, italic, linkTo, richText, SOURCE_MARK } from '#render/slack/blocks/rich-text.ts';
import { escapeText, truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { HelpPhase } from '#slack/commands/command.ts';
import { type ReplyKey, t } from '#slack/messages/reply-messages.ts';
import type { AnswerSource } from '#usecases/ports/summarizer.ts';
import type { DigestForReader, QuestionAnswer } from '#usecases/recap/answer-question.ts';
import type { AskedAnswer } from '#usecases/recap/ask-notes.ts';
import {
  actions,
  conferenceName,
  displayName,
  foreignText,
  inlineText,
  line,
  phrase,
  reply,
  scopeValues,
  textLine,
  typedValue,
} from './message-builders.ts';
import { answerReadingList } from './reading-list.ts';
import { answerTalks } from './talks.ts';

const LONGEST_NOTE = 400;
const LONGEST_TITLE = 80;
export const LONGEST_ANSWER = 2_500;

/** Answers what somebody wrote to the bot, in one message or more. */
export function answerTo(answered: QuestionAnswer): OutgoingMessage[] {
  switch (answered.kind) {
    case 'notes':
      return [answerAsked(answered.asked)];
    case 'digest':
      return answerDigest(answered.digest);
    case 'reading-list':
      return [answerReadingList(answered.page)];
    case 'schedule':
      return [answerTalks(answered.list)];
    case 'pleasantry':
      return [answerPleasantry(answered)];
  }
}

function answerDigest({ conference, scope, message, permalink }: DigestForReader): OutgoingMessage[] {
  const values = { ...scopeValues(scope), conference: conferenceName(conference) };
  if (message === undefined) return [reply(textLine('answer-no-notes', values))];
  const posted = permalink === undefined ? [] : phrase` ${linkTo(permalink, t('answer-posted'))}.`;
  return [reply(line`${inlineText('answer-digest', values)}${posted}`), message];
}

/** What makes sense in each phase: the text of a button or prompt, the command, and the question that is understood. */
const SUGGESTIONS = {
  'suggest-help': { typed: 'help', question: 'What can you do?' },
  'suggest-talks': { typed: 'talks' },
  'suggest-commands': { typed: 'help' },
  'suggest-missed': { typed: 'ask What did I miss today?', question: 'What did I miss today?' },
  'suggest-highlights': {
    typed: 'ask What were the highlights of the conference?',
    question: 'What were the highlights of the conference?',
  },
  'suggest-books': { typed: 'ask Which books were recommended?', question: 'Which books were recommended, and why?' },
} satisfies Partial<Record<ReplyKey, { typed: string; question?: string }>>;

const BUTTONS: Record<HelpPhase, readonly (keyof typeof SUGGESTIONS)[]> = {
  none: ['suggest-commands'],
  before: ['suggest-talks', 'suggest-commands'],
  during: ['suggest-missed', 'suggest-books', 'suggest-commands'],
  after: ['suggest-highlights', 'suggest-books'],
};

const PROMPTS = {
  none: ['suggest-help'],
  before: ['suggest-help'],
  during: ['suggest-missed', 'suggest-books', 'suggest-help'],
  after: ['suggest-highlights', 'suggest-books'],
} as const;

const SUGGESTED = ['suggest-help', 'suggest-missed', 'suggest-highlights', 'suggest-books'] as const;

/** Returns what Slack offers to ask in the conversation with the app. */
export function promptsFor(phase: HelpPhase): { title: string; message: string }[] {
  return PROMPTS[phase].map((key) => ({ title: t(key), message: t(key) }));
}

/** Returns a question as it is understood: our own suggestions are shown in the reader's language. */
export function understoodQuestion(text: string): string {
  const key = SUGGESTED.find((each) => t(each) === text.trim());
  return key === undefined ? text : SUGGESTIONS[key].question;
}

function answerPleasantry({ intent, about }: Extract<QuestionAnswer, { kind: 'pleasantry' }>): OutgoingMessage {
  const conference = about === undefined ? t('some-conference') : conferenceName(about.conference);
  const says = {
    greeting: () => textLine('greeting', { conference }),
    thanks: () => textLine('thanked'),
    help: () => textLine('what-i-do', { conference, command: code('/recap add') }),
  };
  return reply(
    says[intent](),
    ...BUTTONS[about?.phase ?? 'none'].map((key) =>
      actions([button(t(key), ACTIONS.runTyped, typedValue({ slash: '/recap', text: SUGGESTIONS[key].typed }))]),
    ),
  );
}

/** Answers `/recap ask`: in a model's sentences, or with the notes that match best; each links to its message. */
export function answerAsked(asked: AskedAnswer): OutgoingMessage {
  const { conference, question, text, sources } = asked;
  if (sources.length === 0) {
    return reply(
      textLine('no-answer', {
        conference: italic(displayName(conference)),
        question: foreignText(question, LONGEST_TITLE),
      }),
      textLine('no-answer-hint', { command: code('/recap talks') }),
    );
  }
  const intro = text === undefined ? textLine('best-notes') : line`${foreignText(text, LONGEST_ANSWER)}`;
  return reply(intro, sourcesBelow(asked));
}

/** Returns the list of sources below an answer. */
export function sourcesBelow({ text, sources }: AskedAnswer): RichTextBlock {
  return richText([bullets(sources.map((source) => sourceInlines(source, text === undefined)))]);
}

/** Returns who wrote a note, about which talk, and a link to it; also its text if no model wrote an answer. */
function sourceInlines({ note, talk }: AnswerSource, inFull: boolean): Inline[] {
  const said = inFull ? phrase`${foreignText(note.text, LONGEST_NOTE)} — ` : [];
  const title =
    talk === undefined
      ? []
      : phrase`, ${inlineText('source-talk', { talk: italic(truncate(plainLine(talk.title), LONGEST_TITLE)) })}`;
  const mark = note.permalink === undefined ? [] : phrase` ${linkTo(note.permalink, SOURCE_MARK)}`;
  return [...said, ...foreignText(note.author, LONGEST_TITLE), ...title, ...mark];
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
