import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '#errors.ts';
import { recommendation } from '#test/fakes/recommendation.ts';
import { storedState } from '#test/fakes/stored-state.ts';
import type { UseCases } from '#test/fakes/use-cases.ts';
import { ADA, add, type Followed, followConference } from '#test/usecases/followed-conference.ts';
import type { Actor } from '#usecases/ports/slack.ts';

/** Ada started it and added Olga; Ben wrote the note, and recommended the book, that the verbs are about. */
const ASKERS = {
  organizer: ADA,
  'added organizer': { ...ADA, userId: 'UOLGA' },
  administrator: { ...ADA, userId: 'U3' },
  author: { ...ADA, userId: 'UBEN' },
  member: { ...ADA, userId: 'U2' },
  'guest in the channel': { ...ADA, userId: 'UGUS' },
  'guest elsewhere': { ...ADA, userId: 'UGIL' },
  'nobody that Slack knows': { ...ADA, userId: 'UGHOST' },
  'another workspace': { teamId: 'T2', userId: 'U9', channel: 'C9' },
  'another workspace that names ours': { teamId: 'T2', userId: 'U9', channel: 'C1' },
  'another workspace that names ours and our organizer': { teamId: 'T2', userId: 'U1', channel: 'C1' },
} satisfies Record<string, Actor>;
type Who = keyof typeof ASKERS;

const ORGANISERS: Who[] = ['organizer', 'added organizer', 'administrator'];
const MEMBERS: Who[] = [...ORGANISERS, 'author', 'member'];
const ALL_THERE: Who[] = [...MEMBERS, 'guest in the channel'];
/** Each of their own workspace, and of no other. */
const ADMINISTRATORS: Who[] = ['administrator', 'another workspace', 'another workspace that names ours'];
const OWNERS: Who[] = [...ORGANISERS, 'author'];

interface Set {
  followed: Followed;
  id: string;
  key: { teamId: string; channel: string; ts: string };
  workKey: string;
}

/** Each verb that a person asks for, and who may. */
const VERBS: Record<string, { may: Who[]; act: (bot: UseCases, actor: Actor, set: Set) => Promise<unknown> }> = {
  startConference: {
    may: MEMBERS,
    act: (bot, actor) =>
      bot.startConference(actor, {
        name: 'Another',
        from: '2016-05-26',
        channels: ['C2'],
        digestChannel: 'C2',
      }),
  },
  changeSettings: {
    may: ORGANISERS,
    act: (bot, actor, { id }) => bot.changeSettings(actor, id, { name: 'X' }),
  },
  'changeSettings: make oneself organizer': {
    may: ORGANISERS,
    act: (bot, actor, { id }) => bot.changeSettings(actor, id, { organizers: ['U1', 'U2'] }),
  },
  endConference: { may: ORGANISERS, act: (bot, actor) => bot.endConference(actor) },
  'endConference by id': { may: ORGANISERS, act: (bot, actor, { id }) => bot.endConference(actor, id) },
  describeDeletion: { may: ORGANISERS, act: (bot, actor, { id }) => bot.describeDeletion(actor, id) },
  deleteConference: { may: ORGANISERS, act: (bot, actor, { id }) => bot.deleteConference(actor, id) },
  'describeForgetting of somebody else': {
    may: ADMINISTRATORS,
    act: (bot, actor) => bot.describeForgetting(actor, 'UGONE'),
  },
  'forgetPerson: somebody else': {
    may: ADMINISTRATORS,
    act: (bot, actor) => bot.forgetPerson(actor, 'UGONE'),
  },
  setListening: { may: ORGANISERS, act: (bot, actor) => bot.setListening(actor, true) },
  importSchedule: {
    may: ORGANISERS,
    act: (bot, actor) => bot.importSchedule(actor, { source: { url: 'https://x.example/s' } }),
  },
  preview: { may: ORGANISERS, act: (bot, actor) => bot.preview(actor) },
  editForm: { may: ORGANISERS, act: (bot, actor, { id }) => bot.editForm(actor, '2016-05-26', id) },
  editRecap: {
    may: ORGANISERS,
    act: (bot, actor, { id }) =>
      bot.editRecap(actor, { conferenceId: id, scope: '2016-05-26' }, { introduction: 'Mine' }),
  },
  approve: { may: ORGANISERS, act: (bot, actor, { id }) => bot.approve(actor, 'all', id) },
  publish: { may: ORGANISERS, act: (bot, actor) => bot.publish(actor) },
  'publish by id': {
    may: ORGANISERS,
    act: (bot, actor, { id }) => bot.publish(actor, { day: 'all', conferenceId: id }),
  },
  announceConference: { may: ORGANISERS, act: (bot, actor, { id }) => bot.announceConference(actor, id) },
  openTalk: { may: ALL_THERE, act: (bot, actor) => bot.openTalk(actor, { title: 'Keynote', speakers: [] }) },
  addNote: {
    may: ALL_THERE,
    act: (bot, actor, { id }) =>
      bot.addNote(actor, { text: 'Ship small', requestId: 'x', way: 'form', conferenceId: id }),
  },
  listTalks: { may: ALL_THERE, act: (bot, actor) => bot.listTalks(actor) },
  chooseTalk: { may: ALL_THERE, act: (bot, actor, { id }) => bot.chooseTalk(actor, { query: '', conferenceId: id }) },
  showReadingList: {
    may: ALL_THERE,
    act: (bot, actor, { id }) => bot.showReadingList(actor, { page: 1, conferenceId: id }),
  },
  ask: { may: ALL_THERE, act: (bot, actor) => bot.ask(actor, 'What is burnout?') },
  answerQuestion: {
    may: ALL_THERE,
    act: (bot, actor) => bot.answerQuestion(actor, { question: 'What did I miss?' }),
  },
  'ask by name': { may: ALL_THERE, act: (bot, actor) => bot.ask(actor, 'What?', 'DevOpsDays Toronto') },
  getConferenceState: { may: ALL_THERE, act: (bot, actor, { id }) => bot.getConferenceState(actor, id) },
  exportFile: { may: ALL_THERE, act: (bot, actor) => bot.exportFile(actor, 'md') },
  recommend: {
    may: ALL_THERE,
    act: (bot, actor) => bot.recommend(actor, recommendation('Accelerate', { requestId: 'y' })),
  },
  undoNote: { may: OWNERS, act: (bot, actor, { key }) => bot.undoNote(actor, key) },
  editNote: { may: ['author'], act: (bot, actor, { key }) => bot.editNote(actor, key, 'Ship smaller') },
  moveNote: { may: OWNERS, act: (bot, actor, { key }) => bot.moveNote(actor, { key, talkId: 'brazil' }) },
  removeWork: { may: OWNERS, act: (bot, actor) => bot.removeWork(actor, 1) },
  findEditableWork: { may: OWNERS, act: (bot, actor) => bot.findEditableWork(actor, { number: 1 }) },
  editWork: {
    may: OWNERS,
    act: (bot, actor, { id, workKey }) =>
      bot.editWork(actor, { conferenceId: id, key: workKey, title: 'X', authors: [], talkId: null }),
  },
  restoreWork: {
    may: OWNERS,
    act: async (bot, actor, { id, workKey, followed }) => {
      await followed.test.deps.database.removedWorks.add(id, workKey);
      await bot.restoreWork(actor, { conferenceId: id, key: workKey });
    },
  },
};

