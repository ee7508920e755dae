import type { MessageKey } from '#domain/notes/captured-note.ts';
import { ACTIONS, decodeNoteKey, HALLWAY } from '#render/slack/blocks/action-ids.ts';
import { UsageError } from '#slack/commands/command.ts';
import { helpLines, parseCommand } from '#slack/commands/command-list.ts';
import { loadAddNoteModal } from '#slack/modals/add-note.ts';
import { buildEditWorkModal } from '#slack/modals/edit-work.ts';
import { loadSettingsModal, loadStartModal } from '#slack/modals/settings.ts';
import { answerDeleted, answerNoConference } from '#slack/replies/conference.ts';
import { answerMoved, answerUndone } from '#slack/replies/note.ts';
import { answerForgotten, SELF } from '#slack/replies/privacy.ts';
import { answerApproved, answerPreview, answerPublished } from '#slack/replies/publish.ts';
import { answerReadingList, answerRestored, PAGE_BACK } from '#slack/replies/reading-list.ts';
import { deleteConference } from '#usecases/conference/end-conference.ts';
import { moveNote, undoNote } from '#usecases/notes/undo-or-move-note.ts';
import { forgetPerson } from '#usecases/privacy/forget-person.ts';
import { approve, preview, publish } from '#usecases/publishing/preview-and-publish.ts';
import { restoreWork, showReadingList } from '#usecases/reading-list/reading-list.ts';
import { findEditableWork } from '#usecases/reading-list/recommend-work.ts';
import { saveCapturedMessage } from './add-to-recap.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { onEditChosen, onEditRecap } from './edit-recap.ts';
import { parseScope, parseValuePair, staleActionError } from './payload.ts';
import { deletePendingRequest, findPendingRequest } from './pending-requests.ts';
import { type ActionArgs, type Button, type ButtonReply, runButton } from './run-action.ts';
import { runCommand } from './run-command.ts';

const showPage: Button['run'] = async (deps, { actor, value }) => {
  const [conferenceId, page] = parseValuePair(value) ?? [];
  if (conferenceId === undefined || page === undefined || !/^[1-9]\d{0,3}$/.test(page)) throw staleActionError();
  const list = await showReadingList(deps, actor, Number(page), conferenceId);
  return { kind: 'replace', message: answerReadingList(list) };
};

