import type { ModalView } from '@slack/types';
import type { CalendarDate, ConferenceId, ConferencePhase } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { type ReplyKey, t } from '#slack/messages/reply-messages.ts';
import type { ConferenceChoices } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';

/** What today is, and the days of the channel's conference, if it has one. */
export interface Days {
  today: CalendarDate;
  days: readonly CalendarDate[];
}

/**
 * One command behind `/recap` or `/readinglist`. The help in Slack, the table in docs/commands.md, the usage hints in
 * the manifest and "Did you mean" are made from these objects.
 */
export interface Command<Request = unknown, Result = unknown> {
  /** The word that is typed. */
  name: string;
  /** Other names for it, each with the argument that it implies: `optout` is `opt out`. */
  aliases?: Readonly<Record<string, string>>;
  /** What "Did you mean" shows for a misspelling, if the words that follow it can't be repeated. */
  correction?: string;
  /** What can be typed, for the documents. */
  usage: readonly string[];
  /** What it does, for the documents. */
  summary: string;
  /** The text that says the same in `/readinglist help`. */
  does?: ReplyKey;
  /** How the manifest's usage hint names it; absent if the hint doesn't. */
  hint?: string;
  /** Lines of the help in Slack. */
  help?: readonly HelpLine[];
  /** True if it saves a note: it is acknowledged only once that is stored. Others are acknowledged within a second. */
  storesNote?: boolean;
  /** What follows may name days, some of them by what day is today. */
  readsDates?: boolean;
  /** Whether a request only opens a form: it is acknowledged at once, and the form opens when it is loaded. */
  opensForm?(request: Request): boolean;
  /** Parses what follows the name. */
  parse(rest: string, days: Days): Request | UsageError;
  /** Runs the command. Returns the choices if it isn't clear which conference is meant. @throws AppError */
  run(context: CommandContext, request: Request): Promise<Result | ConferenceChoices>;
  reply(result: Result, request: Request): Reply;
}

/** What a command is run with. */
export interface CommandContext {
  deps: BotDependencies;
  actor: Actor;
  /** The same if Slack sends the same command again. */
  requestId: string;
  /** The name of the channel, without `#`. */
  channelName: string;
  /** Called when a note is stored. */
  onStored?: (() => void) | undefined;
  /** The conference that the person chose among several. */
  conferenceId?: ConferenceId;
}

/** Messages to show the person, or a modal to open. */
export type Reply = { messages: OutgoingMessage[] } | { view: ModalView };

export function say(...messages: OutgoingMessage[]): Reply {
  return { messages };
}

/** When a line of the help is shown; `none`: no conference is set up. */
export type HelpPhase = ConferencePhase | 'none';

export interface HelpLine {
  typed: string;
  /** The text that says what it does. */
  does: ReplyKey;
  /** Default: all phases of a conference. */
  phases?: readonly HelpPhase[];
  /** Default: what everyone can do. Lines for organizers are shown to them only. */
  section?: 'organizers' | 'yourself';
}

/** Defines a command, checking that the types of its functions match. */
export function defineCommand<Request, Result>(command: Command<Request, Result>): Command {
  return command as Command;
}

/** A complete command that may be meant; a button runs it. */
export interface Suggestion {
  /** The whole line, with all that the person typed. */
  typed: string;
  /** On the button. */
  label: string;
}

type Lead = 'did-you-mean' | 'for-example' | 'type-to-save';

/** What was typed can't be understood, or only in part. */
export class UsageError {
  /** What is wrong, in the reader's language; empty if the form says enough. */
  readonly why: string;
  /** The text that the form is shown in. */
  readonly lead: Lead;
  /** The correct command in one line, with the person's own words filled in; empty if there is nothing to type. */
  readonly form: string;
  readonly suggestions: readonly Suggestion[];

  constructor(why: string, form = '', suggestions: readonly Suggestion[] = [], lead: Lead = 'for-example') {
    this.why = why;
    this.form = form;
    this.suggestions = suggestions;
    this.lead = lead;
  }
}

/** A form with a placeholder has to be completed by hand. */
const PLACEHOLDER = /\b(?:NAME|TITLE|SPEAKER|AUTHOR|QUESTION|URL|YYYY-MM-DD)\b|…/u;

/**
 * Asks "Did you mean …" with a button that does it. `typed` is the whole command if `form` shows only a part of what
 * was typed.
 */
export function didYouMean(why: string, form: string, typed = form): UsageError {
  const suggestions = typed === form && PLACEHOLDER.test(form) ? [] : [{ typed, label: t('yes') }];
  return new UsageError(why, form, suggestions, 'did-you-mean');
}

/** Parses what follows a command that takes no arguments. */
export function parseNothing(typed: string): (rest: string) => object | UsageError {
  return (rest) => (rest === '' ? {} : didYouMean(t('usage-no-arguments'), typed));
}

/** Parses one of two words that follow a command. Returns whether it is the first. */
export function parseEither(
  [first, second]: readonly [string, string],
  rest: string,
  command: string,
): boolean | UsageError {
  const word = rest.toLowerCase();
  if (word === first || word === second) return word === first;
  const suggestions = [first, second].map((choice) => ({ typed: `${command} ${choice}`, label: choice }));
  return new UsageError(t('usage-either', { first, second }), `${command} ${first}`, suggestions);
}
