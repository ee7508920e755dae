/**
 * The `action_id`s of the bot's buttons and menus, and the `callback_id`s of its modals. Listeners are registered by
 * them.
 */
export const ACTIONS = {
  /** Value: a note's key, {@link encodeNoteKey}. */
  undoNote: 'undo_note',
  editNote: 'edit_note',
  /** A list of talks, in a message or in Home; `block_id` ends with the note's key after a space. */
  moveNote: 'move_note',
  /** A menu next to a note in Home: {@link EDIT_NOTE}, {@link REMOVE_NOTE} or a talk; `block_id` as for `moveNote`. */
  noteMenu: 'note_menu',
  /** Value: a conference's id. */
  openAddForm: 'open_add_form',
  openSettings: 'open_settings',
  openStartForm: 'open_start_form',
  openScheduleForm: 'open_schedule_form',
  /** Value: see `pending-requests.ts`. Runs a command that was suggested, or one again. */
  runTyped: 'run_typed',
  /** Value: the id of a request that waits for its conference. */
  chooseConference: 'choose_conference',
  /** Value: `CONFERENCE_ID PAGE`. */
  readingListPage: 'reading_list_page',
  /** Value: `CONFERENCE_ID WORK_KEY`. */
  restoreWork: 'restore_work',
  editWork: 'edit_work',
  /** Value: `CONFERENCE_ID DAY` or `CONFERENCE_ID all`. */
  publishNow: 'publish_now',
  preview: 'preview_recap',
  editRecap: 'edit_recap',
  approve: 'approve_recap',
  /** The list of talks in the form that edits a recap. */
  editPlace: 'edit_place',
  /** Value: a conference's id and a page of its reading list. */
  editList: 'edit_list',
  /** Value: a conference's id. */
  confirmDelete: 'confirm_delete',
  confirmEnd: 'confirm_end',
  announce: 'announce_conference',
  confirmForget: 'confirm_forget',
  cancel: 'cancel',
  /** Typing filters the talks of the add form. */
  findTalk: 'find_talk',
  /** Buttons that only lead to an address. */
  openLink: 'open_link',
} as const;

export const VIEWS = {
  start: 'start_conference',
  add: 'add_note',
  settings: 'change_settings',
  /** How a schedule was understood, before a form is saved. */
  reviewSchedule: 'review_schedule',
  edit: 'edit_recap',
  importSchedule: 'import_schedule',
  editNote: 'edit_note',
  editWork: 'edit_work',
} as const;

/** The value of the hallway in a list of talks. */
export const HALLWAY = 'hallway';

/** Values of `noteMenu`. Talks whose ids start like them are not offered. */
export const EDIT_NOTE = 'note:edit';
export const REMOVE_NOTE = 'note:remove';

/** Encodes a note's key for a button, without the workspace, which is in the button's payload. */
export function encodeNoteKey({ channel, ts }: { channel: string; ts: string }): string {
  return `${channel}:${ts}`;
}

/** Returns undefined for anything else. */
export function decodeNoteKey(value: string): { channel: string; ts: string } | undefined {
  const match = /^([A-Z0-9]{1,40}):(\d{1,20}\.\d{6})$/.exec(value);
  return match === null ? undefined : { channel: match[1]!, ts: match[2]! };
}
