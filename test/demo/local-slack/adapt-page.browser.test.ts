import assert from 'node:assert/strict';
import { test } from 'node:test';
import { servePage } from '#demo/local-slack/proxy-page.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { ADA, TALKS, TEAM } from '#test/e2e/sample-team.ts';
import { startWorkspace } from '#test/e2e/start-workspace.ts';
import { until } from '#test/e2e/until.ts';
import { findChromium, launchChromium } from '#test/fakes/browser.ts';

const chromium = findChromium();
const skip = (await noLocalSlack()) || (chromium === undefined && 'no chromium found: set CHROMIUM_PATH');

test('a person types a note into the form on the page, and reads it', { skip }, async () => {
  const workspace = await startWorkspace('socket');
  const page = await servePage(workspace.url, 0);
  const browser = await launchChromium(chromium!);
  try {
    await workspace.startConference();
    const tab = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await tab.goto(page.url);
    await tab.locator('.composer-input').fill('/recap add');
    await tab.locator('.composer-send').click();
    await tab.locator('.bk-input input.bk-plain-input').fill('Hopper: wood is light');
    await tab.locator('.modal-btn.primary').click();
    await workspace.post(/Ada: .*wood is light/i);
    await tab.locator('.thread-summary').first().click();
    await tab.locator('.thread-pane', { hasText: 'wood is light' }).waitFor();
    assert.equal(await tab.locator('.bk-unknown').count(), 0);
    assert.equal(await tab.evaluate('document.documentElement.scrollWidth'), 390);
    // The newest post with a header is read from its top, whatever was written after it.
    for (let n = 0; n < 20; n++) await workspace.control.say({ channel: TALKS, user: ADA, text: `message ${n}` });
    await tab.goto(page.url);
    const post = tab.locator('.msg', { has: tab.locator('.bk-header') }).last();
    await until('the post at the top', async () => {
      const { y = 0 } = (await post.boundingBox()) ?? {};
      return y > 0 && y < 200;
    });
  } finally {
    await browser.close();
    await page.close();
    await workspace.stop();
  }
});

test('a dialog on the page shows what the bot proposes, and changes what is changed alone', {
  skip,
}, async () => {
  const workspace = await startWorkspace('socket');
  const page = await servePage(workspace.url, 0);
  const browser = await launchChromium(chromium!);
  try {
    await workspace.startConference();
    const tab = await browser.newPage();
    await tab.goto(page.url);
    await tab.locator('.composer-input').fill('/recap settings');
    await tab.locator('.composer-send').click();
    const dialog = tab.locator('.modal');
    await dialog.locator('input[type=radio]:checked').nth(1).waitFor();
    const language = dialog.locator('select', { has: tab.locator('option[value=German]') });
    assert.equal(await language.inputValue(), 'notes');
    await language.selectOption('German');
    await dialog.locator('.modal-btn.primary').click();
    const settings = async () => {
      const state = await workspace.bot.getConferenceState({ teamId: TEAM, userId: ADA, channel: TALKS });
      return 'choices' in state ? undefined : state.conference;
    };
    await until('the language set', async () => (await settings())?.language === 'German');
    // Absent is automatic: what nobody changed is not saved.
    const { approval, opensThreads } = (await settings())!;
    assert.deepEqual([approval, opensThreads], [undefined, 'at-first-note']);
  } finally {
    await browser.close();
    await page.close();
    await workspace.stop();
  }
});
