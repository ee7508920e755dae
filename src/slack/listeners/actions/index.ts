import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { PAGE_BACK } from '#slack/replies/reading-list.ts';
import { onChooseConference } from './choose-conference.ts';
import { onCancel, onConfirmDelete, onConfirmForget, onPublishNow } from './confirmations.ts';
import { onApprove, onEditChosen, onEditRecap, onPreview } from './editing.ts';
import { onMoveNote, onUndoNote } from './notes.ts';
import { onOpenAddForm, onOpenSettings, onOpenStartForm } from './open-forms.ts';
import { onReadingListPage, onRestoreWork } from './reading-list.ts';
import type { ActionArgs } from './run-action.ts';

export const BLOCK_ACTIONS: Readonly<Record<string, (args: ActionArgs, deps: ListenerDependencies) => Promise<void>>> =
  {
    [ACTIONS.undoNote]: onUndoNote,
    [ACTIONS.moveNote]: onMoveNote,
    [ACTIONS.openAddForm]: onOpenAddForm,
    [ACTIONS.openSettings]: onOpenSettings,
    [ACTIONS.openStartForm]: onOpenStartForm,
    [ACTIONS.chooseConference]: onChooseConference,
    [ACTIONS.readingListPage]: onReadingListPage,
    [PAGE_BACK]: onReadingListPage,
    [ACTIONS.restoreWork]: onRestoreWork,
    [ACTIONS.publishNow]: onPublishNow,
    [ACTIONS.preview]: onPreview,
    [ACTIONS.approve]: onApprove,
    [ACTIONS.editRecap]: onEditRecap,
    [ACTIONS.editPlace]: onEditChosen,
    [ACTIONS.editStatement]: onEditChosen,
    [ACTIONS.confirmDelete]: onConfirmDelete,
    [ACTIONS.confirmForget]: onConfirmForget,
    [ACTIONS.cancel]: onCancel,
    // Such a button only leads to an address, and Slack tells of it all the same.
    [ACTIONS.openLink]: ({ ack }) => ack(),
  };
