import assert from 'node:assert/strict';
import type { LocalView } from '#demo/local-slack/dialogs.ts';
import { initialValues } from '#demo/local-slack/dialogs.ts';
import { parseEditMetadata } from '#slack/modals/edit-recap.ts';
import { shownFields, wordingField } from '#slack/modals/edit-statements.ts';
import { ADA, BOB, FIRST_DAY, TALKS } from './sample-team.ts';
import { inBothModes, inMode, type TestWorkspace } from './start-workspace.ts';
import { until } from './until.ts';

/** The last message that only one person sees and that matches. */
async function shownTo(user: string, { control }: TestWorkspace, words: RegExp) {
  return until(`a message for ${user} with ${words}`, async () =>
    (await control.messages(TALKS)).findLast(
      ({ ephemeral_to, blocks }) => ephemeral_to === user && words.test(JSON.stringify(blocks)),
    ),
  );
}

inBothModes('an organizer hides a point and writes an introduction, from the preview', async (workspace) => {
  await workspace.startConference();
  await workspace.type('/recap add Hopper: wood is lighter than the water that it pushes away', {
    user: BOB,
  });
  await workspace.type('/recap add Hopper: a hollow hull of steel floats for the same reason', { user: BOB });
  const dialogs = await workspace.control.dialogs();
  await workspace.type('/recap preview');
  await workspace.press(await shownTo(ADA, workspace, /Post now/), 'Edit', ADA);
  const isForm = (view: LocalView | undefined) => (view?.submit === undefined ? undefined : view);
  const view = await until('the form', () => isForm(dialogs.top()));
  assert.equal(view.title?.text, 'Edit the digest');
  const { place, offered } = parseEditMetadata(view.private_metadata)!;
  const { block_id: field, element } = view.blocks.find(({ block_id }) => block_id?.startsWith(shownFields(place!)));
  const options = element.options as { text: { text: string }; value: string }[];
  const kept = options.filter(({ text }) => !/wood/i.test(text.text));
  assert.equal(kept.length, options.length - 1);
  assert.ok(options.every(({ value }) => offered.includes(value)));
  dialogs.submit(ADA, {
    ...initialValues(view.blocks),
    introduction: { value: { type: 'plain_text_input', value: 'Dear <!channel>' } },
    [field]: { value: { type: 'checkboxes', selected_options: kept } },
  });
  await until('it closes', () => dialogs.top() === undefined);
  const shown = await shownTo(ADA, workspace, /Dear <!channel>/);
  assert.doesNotMatch(JSON.stringify(shown.blocks), /wood is lighter/i);
  workspace.setTime(`${FIRST_DAY}T18:31`);
  await workspace.runDueWork();
  const post = await workspace.post(/Dear <!channel>/);
  assert.match(post.text, /Dear &lt;!channel&gt;/);
  const said = (await workspace.posts()).filter(({ ts }) => ts >= post.ts).map((one) => one.shown);
  assert.match(said.join(), /hollow hull/i);
  assert.doesNotMatch(said.join(), /wood is lighter/i);
});

inMode('socket', 'a digest that waits for approval is posted from the reminder of it', async (workspace) => {
  await workspace.startConference();
  await workspace.type('/recap add Hopper: wood is lighter than the water that it pushes away', {
    user: BOB,
  });
  const { control } = workspace;
  const dialogs = await control.dialogs();
  await control.command({ channel: TALKS, user: ADA, command: '/recap', text: 'settings' });
  const form = await until('the settings', () => dialogs.top());
  dialogs.submit(ADA, {
    ...initialValues(form.blocks),
    approval: { value: { type: 'radio_buttons', selected_option: { value: 'after-approval' } } },
  });
  await until('they close', () => dialogs.top() === undefined);
  workspace.setTime(`${FIRST_DAY}T18:31`);
  await workspace.runDueWork();
  const reminder = await until('a reminder', async () => {
    const own = (await control.channels()).filter(({ is_im, members }) => is_im && members.includes(ADA));
    const said = await Promise.all(own.map(({ id }) => control.messages(id)));
    return said.flat().find(({ text }) => /The SampleConf digest for Tue 26 May is ready/.test(text));
  });
  const digests = async () =>
    (await workspace.posts()).filter(({ shown }) => /^(?!Between the talks).*Day 1/.test(shown));
  assert.deepEqual(await digests(), []);
  await workspace.press(reminder, 'Post now', ADA);
  await until('the digest', async () => {
    await workspace.bot.flushOutbox();
    return (await digests()).length === 1;
  });
});

inMode('socket', 'an organizer rewords the headlines that the form offers first', async (workspace) => {
  await workspace.startConference();
  await workspace.type('/recap add Hopper: wood is lighter than the water that it pushes away', { user: BOB });
  await workspace.type('/recap add Hopper: a hollow hull of steel floats for the same reason', { user: BOB });
  const dialogs = await workspace.control.dialogs();
  await workspace.type('/recap preview');
  await workspace.press(await shownTo(ADA, workspace, /Post now/), 'Edit', ADA);
  const isForm = (view: LocalView | undefined) => (view?.submit === undefined ? undefined : view);
  const view = await until('the form', () => isForm(dialogs.top()));
  const { offered } = parseEditMetadata(view.private_metadata)!;
  const fields = offered.map(wordingField).filter((id) => view.blocks.some(({ block_id }) => block_id === id));
  assert.ok(fields.length >= 1 && fields.length === offered.length, 'each headline has a field');
  dialogs.submit(ADA, {
    ...initialValues(view.blocks),
    ...Object.fromEntries(
      fields.map((id, index) => [
        id,
        { value: { type: 'plain_text_input', value: `My sentence number ${index + 1}.` } },
      ]),
    ),
  });
  await until('it closes', () => dialogs.top() === undefined);
  const shown = JSON.stringify((await shownTo(ADA, workspace, /My sentence number 1\./)).blocks);
  for (const index of fields.keys()) assert.ok(shown.includes(`My sentence number ${index + 1}.`));
});
