import type {
  CalendarDate,
  ConferenceId,
  ConferenceSettings,
  TrackedConference,
} from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { CaptureWay, MessageKey, StatedKind } from '#domain/notes/captured-note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { WhichConference } from '#usecases/conference/resolve-conference.ts';
import type { EditForm } from '#usecases/editing/edit-form.ts';
import type { Edits } from '#usecases/editing/edit-recap.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { ExportFormat, SlackMessage } from '#usecases/ports/chat.ts';
import type { Forgotten } from '#usecases/privacy/forget-person.ts';
import type { AnswerListener, AskedAnswer } from '#usecases/recap/ask-notes.ts';
import type { WebRecap } from '#usecases/recap/web-recap.ts';
import type {
  ConferenceState,
  HomeState,
  Preview,
  ReadingListPage,
  SavedNote,
  ScheduleImport,
  TalkChoice,
  TalkList,
} from './bot-results.ts';

/**
 * What the bot does. A verb that can't be done throws an `AppError` whose message is a plain sentence for the person
 * who asked, and has then changed nothing. Channel ids and such in what is asked are checked against the actor's
 * workspace. `conferenceId` where given must be of the actor's workspace; without it the channel's conference is
 * meant, else the only running one of the workspace.
 */
export interface Bot {
  /** Which conference is meant in this place; `choices` is empty where there is none. */
  whichConference(actor: Actor): Promise<TrackedConference | WhichConference>;

  /** Defaults for the form: this channel, the actor's zone, 18:30, today. */
  proposeConference(actor: Actor): Promise<ConferenceSettings>;
  startConference(
    actor: Actor,
    wishes: Partial<ConferenceSettings> & Pick<ConferenceSettings, 'name' | 'from'>,
  ): Promise<{ conference: TrackedConference; schedule?: ScheduleImport; problems: string[] }>;
  changeSettings(
    actor: Actor,
    conferenceId: ConferenceId,
    changes: Partial<ConferenceSettings>,
  ): Promise<{
    conference: TrackedConference;
    schedule?: ScheduleImport;
    problems: string[];
    /** Where anybody can read what is published; absent where nobody can. */
    webUrl?: string;
  }>;
  endConference(actor: Actor, conferenceId?: ConferenceId): Promise<TrackedConference>;
  /** What would be removed, for the confirmation. Organisers alone. */
  describeDeletion(actor: Actor, conferenceId?: ConferenceId): Promise<ConferenceState>;
  deleteConference(actor: Actor, conferenceId: ConferenceId): Promise<{ name: string }>;
  setListening(actor: Actor, on: boolean): Promise<{ conference: TrackedConference; changed: boolean }>;

  importSchedule(actor: Actor, url: string): Promise<ScheduleImport>;
  openTalk(
    actor: Actor,
    talk: { title: string; speakers: { name: string; affiliation?: string }[] },
  ): Promise<{ conference: TrackedConference; talk: TalkChoice; again: boolean }>;
  listTalks(actor: Actor, day?: CalendarDate): Promise<TalkList>;
  /** Talks that a note of now is likely to belong to, likeliest first, for the form's list; `query` filters by title and speaker. At most 100. */
  chooseTalk(actor: Actor, query: string, conferenceId?: ConferenceId): Promise<TalkChoice[]>;

