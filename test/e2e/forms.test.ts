import assert from 'node:assert/strict';
import type { FilledIn, LocalView } from '#demo/local-slack/dialogs.ts';
import { initialValues } from '#demo/local-slack/dialogs.ts';
import { ADA, BOB, SCHEDULE_URL, TALKS, TEAM } from './sample-team.ts';
import { inBothModes, inMode, type TestWorkspace } from './start-workspace.ts';
import { until } from './until.ts';

const ASKER = { teamId: TEAM, userId: ADA, channel: TALKS };

/** The dialog that a command opens, and a way to submit it as it is but for some fields. */
async function openForm({ control }: TestWorkspace, text: string, user: string) {
  const dialogs = await control.dialogs();
  await control.command({ channel: TALKS, user, command: '/recap', text });
  const view: LocalView = await until('a dialog', () => dialogs.top());
  const submit = (changes: FilledIn): void => {
    dialogs.submit(user, { ...initialValues(view.blocks), ...changes });
  };
  return { view, submit, dialogs };
}

inBothModes('/recap add opens a form whose note is placed', async (workspace) => {
  await workspace.startConference();
  const { view, submit, dialogs } = await openForm(workspace, 'add', BOB);
  assert.equal(view.title?.text, 'Add a note');
  submit({ text: { value: { type: 'plain_text_input', value: ' ' } } });
  assert.deepEqual(await until('an error', () => Object.keys(dialogs.errors()).length > 0 && dialogs.errors()), {
    text: 'Write what you heard.',
  });
  submit({ text: { value: { type: 'plain_text_input', value: 'Hopper: wood is light' } } });
  await until('it closes', () => dialogs.top() === undefined);
  await workspace.post(/bob: .*wood is light/i);
});

inBothModes('/recap start opens a form that shows errors next to the fields', async (workspace) => {
  workspace.setTime('2026-05-26T08:00');
  const { submit, dialogs } = await openForm(workspace, 'start', ADA);
  const name = { name: { value: { type: 'plain_text_input', value: 'SampleConf' } } };
  const dates = (from: string, to: string) => ({
    from: { value: { type: 'datepicker', selected_date: from } },
    to: { value: { type: 'datepicker', selected_date: to } },
  });
  submit({ ...name, ...dates('2026-05-27', '2026-05-26') });
  await until('an error', () => /before the first/.test(dialogs.errors().to ?? ''));
  submit({ ...name, timezone: { value: { type: 'plain_text_input', value: 'Mars/Olympus' } } });
  await until('an error', () => /time zone/.test(dialogs.errors().timezone ?? ''));
  submit({ ...name, ...dates('2026-05-26', '2026-05-27') });
  await until('it closes', () => dialogs.top() === undefined);
  const state = await until('the conference', async () => {
    const found = await workspace.bot.getConferenceState(ASKER);
    return 'conference' in found && found;
  });
  assert.equal(state.conference.name, 'SampleConf');
  assert.equal(state.conference.digestAt, '18:30');
  assert.deepEqual(state.conference.channels, [TALKS]);
});

inMode('http', '/recap start shows how the schedule was understood before it saves', async (workspace) => {
  workspace.setTime('2026-05-26T08:00');
  const { submit, dialogs } = await openForm(workspace, 'start', ADA);
  const text = (value: string) => ({ value: { type: 'plain_text_input', value } });
  submit({ name: text('SampleConf'), scheduleUrl: text(SCHEDULE_URL) });
  const review = await until('the review', () => {
    const view = dialogs.top();
    return view?.title?.text === 'Check the schedule' && view;
  });
  assert.match(JSON.stringify(review.blocks), /talks/);
  dialogs.submit(ADA, {});
  await until('it closes', () => dialogs.top() === undefined);
  const list = await until('the talks', async () => {
    const found = await workspace.bot.listTalks(ASKER);
    return found.days.some(({ talks }) => talks.length > 0) && found;
  });
  assert.equal(list.conference.name, 'SampleConf');
});

inMode('http', '/recap settings changes the conference', async (workspace) => {
  await workspace.startConference();
  const { submit, dialogs } = await openForm(workspace, 'settings', ADA);
  submit({
    digestAt: { value: { type: 'timepicker', selected_time: '20:00' } },
    listens: { value: { type: 'multi_conversations_select', selected_conversations: [TALKS] } },
  });
  await until('it closes', () => dialogs.top() === undefined);
  await until('the change', async () => {
    const state = await workspace.bot.getConferenceState(ASKER);
    return 'conference' in state && state.conference.digestAt === '20:00' && state.conference.listens.length === 1;
  });
});

inMode('http', 'the author of a typed note edits it in a form, and everyone sees the new words', async (workspace) => {
  const { control, startConference, type, press, post } = workspace;
  await startConference();
  const { message } = await type('/recap add Hopper: wood is light', { user: BOB });
  await post(/wood is light/);
  const dialogs = await control.dialogs();
  await press(message, 'Edit', BOB);
  const view: LocalView = await until('a dialog', () => dialogs.top());
  assert.equal(view.blocks[0].element.initial_value, 'Hopper: wood is light');
  dialogs.submit(BOB, { text: { value: { type: 'plain_text_input', value: 'Hopper: wood is lighter than water' } } });
  await until('it closes', () => dialogs.top() === undefined);
  await post(/wood is lighter than water/);
});