const BUTTONS: Readonly<Record<string, Button>> = {
  [ACTIONS.undoNote]: {
    async run(deps, { actor, value }) {
      await undoNote(deps, actor, parseNoteKey(actor.teamId, value));
      return { kind: 'replace', message: answerUndone() };
    },
  },
  [ACTIONS.moveNote]: {
    async run(deps, { actor, value, blockId }) {
      const key = parseNoteKey(actor.teamId, blockId.slice(blockId.lastIndexOf(' ') + 1));
      if (value === '') throw staleActionError();
      const moved = await moveNote(deps, actor, key, value === HALLWAY ? null : value);
      return { kind: 'replace', message: answerMoved(moved) };
    },
  },
  /** "Add a note" of a conference, or of this place's. */
  [ACTIONS.openAddForm]: {
    async run(deps, { actor, value }) {
      const view = await loadAddNoteModal(deps, actor, value === '' ? undefined : value);
      return 'choices' in view
        ? { kind: 'replace', message: answerNoConference(helpLines('none')) }
        : { kind: 'modal', view };
    },
  },
  [ACTIONS.openSettings]: {
    run: async (deps, { actor, value }) => ({ kind: 'modal', view: await loadSettingsModal(deps, actor, value) }),
  },
  [ACTIONS.openStartForm]: {
    run: async (deps, { actor }) => ({ kind: 'modal', view: await loadStartModal(deps, actor) }),
  },
  /** The person said which conference they mean: their request goes on. */
  [ACTIONS.chooseConference]: {
    async run(deps, { actor, value }) {
      const [id, conferenceId] = parseValuePair(value) ?? [];
      if (id === undefined || conferenceId === undefined) throw staleActionError();
      const reply = await continueRequest(deps, { actor, id, conferenceId });
      await deletePendingRequest(deps, actor, id);
      return reply;
    },
  },
  [ACTIONS.readingListPage]: { run: showPage },
  [PAGE_BACK]: { run: showPage },
  /** A work that was removed is put back. */
  [ACTIONS.restoreWork]: {
    async run(deps, { actor, value }) {
      const [conferenceId, workKey] = parseValuePair(value) ?? [];
      if (conferenceId === undefined || workKey === undefined) throw staleActionError();
      await restoreWork(deps, actor, conferenceId, workKey);
      return { kind: 'replace', message: answerRestored() };
    },
  },
  /** "Fix" below a work that was added. */
  [ACTIONS.editWork]: {
    async run(deps, { actor, value }) {
      const [conferenceId, key] = parseValuePair(value) ?? [];
      if (conferenceId === undefined || key === undefined) throw staleActionError();
      const work = await findEditableWork(deps, actor, { conferenceId, key });
      return { kind: 'modal', view: buildEditWorkModal(work, actor) };
    },
  },
  /** "Publish now" or "Update now" below a preview. */
  [ACTIONS.publishNow]: {
    async run(deps, { actor, value }) {
      const { conferenceId, day } = parseScope(value);
      return { kind: 'replace', message: answerPublished(await publish(deps, actor, day, conferenceId)) };
    },
  },
  /** "Preview" in a reminder. */
  [ACTIONS.preview]: {
    async run(deps, { actor, value }) {
      const { conferenceId, day } = parseScope(value);
      return { kind: 'below', messages: answerPreview(await preview(deps, actor, day, conferenceId)) };
    },
  },
  /** "Approve" below a preview. */
  [ACTIONS.approve]: {
    async run(deps, { actor, value }) {
      const { conferenceId, day } = parseScope(value);
      return { kind: 'replace', message: answerApproved(await approve(deps, actor, day, conferenceId)) };
    },
  },
  [ACTIONS.confirmDelete]: {
    async run(deps, { actor, value }) {
      if (value === '') throw staleActionError();
      return { kind: 'replace', message: answerDeleted(await deleteConference(deps, actor, value)) };
    },
  },
  [ACTIONS.confirmForget]: {
    async run(deps, { actor, value }) {
      const forgotten = await forgetPerson(deps, actor, value === SELF ? undefined : value);
      return { kind: 'replace', message: answerForgotten(forgotten) };
    },
  },
  [ACTIONS.cancel]: { run: async () => ({ kind: 'remove' }) },
};

type OnAction = (args: ActionArgs, deps: ListenerDependencies) => Promise<void>;

export const BLOCK_ACTIONS: Readonly<Record<string, OnAction>> = {
  ...Object.fromEntries(
    Object.entries(BUTTONS).map(([id, button]): [string, OnAction] => [
      id,
      (args, deps) => runButton(button, args, deps),
    ]),
  ),
  [ACTIONS.editRecap]: onEditRecap,
  [ACTIONS.editPlace]: onEditChosen,
  [ACTIONS.editStatement]: onEditChosen,
  // Slack reports such a button although it only leads to an address.
  [ACTIONS.openLink]: ({ ack }) => ack(),
};

/** Does what waited for the choice of a conference. @throws AppError if it is gone or someone else's */
async function continueRequest(
  deps: ListenerDependencies,
  { actor, id, conferenceId }: { actor: Parameters<typeof findPendingRequest>[1]; id: string; conferenceId: string },
): Promise<ButtonReply> {
  const request = await findPendingRequest(deps, actor, id);
  if (request === undefined) throw staleActionError();
  if (request.kind === 'message') {
    return { kind: 'replace', message: await saveCapturedMessage(deps, actor, request.message, conferenceId) };
  }
  const { slash, text, requestId, channelName } = request;
  const parsed = parseCommand(slash, text);
  if (parsed instanceof UsageError) throw staleActionError();
  const reply = await runCommand(parsed, { deps, actor, requestId, channelName, conferenceId }, { slash, text });
  return 'view' in reply ? { kind: 'modal', view: reply.view } : { kind: 'replace', message: reply.messages[0]! };
}

function parseNoteKey(teamId: string, value: string): MessageKey {
  const key = decodeNoteKey(value);
  if (key === undefined) throw staleActionError();
  return { teamId, ...key };
}
