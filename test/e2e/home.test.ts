import assert from 'node:assert/strict';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { BOB, CLEO } from './sample-team.ts';
import { inBothModes, type TestWorkspace } from './start-workspace.ts';
import { until } from './until.ts';

async function homeText({ control }: TestWorkspace, user: string, words: RegExp): Promise<string> {
  const dialogs = await control.dialogs();
  await control.openHome(user);
  return until(`a Home with ${words}`, () => {
    const text = blocksToText(dialogs.home(user)?.blocks ?? []);
    return words.test(text) && text;
  });
}

inBothModes('Home shows the conference, what is on, one’s own notes and the next digest', async (workspace) => {
  await homeText(workspace, CLEO, /conference/i);
  await workspace.startConference();
  await workspace.type('/recap add Hopper: wood is light', { user: BOB });
  const text = await homeText(workspace, BOB, /SampleConf/);
  assert.match(text, /Why boats float/);
  assert.match(text, /wood is light/);
  assert.match(text, /18:30/);
  assert.doesNotMatch(await homeText(workspace, CLEO, /SampleConf/), /wood is light/);
});
