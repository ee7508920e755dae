import type { ModalView } from '@slack/types';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS, decodeNoteKey, EDIT_NOTE, HALLWAY, REMOVE_NOTE } from '#render/slack/blocks/action-ids.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { UsageError } from '#slack/commands/command.ts';
import { helpLines, SLASH_COMMANDS } from '#slack/commands/command-list.ts';
import { loadAddNoteModal } from '#slack/modals/add-note.ts';
import { buildInfoModal } from '#slack/modals/build-modal.ts';
import { buildEditNoteModal } from '#slack/modals/edit-note.ts';
import { buildEditWorkModal } from '#slack/modals/edit-work.ts';
import { loadScheduleModal } from '#slack/modals/import-schedule.ts';
import { loadSettingsModal, loadStartModal } from '#slack/modals/settings.ts';
import { answerAnnounced, answerDeleted, answerEnded, answerNoConference } from '#slack/replies/conference.ts';
import { answerMoved, answerUndone } from '#slack/replies/notes.ts';
import { answerForgotten, SELF } from '#slack/replies/privacy.ts';
import { answerApproved, answerPreview, answerPublished } from '#slack/replies/publishing.ts';
import { answerReadingList, answerRestored, PAGE_BACK } from '#slack/replies/reading-list.ts';
import { deleteConference, endConference } from '#usecases/conference/end-conference.ts';
import { isWhichConference } from '#usecases/conference/resolve-conference.ts';
import { findEditableNote } from '#usecases/notes/edit-note.ts';
import { moveNote, undoNote } from '#usecases/notes/undo-or-move-note.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { forgetPerson } from '#usecases/privacy/forget-person.ts';
import { announceConference } from '#usecases/publishing/announce.ts';
import { approve, preview, publish } from '#usecases/publishing/preview-and-publish.ts';
import { restoreWork, showReadingList } from '#usecases/reading-list/reading-list.ts';
import { findEditableWork } from '#usecases/reading-list/recommend-work.ts';
import { saveCapturedMessage } from './add-to-recap.ts';
import { onEditChosen, onEditRecap } from './edit-recap.ts';
import { openForm } from './open-form.ts';
import type { ActionArgs, ListenerDependencies } from './payload.ts';
import { parseInteractionActor, parseScope, parseValuePair, staleActionError, textAt } from './payload.ts';
import {
  askWhatWasMeant,
  decodeTyped,
  deletePendingRequest,
  findPendingRequest,
  type PendingRequest,
  type TypedCommand,
} from './pending-requests.ts';
import { publishHome } from './publish-home.ts';
import { parseTyped, runCommand } from './run-command.ts';
import {
  deliver,
  explainError,
  inBackground,
  logUnexpectedError,
  openModal,
  toSlackMessage,
  withinAckDeadline,
} from './send-reply.ts';

/** Handles a button, or a menu from which something is chosen. @throws AppError */
type OnPressed = (deps: ListenerDependencies, pressed: PressedButton) => Promise<ButtonReply>;

interface PressedButton {
  actor: Actor;
  /** A button's value, or the chosen option's. */
  value: string;
  blockId: string;
}

/** What the person sees afterwards. */
type ButtonReply =
  /** In place of the message with the button. */
  | { kind: 'replace'; messages: OutgoingMessage[] }
  | { kind: 'below'; messages: OutgoingMessage[] }
  | { kind: 'modal'; view: ModalView }
  /** The message with the button goes away. */
  | { kind: 'remove' };

function replaceWith(message: OutgoingMessage): ButtonReply {
  return { kind: 'replace', messages: [message] };
}

const showPage: OnPressed = async (deps, { actor, value }) => {
  const [conferenceId, page] = parseValuePair(value);
  if (!/^[1-9]\d{0,3}$/.test(page)) throw staleActionError();
  return replaceWith(answerReadingList(await showReadingList(deps, actor, { page: Number(page), conferenceId })));
};

