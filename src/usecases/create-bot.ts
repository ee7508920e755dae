import type { TrackedConference } from '#domain/conference/conference.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { deleteConference, describeDeletion } from '#usecases/conference/delete-conference.ts';
import { endConference } from '#usecases/conference/end-conference.ts';
import { tellState } from '#usecases/conference/get-conference-state.ts';
import { proposeConference } from '#usecases/conference/propose-conference.ts';
import { findConference } from '#usecases/conference/resolve-conference.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { startConference } from '#usecases/conference/start-conference.ts';
import { editForm } from '#usecases/editing/edit-form.ts';
import { editRecap } from '#usecases/editing/edit-recap.ts';
import { viewHome } from '#usecases/home/view-home.ts';
import { addNote, type TypedNotes } from '#usecases/notes/add-note.ts';
import { takeMessage } from '#usecases/notes/capture-message.ts';
import { takeThread } from '#usecases/notes/capture-thread.ts';
import { messageDeleted, messageEdited, messagePosted } from '#usecases/notes/on-message-events.ts';
import { reactionAdded, reactionRemoved } from '#usecases/notes/on-reaction.ts';
import { createPlacers } from '#usecases/notes/placer-cache.ts';
import { createRecentRequests } from '#usecases/notes/request-dedup.ts';
import { moveNote, undoNote } from '#usecases/notes/undo-or-move-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { describeForgetting, forgetPerson } from '#usecases/privacy/forget-person.ts';
import { setOptOut } from '#usecases/privacy/opt-out.ts';
import { removeWorkspace } from '#usecases/privacy/remove-workspace.ts';
import { createPhotoSweep } from '#usecases/privacy/sweep-photos.ts';
import { approve } from '#usecases/publishing/approval.ts';
import { sendPending } from '#usecases/publishing/flush-outbox.ts';
import { preview, publish } from '#usecases/publishing/preview-and-publish.ts';
import { runDue } from '#usecases/publishing/run-due-work.ts';
import { recommend } from '#usecases/reading-list/recommend-work.ts';
import { removeWork, restoreWork } from '#usecases/reading-list/remove-work.ts';
import { showReadingList } from '#usecases/reading-list/show-reading-list.ts';
import { ask } from '#usecases/recap/ask-notes.ts';
import type { ComposedDigests } from '#usecases/recap/digest-cache.ts';
import { exportFile } from '#usecases/recap/export-file.ts';
import { findWebRecap } from '#usecases/recap/web-recap.ts';
import { importSchedule } from '#usecases/schedule/import-schedule.ts';
import { listTalks } from '#usecases/schedule/list-talks.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';
import { chooseTalk } from '#usecases/schedule/search-talks.ts';
import type { Bot } from './bot.ts';
import type { TakenNote } from './bot-results.ts';

/** The bot's verbs, put together with what they need and remember. */
export function createBot(deps: BotDependencies): Bot {
  const placers = createPlacers(deps);
  const typed: TypedNotes = { placers, requests: createRecentRequests<TakenNote>() };
  const composed: ComposedDigests = new Map();
  const sweep = createPhotoSweep(deps);
  /** Notes that come from now on are placed among the talks that there are now. */
  const withNewTalks = async <Result extends { conference: TrackedConference }>(
    changing: Promise<Result>,
  ): Promise<Result> => {
    const result = await changing;
    placers.forget(result.conference.id);
    return result;
  };
  return {
    whichConference: (asker) => findConference(deps, asker),
    proposeConference: (asker) => proposeConference(deps, asker),
    startConference: (asker, wishes) => withNewTalks(startConference(deps, asker, wishes)),
    changeSettings: (asker, id, changes) => withNewTalks(changeSettings(deps, asker, id, changes)),
    endConference: (asker, id) => endConference(deps, asker, id),
    describeDeletion: (asker, id) => describeDeletion(deps, asker, id),
    deleteConference: (asker, id) => sweep.after(deleteConference(deps, asker, id)),
    setListening: (asker, on) => setListening(deps, asker, on),
    importSchedule: (asker, url) => withNewTalks(importSchedule(deps, asker, url)),
    openTalk: (asker, talk) => withNewTalks(openTalk(deps, asker, talk)),
    listTalks: (asker, day) => listTalks(deps, asker, day),
    chooseTalk: (asker, query, id) => chooseTalk(deps, asker, query, id),
    addNote: (asker, note) => addNote(deps, typed, asker, note),
    takeMessage: (asker, message, way, id) => takeMessage(deps, placers, asker, message, way, id),
    reactionAdded: (asker, reaction, key) => reactionAdded(deps, placers, asker, reaction, key),
    reactionRemoved: (asker, reaction, key) => sweep.after(reactionRemoved(deps, asker, reaction, key)),
    takeThread: (asker, root) => takeThread(deps, placers, asker, root),
    messagePosted: (message) => messagePosted(deps, placers, message),
    messageEdited: (message) => sweep.after(messageEdited(deps, placers, message)),
    messageDeleted: (key) => sweep.after(messageDeleted(deps, key)),
    undoNote: (asker, key) => sweep.after(undoNote(deps, asker, key)),
    moveNote: (asker, key, talkId) => moveNote(deps, asker, key, talkId),
    recommend: (asker, work) => recommend(deps, typed, asker, work),
    readingList: (asker, page, id) => showReadingList(deps, asker, page, id),
    removeWork: (asker, number) => removeWork(deps, asker, number),
    restoreWork: (asker, id, key) => restoreWork(deps, asker, id, key),
    preview: (asker, day, id) => preview(deps, asker, day, id),
    editForm: (asker, day, id) => editForm(deps, asker, day, id),
    editRecap: (asker, id, day, edits) => editRecap(deps, asker, id, day, edits),
    approve: (asker, day, id) => approve(deps, composed, asker, day, id),
    publish: (asker, day, id) => publish(deps, composed, asker, day, id),
    exportFile: (asker, format) => exportFile(deps, asker, format),
    ask: (asker, question, named, listener) => ask(deps, asker, question, named, listener),
    webRecap: (key, day) => findWebRecap(deps, key, day),
    state: (asker, id) => tellState(deps, asker, id),
    home: (asker) => viewHome(deps, asker),
    setOptOut: (asker, out) => setOptOut(deps, asker, out),
    describeForgetting: (asker, userId) => describeForgetting(deps, asker, userId),
    forgetPerson: (asker, userId) => sweep.after(forgetPerson(deps, asker, userId)),
    removeWorkspace: (teamId) => sweep.after(removeWorkspace(deps, teamId)),
    runDue: oneAtATime(async () => {
      await runDue(deps, composed);
      await sweep.run();
    }),
    sendPending: oneAtATime(() => sendPending(deps)),
  };
}

/** Whoever calls while it goes on waits for what was begun, then begins it anew. */
function oneAtATime<Result>(act: () => Promise<Result>): () => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(act, act);
    last = next.catch(() => undefined);
    return next;
  };
}