async function follow(): Promise<Set> {
  const followed = await followConference();
  const { bot, test, conference } = followed;
  for (const [id, name] of [
    ['UOLGA', 'Olga'],
    ['UBEN', 'Ben'],
  ] as const)
    test.workspace.addPerson({ id, name });
  for (const id of ['UGUS', 'UGIL']) test.workspace.addPerson({ id, name: id, isGuest: true });
  const there = ['U1', 'U2', 'U3', 'UOLGA', 'UBEN', 'UGUS'];
  test.workspace.setMembers('C1', there);
  test.workspace.setMembers('C2', [...there, 'UGIL']);
  await bot.changeSettings(ADA, conference.id, { organizers: ['U1', 'UOLGA'] });
  const ben = ASKERS.author;
  const { note } = await add(bot, ben, 'Willis: there are six sources of burnout');
  await bot.recommend(ben, recommendation('Release It!'));
  const removed = await bot.removeWork(ben, 1);
  await bot.restoreWork(ben, { conferenceId: conference.id, key: removed.key });
  test.schedules.set(
    'https://x.example/s',
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20160526T140000Z\r\nDTSTART:20160526T140000Z\r\nDTEND:20160526T143000Z\r\nSUMMARY:Keynote\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  );
  return { followed, id: conference.id, key: note, workKey: removed.key };
}

for (const [verb, { may, act }] of Object.entries(VERBS)) {
  test(`${verb}: ${may.length} of ${Object.keys(ASKERS).length} may`, async () => {
    for (const who of Object.keys(ASKERS) as Who[]) {
      const set = await follow();
      const { bot, test } = set.followed;
      if (may.includes(who)) {
        await act(bot, ASKERS[who], set);
        continue;
      }
      if (verb === 'restoreWork') await test.deps.database.removedWorks.add(set.id, set.workKey);
      const before = await storedState(test.deps);
      const files = test.workspace.files.length;
      await assert.rejects(
        act(bot, ASKERS[who], set),
        (error) => error instanceof AppError && error.code === 'refused' && error.message.length > 20,
        `${who} may not`,
      );
      assert.deepEqual(await storedState(test.deps), before, `${who} changed something`);
      assert.equal(test.workspace.files.length, files);
    }
  });
}

test('the table holds every verb but those that concern the actor alone, or nobody', async () => {
  const { bot } = await followConference();
  const named = new Set(Object.keys(VERBS).map((verb) => verb.replace(/[ :].*/, '')));
  const forgotten = Object.keys(bot).filter((verb) => !named.has(verb) && !OTHERS.has(verb));
  assert.deepEqual(forgotten, []);
});

/** Held elsewhere: what Slack tells of messages, one's own things, what the web's own secret opens, and the work of the clock. */
const OTHERS = new Set([
  'describeForgetting',
  'forgetPerson',
  'viewHome',
  'messageDeleted',
  'messageEdited',
  'messagePosted',
  'proposeConference',
  'reactionAdded',
  'reactionRemoved',
  'removeWorkspace',
  'runDueWork',
  'flushOutbox',
  'setOptOut',
  'captureMessage',
  'captureThread',
  'findWebRecap',
  'resolveConference',
]);