const BUTTONS: Readonly<Record<string, OnPressed>> = {
  async [ACTIONS.undoNote](deps, { actor, value }) {
    await undoNote(deps, actor, parseNoteKey(actor.teamId, value));
    return replaceWith(answerUndone());
  },
  async [ACTIONS.moveNote](deps, { actor, value, blockId }) {
    const key = parseNoteKey(actor.teamId, blockId.slice(blockId.lastIndexOf(' ') + 1));
    if (value === '') throw staleActionError();
    return replaceWith(answerMoved(await moveNote(deps, actor, { key, talkId: value === HALLWAY ? null : value })));
  },
  /** "Yes" after "Did you mean …", or a note to save. */
  async [ACTIONS.runTyped](deps, { actor, value }) {
    const request = await decodeTyped(deps, actor, value);
    if (request === undefined) throw staleActionError();
    return continueRequest(deps, actor, { request });
  },
  /** The person said which conference they mean: their request continues. */
  async [ACTIONS.chooseConference](deps, { actor, value }) {
    const [id, conferenceId] = parseValuePair(value);
    const request = await findPendingRequest(deps, actor, id);
    if (request === undefined) throw staleActionError();
    const reply = await continueRequest(deps, actor, { request, conferenceId });
    await deletePendingRequest(deps, actor, id);
    return reply;
  },
  [ACTIONS.readingListPage]: showPage,
  [PAGE_BACK]: showPage,
  /** "Reading list" below a preview. */
  async [ACTIONS.editList](deps, { actor, value }) {
    const [conferenceId, page] = parseValuePair(value);
    const shown = await showReadingList(deps, actor, { page: Number(page) || 1, conferenceId });
    return { kind: 'below', messages: [answerReadingList(shown, { canEdit: true })] };
  },
  /** "Put it back" after a work was removed. */
  async [ACTIONS.restoreWork](deps, { actor, value }) {
    const [conferenceId, workKey] = parseValuePair(value);
    await restoreWork(deps, actor, { conferenceId, key: workKey });
    return replaceWith(answerRestored());
  },
  /** "Publish now" or "Update now" below a preview. */
  async [ACTIONS.publishNow](deps, { actor, value }) {
    const { conferenceId, day } = parseScope(value);
    return replaceWith(answerPublished(await publish(deps, actor, { day, conferenceId })));
  },
  /** "Preview" in a reminder. */
  async [ACTIONS.preview](deps, { actor, value }) {
    const { conferenceId, day } = parseScope(value);
    return { kind: 'below', messages: answerPreview(await preview(deps, actor, day, conferenceId)) };
  },
  /** "Approve" below a preview. */
  async [ACTIONS.approve](deps, { actor, value }) {
    const { conferenceId, day } = parseScope(value);
    return replaceWith(answerApproved(await approve(deps, actor, day, conferenceId)));
  },
  async [ACTIONS.confirmEnd](deps, { actor, value }) {
    if (value === '') throw staleActionError();
    return replaceWith(answerEnded(await endConference(deps, actor, value)));
  },
  /** "Tell the channel" after a conference was set up. */
  async [ACTIONS.announce](deps, { actor, value }) {
    if (value === '') throw staleActionError();
    return { kind: 'below', messages: [answerAnnounced(await announceConference(deps, actor, value))] };
  },
  async [ACTIONS.confirmDelete](deps, { actor, value }) {
    if (value === '') throw staleActionError();
    return replaceWith(answerDeleted(await deleteConference(deps, actor, value)));
  },
  async [ACTIONS.confirmForget](deps, { actor, value }) {
    return replaceWith(answerForgotten(await forgetPerson(deps, actor, value === SELF ? undefined : value)));
  },
  [ACTIONS.cancel]: async () => ({ kind: 'remove' }),
};

/** Loads a form, or says why it can't be opened. @throws AppError */
type LoadForm = (deps: ListenerDependencies, pressed: PressedButton) => Promise<ModalView | OutgoingMessage[]>;