  /**
   * A note typed as a command or in the form. `requestId` is the same when Slack sends the same command again: then
   * nothing new is stored. Without `talkId` the text places it.
   */
  addNote(
    actor: Actor,
    note: {
      text: string;
      requestId: string;
      way: 'command' | 'form';
      talkId?: TalkId | null;
      kind?: StatedKind;
      conferenceId?: ConferenceId;
    },
  ): Promise<SavedNote | WhichConference>;
  /** A message by shortcut or reaction. Undefined where it is none to take (a bot's, no conference, opted out). */
  captureMessage(
    actor: Actor,
    message: SlackMessage,
    way: Extract<CaptureWay, 'shortcut' | 'reaction'>,
    conferenceId?: ConferenceId,
  ): Promise<SavedNote | WhichConference | { refused: string }>;
  /** `reaction` as Slack names it; answers undefined where the reaction means nothing here. */
  reactionAdded(actor: Actor, reaction: string, key: MessageKey): Promise<SavedNote | undefined>;
  reactionRemoved(actor: Actor, reaction: string, key: MessageKey): Promise<void>;
  /** `@recap` in a thread. */
  captureThread(
    actor: Actor,
    root: MessageKey,
  ): Promise<{ conference: TrackedConference; taken: number; known: number; talk?: TalkChoice }>;
  /** Every message that is said where the bot is: a note if it is in a talk's thread or the channel listens. */
  messagePosted(message: SlackMessage): Promise<SavedNote | undefined>;
  messageEdited(message: SlackMessage): Promise<void>;
  messageDeleted(key: MessageKey): Promise<void>;
  /** Takes a note back: its author, or who captured it, or an organiser. */
  undoNote(actor: Actor, key: MessageKey): Promise<void>;
  /** Null: the hallway. Its author, who captured it, or an organiser. */
  moveNote(actor: Actor, key: MessageKey, talkId: TalkId | null): Promise<SavedNote>;

  recommend(
    actor: Actor,
    work: {
      title: string;
      authors: string[];
      url?: string;
      comment?: string;
      text: string;
      requestId: string;
    },
  ): Promise<{ conference: TrackedConference; item: ReadingItem; number: number; key: MessageKey }>;
  readingList(actor: Actor, page?: number, conferenceId?: ConferenceId): Promise<ReadingListPage>;
  removeWork(
    actor: Actor,
    number: number,
  ): Promise<{ conference: TrackedConference; item: ReadingItem; workKey: string }>;
  restoreWork(actor: Actor, conferenceId: ConferenceId, workKey: string): Promise<void>;

  /** `all`: the whole conference. Organisers alone. */
  preview(actor: Actor, day?: CalendarDate | 'all', conferenceId?: ConferenceId): Promise<Preview>;
  /** What can be hidden, reworded and chosen, and what was. Organisers alone, as what follows. */
  editForm(actor: Actor, day: CalendarDate | 'all', conferenceId: ConferenceId): Promise<EditForm>;
  editRecap(actor: Actor, conferenceId: ConferenceId, day: CalendarDate | 'all', edits: Edits): Promise<void>;
  /** `posts`: at once, as its time has come; else at its time. */
  approve(
    actor: Actor,
    day: CalendarDate | 'all',
    conferenceId: ConferenceId,
  ): Promise<{ conference: TrackedConference; day: CalendarDate | 'all'; posts: boolean }>;
  publish(
    actor: Actor,
    day?: CalendarDate | 'all',
    conferenceId?: ConferenceId,
  ): Promise<{ conference: TrackedConference; day: CalendarDate | 'all'; again: boolean }>;
  /** Sends the file to the actor; the reading list's formats too. */
  exportFile(actor: Actor, format: ExportFormat): Promise<{ conference: TrackedConference; name: string }>;

  /** Answers from the notes that may be shown where it is asked; `named` is another conference of the workspace. */
  ask(actor: Actor, question: string, named?: string, listener?: AnswerListener): Promise<AskedAnswer>;

  /** What may be read on the web by whoever has the address; `key` is the address's last part, or last but one. */
  webRecap(key: string, day?: CalendarDate): Promise<WebRecap | undefined>;

  state(actor: Actor, conferenceId?: ConferenceId): Promise<ConferenceState | WhichConference>;
  home(actor: Actor): Promise<HomeState>;

  setOptOut(actor: Actor, out: boolean): Promise<{ changed: boolean }>;
  /** What would go, for the confirmation. */
  describeForgetting(actor: Actor, userId?: string): Promise<Forgotten>;
  /** The actor, or somebody else, whom an administrator may have forgotten. */
  forgetPerson(actor: Actor, userId?: string): Promise<Forgotten>;

  /** Removes all that is stored of a workspace that the app was taken out of. */
  removeWorkspace(teamId: string): Promise<void>;

  /** Does what is due: opens threads at talks' starts, composes due digests and recaps, keeps posted ones current. Safe to call at any time. */
  runDueWork(): Promise<void>;
  /** Posts what is wanted and not yet there; answers whether something is left for later. */
  flushOutbox(): Promise<{ posted: number; waiting: number }>;
}
