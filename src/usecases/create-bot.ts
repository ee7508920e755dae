import type { TrackedConference } from '#domain/conference/conference.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { deleteConference, describeDeletion, endConference } from '#usecases/conference/end-conference.ts';
import { getConferenceState } from '#usecases/conference/get-conference-state.ts';
import { resolveConference } from '#usecases/conference/resolve-conference.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { proposeConference, startConference } from '#usecases/conference/start-conference.ts';
import { editForm } from '#usecases/editing/edit-form.ts';
import { editRecap } from '#usecases/editing/edit-recap.ts';
import { viewHome } from '#usecases/home/view-home.ts';
import { addNote, type TypedNotes } from '#usecases/notes/add-note.ts';
import { captureMessage, captureThread, reactionAdded, reactionRemoved } from '#usecases/notes/capture-message.ts';
import { messageDeleted, messageEdited, messagePosted } from '#usecases/notes/on-message-events.ts';
import { createPlacerCache } from '#usecases/notes/place-note.ts';
import { createRecentRequests } from '#usecases/notes/request-dedup.ts';
import { moveNote, undoNote } from '#usecases/notes/undo-or-move-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { describeForgetting, forgetPerson } from '#usecases/privacy/forget-person.ts';
import { setOptOut } from '#usecases/privacy/forgotten-people.ts';
import { removeWorkspace } from '#usecases/privacy/remove-stored-data.ts';
import { createPhotoSweep } from '#usecases/privacy/sweep-photos.ts';
import { flushOutbox } from '#usecases/publishing/flush-outbox.ts';
import { approve, preview, publish } from '#usecases/publishing/preview-and-publish.ts';
import type { ComposedDigests } from '#usecases/publishing/publish-digest.ts';
import { runDueWork } from '#usecases/publishing/run-due-work.ts';
import { removeWork, restoreWork, showReadingList } from '#usecases/reading-list/reading-list.ts';
import { recommend } from '#usecases/reading-list/recommend-work.ts';
import { ask } from '#usecases/recap/ask-notes.ts';
import { exportFile } from '#usecases/recap/export-file.ts';
import { findWebRecap } from '#usecases/recap/web-recap.ts';
import { chooseTalk } from '#usecases/schedule/choose-talk.ts';
import { importSchedule } from '#usecases/schedule/import-schedule.ts';
import { listTalks } from '#usecases/schedule/list-talks.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';
import type { Bot } from './bot.ts';
import type { SavedNote } from './bot-results.ts';

/** The bot's verbs, put together with what they need and remember. */
export function createBot(deps: BotDependencies): Bot {
  const placers = createPlacerCache(deps);
  const typed: TypedNotes = { placers, requests: createRecentRequests<SavedNote>() };
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
    whichConference: (actor) => resolveConference(deps, actor),
    proposeConference: (actor) => proposeConference(deps, actor),
    startConference: (actor, wishes) => withNewTalks(startConference(deps, actor, wishes)),
    changeSettings: (actor, id, changes) => withNewTalks(changeSettings(deps, actor, id, changes)),
    endConference: (actor, id) => endConference(deps, actor, id),
    describeDeletion: (actor, id) => describeDeletion(deps, actor, id),
    deleteConference: (actor, id) => sweep.after(deleteConference(deps, actor, id)),
    setListening: (actor, on) => setListening(deps, actor, on),
    importSchedule: (actor, url) => withNewTalks(importSchedule(deps, actor, url)),
    openTalk: (actor, talk) => withNewTalks(openTalk(deps, actor, talk)),
    listTalks: (actor, day) => listTalks(deps, actor, day),
    chooseTalk: (actor, query, id) => chooseTalk(deps, actor, query, id),
    addNote: (actor, note) => addNote(deps, typed, actor, note),
    captureMessage: (actor, message, way, id) => captureMessage(deps, placers, actor, message, way, id),
    reactionAdded: (actor, reaction, key) => reactionAdded(deps, placers, actor, reaction, key),
    reactionRemoved: (actor, reaction, key) => sweep.after(reactionRemoved(deps, actor, reaction, key)),
    captureThread: (actor, root) => captureThread(deps, placers, actor, root),
    messagePosted: (message) => messagePosted(deps, placers, message),
    messageEdited: (message) => sweep.after(messageEdited(deps, placers, message)),
    messageDeleted: (key) => sweep.after(messageDeleted(deps, key)),
    undoNote: (actor, key) => sweep.after(undoNote(deps, actor, key)),
    moveNote: (actor, key, talkId) => moveNote(deps, actor, key, talkId),
    recommend: (actor, work) => recommend(deps, typed, actor, work),
    readingList: (actor, page, id) => showReadingList(deps, actor, page, id),
    removeWork: (actor, number) => removeWork(deps, actor, number),
    restoreWork: (actor, id, key) => restoreWork(deps, actor, id, key),
    preview: (actor, day, id) => preview(deps, actor, day, id),
    editForm: (actor, day, id) => editForm(deps, actor, day, id),
    editRecap: (actor, id, day, edits) => editRecap(deps, actor, id, day, edits),
    approve: (actor, day, id) => approve(deps, composed, actor, day, id),
    publish: (actor, day, id) => publish(deps, composed, actor, day, id),
    exportFile: (actor, format) => exportFile(deps, actor, format),
    ask: (actor, question, named, listener) => ask(deps, actor, question, named, listener),
    webRecap: (key, day) => findWebRecap(deps, key, day),
    state: (actor, id) => getConferenceState(deps, actor, id),
    home: (actor) => viewHome(deps, actor),
    setOptOut: (actor, out) => setOptOut(deps, actor, out),
    describeForgetting: (actor, userId) => describeForgetting(deps, actor, userId),
    forgetPerson: (actor, userId) => sweep.after(forgetPerson(deps, actor, userId)),
    removeWorkspace: (teamId) => sweep.after(removeWorkspace(deps, teamId)),
    runDueWork: oneAtATime(async () => {
      await runDueWork(deps, composed);
      await sweep.run();
    }),
    flushOutbox: oneAtATime(() => flushOutbox(deps)),
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
