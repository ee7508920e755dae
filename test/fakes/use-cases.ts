import { runDueWork } from '#app/create-job-work.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { deleteConference, describeDeletion, endConference } from '#usecases/conference/end-conference.ts';
import { getConferenceState } from '#usecases/conference/get-conference-state.ts';
import { resolveConference } from '#usecases/conference/resolve-conference.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { startConference } from '#usecases/conference/start-conference.ts';
import { editForm } from '#usecases/editing/edit-form.ts';
import { editRecap } from '#usecases/editing/edit-recap.ts';
import { viewHome } from '#usecases/home/view-home.ts';
import { addNote } from '#usecases/notes/add-note.ts';
import { captureMessage, captureThread } from '#usecases/notes/capture-message.ts';
import { editNote } from '#usecases/notes/edit-note.ts';
import { messageDeleted, messageEdited, messagePosted } from '#usecases/notes/on-message-events.ts';
import { reactionAdded, reactionRemoved } from '#usecases/notes/on-reactions.ts';
import { moveNote, undoNote } from '#usecases/notes/undo-or-move-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { describeForgetting, forgetPerson } from '#usecases/privacy/forget-person.ts';
import { setOptOut } from '#usecases/privacy/forgotten-people.ts';
import { removeWorkspace } from '#usecases/privacy/remove-stored-data.ts';
import { announceConference } from '#usecases/publishing/announce.ts';
import { flushOutbox } from '#usecases/publishing/flush-outbox.ts';
import { approve, preview, publish } from '#usecases/publishing/preview-and-publish.ts';
import { removeWork, restoreWork, showReadingList } from '#usecases/reading-list/reading-list.ts';
import { editWork, findEditableWork, recommend } from '#usecases/reading-list/recommend-work.ts';
import { answerQuestion } from '#usecases/recap/answer-question.ts';
import type { AnswerListener } from '#usecases/recap/ask-notes.ts';
import { exportFile } from '#usecases/recap/export-file.ts';
import { findWebRecap } from '#usecases/recap/web-recap.ts';
import { importSchedule } from '#usecases/schedule/import-schedule.ts';
import { listTalks } from '#usecases/schedule/list-talks.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';
import { chooseTalk } from '#usecases/schedule/talk-choices.ts';

/** Answers a question from the notes. */
async function ask(deps: BotDependencies, actor: Actor, question: string, named?: string, listener?: AnswerListener) {
  const answered = await answerQuestion(deps, actor, { question, ...omitUndefined({ named }), listener });
  if (answered.kind !== 'notes') throw new Error(`“${question}” is a question for ${answered.kind}`);
  return answered.asked;
}

const USE_CASES = {
  ...{ changeSettings, deleteConference, describeDeletion, endConference, getConferenceState, resolveConference },
  ...{ setListening, startConference, editForm, editRecap, viewHome, addNote, captureMessage, captureThread },
  ...{ messageDeleted, messageEdited, messagePosted, reactionAdded, reactionRemoved, moveNote, undoNote },
  ...{ describeForgetting, forgetPerson, setOptOut, removeWorkspace, approve, flushOutbox, preview, publish },
  ...{
    runDueWork,
    recommend,
    editWork,
    findEditableWork,
    removeWork,
    restoreWork,
    showReadingList,
    answerQuestion,
    announceConference,
    editNote,
    ask,
    exportFile,
    findWebRecap,
  },
  ...{ importSchedule, listTalks, openTalk, chooseTalk },
};

type Bound<UseCase> = UseCase extends (deps: never, ...given: infer Given) => infer Result
  ? (...given: Given) => Result
  : never;

export type UseCases = { [Name in keyof typeof USE_CASES]: Bound<(typeof USE_CASES)[Name]> };

/** The use cases with their dependencies filled in, so that a test reads as what people do. */
export function bindUseCases(deps: BotDependencies): UseCases {
  const bound = Object.entries(USE_CASES).map(([name, useCase]) => [
    name,
    (...given: unknown[]) => (useCase as (...all: unknown[]) => unknown)(deps, ...given),
  ]);
  return Object.fromEntries(bound);
}