const FORM_BUTTONS: Readonly<Record<string, LoadForm>> = {
  /** "Add a note" for a conference, or for the one of this channel. */
  async [ACTIONS.openAddForm](deps, { actor, value }) {
    const view = await loadAddNoteModal(deps, actor, value === '' ? undefined : value);
    return isWhichConference(view) ? [answerNoConference(helpLines('none'))] : view;
  },
  [ACTIONS.openSettings]: (deps, { actor, value }) => loadSettingsModal(deps, actor, value),
  [ACTIONS.openStartForm]: (deps, { actor }) => loadStartModal(deps, actor),
  [ACTIONS.openScheduleForm]: (deps, { actor, value }) => loadScheduleModal(deps, actor, value || undefined),
  /** "Fix" below a work that was added. */
  async [ACTIONS.editWork](deps, { actor, value }) {
    const [conferenceId, key] = parseValuePair(value);
    const work = await findEditableWork(deps, actor, { conferenceId, key });
    return buildEditWorkModal(work, actor);
  },
  /** "Edit" below a note that was typed. */
  async [ACTIONS.editNote](deps, { actor, value }) {
    return buildEditNoteModal(await findEditableNote(deps, actor, parseNoteKey(actor.teamId, value)), actor);
  },
};

/** Continues a request that was waiting for an answer. @throws AppError */
async function continueRequest(
  deps: ListenerDependencies,
  actor: Actor,
  { request, conferenceId }: { request: PendingRequest; conferenceId?: string },
): Promise<ButtonReply> {
  if (request.kind === 'message') {
    const { message, way } = request;
    return replaceWith(await saveCapturedMessage(deps, actor, message, { way, conferenceId }));
  }
  return runTyped(deps, actor, { typedCommand: request, conferenceId });
}

/** Runs a command from a button, and shows its answer in the button's place. @throws AppError */
async function runTyped(
  deps: ListenerDependencies,
  actor: Actor,
  {
    typedCommand: { slash, text, requestId, channelName },
    conferenceId,
  }: { typedCommand: TypedCommand; conferenceId?: string | undefined },
): Promise<ButtonReply> {
  if (!SLASH_COMMANDS.includes(slash)) throw staleActionError();
  const parsed = await parseTyped(deps, actor, { slash, text });
  if (parsed instanceof UsageError) {
    return replaceWith(await askWhatWasMeant(deps, actor, { usageError: parsed, typed: { requestId, channelName } }));
  }
  const context = { deps, actor, requestId, channelName, ...omitUndefined({ conferenceId }) };
  const reply = await runCommand(parsed, context, { slash, text });
  return 'view' in reply ? { kind: 'modal', view: reply.view } : { kind: 'replace', messages: reply.messages };
}

function parseNoteKey(teamId: string, value: string): MessageKey {
  const key = decodeNoteKey(value);
  if (key === undefined) throw staleActionError();
  return { teamId, ...key };
}

type OnAction = (args: ActionArgs, deps: ListenerDependencies) => Promise<void>;

/** A note's menu in Home: edits it, removes it, or moves it to the talk that was chosen. */
const onNoteMenu: OnAction = (args, deps) => {
  const { value, blockId } = parsePressed(args) ?? { value: '', blockId: '' };
  const key = blockId.slice(blockId.lastIndexOf(' ') + 1);
  const act = value === EDIT_NOTE ? ACTIONS.editNote : value === REMOVE_NOTE ? ACTIONS.undoNote : ACTIONS.moveNote;
  const form = FORM_BUTTONS[act];
  if (form !== undefined) return openFormButton((_, pressed) => form(deps, { ...pressed, value: key }))(args, deps);
  const of = (pressed: PressedButton) => (act === ACTIONS.undoNote ? { ...pressed, value: key } : pressed);
  return runButton((_, pressed) => BUTTONS[act]!(deps, of(pressed)))(args, deps);
};

