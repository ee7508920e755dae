import type { TrackedConference } from '../domain/tracked-conference.ts';
import { addNote, type TypedNotes } from './add-note.ts';
import { approve } from './approval.ts';
import { ask } from './ask.ts';
import type { Bot } from './bot.ts';
import type { TakenNote } from './bot-answers.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { moveNote, undoNote } from './change-note.ts';
import { changeSettings } from './change-settings.ts';
import { chooseTalk } from './choose-talk.ts';
import type { ComposedDigests } from './composed-digests.ts';
import { deleteConference, describeDeletion } from './delete-conference.ts';
import { editForm } from './edit-form.ts';
import { editRecap } from './edit-recap.ts';
import { endConference } from './end-conference.ts';
import { exportFile } from './export-file.ts';
import { findConference } from './find-conference.ts';
import { describeForgetting, forgetPerson } from './forget-person.ts';
import { importSchedule } from './import-schedule.ts';
import { listTalks } from './list-talks.ts';
import { messageDeleted, messageEdited, messagePosted } from './message-events.ts';
import { openTalk } from './open-talk.ts';
import { setOptOut } from './opt-out.ts';
import { createPlacers } from './placers.ts';
import { proposeConference } from './propose-conference.ts';
import { preview, publish } from './publish-now.ts';
import { reactionAdded, reactionRemoved } from './reactions.ts';
import { createRecentRequests } from './recent-requests.ts';
import { recommend } from './recommend.ts';
import { removeWork, restoreWork } from './remove-work.ts';
import { removeWorkspace } from './remove-workspace.ts';
import { runDue } from './run-due.ts';
import { sendPending } from './send-pending.ts';
import { setListening } from './set-listening.ts';
import { showReadingList } from './show-reading-list.ts';
import { startConference } from './start-conference.ts';
import { createPhotoSweep } from './sweep-photos.ts';
import { takeMessage } from './take-message.ts';
import { takeThread } from './take-thread.ts';
import { tellState } from './tell-state.ts';
import { viewHome } from './view-home.ts';
import { findWebRecap } from './web-recap.ts';

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