export const BLOCK_ACTIONS: Readonly<Record<string, OnAction>> = {
  ...Object.fromEntries(Object.entries(BUTTONS).map(([id, onPressed]) => [id, runButton(onPressed)])),
  ...Object.fromEntries(Object.entries(FORM_BUTTONS).map(([id, load]) => [id, openFormButton(load)])),
  [ACTIONS.noteMenu]: onNoteMenu,
  [ACTIONS.editRecap]: onEditRecap,
  [ACTIONS.editPlace]: onEditChosen,
  // Slack reports a press although the button only leads to an address.
  [ACTIONS.openLink]: ({ ack }) => ack(),
};

function parsePressed({ action, body, context }: ActionArgs): PressedButton | undefined {
  const actor = parseInteractionActor(body, context);
  return (
    actor && {
      actor,
      value: textAt(action, 'selected_option', 'value') || textAt(action, 'value'),
      blockId: textAt(action, 'block_id'),
    }
  );
}

/** Acknowledges a button at once and opens its form. */
function openFormButton(load: LoadForm): OnAction {
  return async (args, deps) => {
    const { ack, body, client, respond } = args;
    const pressed = parsePressed(args);
    await ack();
    if (pressed === undefined) return;
    const isHome = textAt(body, 'view', 'type') === 'home';
    const loading = load(deps, pressed).catch((error: unknown) => [explainError(deps, error)]);
    // Home has no place for a message.
    const shown = isHome ? loading.then((form) => (Array.isArray(form) ? buildInfoModal(form[0]!) : form)) : loading;
    inBackground(deps, async () => {
      const messages = await openForm(client, textAt(body, 'trigger_id'), shown);
      await deliver(deps, { client, actor: pressed.actor, respond: isHome ? undefined : respond }, { messages });
    });
  };
}

/** Runs a button, acknowledges it, and shows the result where the button was. App Home is updated. */
function runButton(onPressed: OnPressed): OnAction {
  return async (args, deps) => {
    const { ack, body, client } = args;
    const pressed = parsePressed(args);
    if (pressed === undefined) return ack();
    const { actor } = pressed;
    const isHome = textAt(body, 'view', 'type') === 'home';
    const triggerId = textAt(body, 'trigger_id');
    const run = async (): Promise<ButtonReply> => {
      try {
        const reply = await onPressed(deps, pressed);
        if (reply.kind === 'modal') await openModal(client, triggerId, reply.view);
        return reply;
      } catch (error) {
        const message = explainError(deps, error);
        if (!isHome) return { kind: 'below', messages: [message] };
        // Home has no place for a message.
        const view = buildInfoModal(message);
        await openModal(client, triggerId, view).catch((cause) => logUnexpectedError(deps, cause));
        return { kind: 'modal', view };
      }
    };
    const running = run();
    await withinAckDeadline(running);
    await ack();
    inBackground(deps, async () => {
      const reply = await running;
      if (!isHome) await showReply(reply, args, { deps, actor });
      else if (reply.kind === 'below') await deliver(deps, { client, actor }, { messages: reply.messages });
      else if (reply.kind !== 'modal') await publishHome(deps, client, actor);
    });
  };
}

async function showReply(
  reply: ButtonReply,
  { client, respond }: ActionArgs,
  { deps, actor }: { deps: ListenerDependencies; actor: Actor },
): Promise<void> {
  switch (reply.kind) {
    case 'modal':
      return;
    case 'remove':
      await respond({ delete_original: true });
      return;
    case 'below':
      await deliver(deps, { client, actor, respond }, { messages: reply.messages });
      return;
    case 'replace': {
      const [first, ...others] = reply.messages;
      try {
        await respond({ replace_original: true, ...toSlackMessage(first!) });
        await deliver(deps, { client, actor, respond }, { messages: others });
      } catch (error) {
        logUnexpectedError(deps, error);
        await deliver(deps, { client, actor }, { messages: reply.messages });
      }
    }
  }
}
