import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { usageHint } from '#slack/commands/command-list.ts';
import { BOT_SCOPES, EVENT_SCOPES, METHOD_SCOPES, OPTIONAL_SCOPES } from '#slack/connection/scopes.ts';
import { LISTENERS } from '#slack/listeners/index.ts';

const ROOT = new URL('../../../', import.meta.url);
const manifest = parse(readFileSync(new URL('manifest.yml', ROOT), 'utf8'));

/** Which of the manifest's events come to which listener: messages are subscribed to by kind of channel. */
const listenerOf = (event: string): string => (event.startsWith('message.') ? 'message' : event);

/** What Bolt calls for a listener. */
const CALLED_BY_BOLT: Record<string, readonly string[]> = {
  sayStream: ['chat.startStream', 'chat.appendStream'],
  setStatus: ['assistant.threads.setStatus'],
};

/** Methods of the Web API that the source calls, as `client.chat.postMessage` or by Bolt. */
function calledMethods(): Set<string> {
  const called = new Set<string>();
  for (const path of readdirSync(new URL('src', ROOT), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.startsWith('demo')) continue;
    const source = readFileSync(new URL(`src/${path}`, ROOT), 'utf8');
    for (const [, method] of source.matchAll(
      /\bclient\.(conversations\.canvases\.create|\w+\.\w+|filesUploadV2|apiCall)\(/g,
    ))
      called.add(method!);
    for (const [name, methods] of Object.entries(CALLED_BY_BOLT))
      if (source.includes(`${name}?.(`)) for (const method of methods) called.add(method);
  }
  return called;
}

describe('the manifest', () => {
  it('names just what is listened to', () => {
    const { features, settings } = manifest;
    const names = (things: Record<string, string>[], key: string) => things.map((thing) => thing[key]).sort();
    assert.deepEqual(names(features.slash_commands, 'command'), [...LISTENERS.commands].sort());
    assert.deepEqual(names(features.shortcuts, 'callback_id'), [...LISTENERS.shortcuts].sort());
    const heard = new Set<string>(settings.event_subscriptions.bot_events.map(listenerOf));
    assert.deepEqual([...heard].sort(), [...LISTENERS.events].sort());
    const needsInteractivity = [...LISTENERS.actions, ...LISTENERS.views, ...LISTENERS.options].length > 0;
    assert.equal(settings.interactivity.is_enabled, needsInteractivity);
    assert.equal(features.app_home.home_tab_enabled, LISTENERS.events.includes('app_home_opened'));
  });

  it('hints at the commands that there are', () => {
    for (const { command, usage_hint } of manifest.features.slash_commands) {
      assert.equal(usage_hint, usageHint(command), `the usage_hint of ${command} in manifest.yml`);
    }
  });

  it('asks for just the scopes that the calls and events need', () => {
    assert.deepEqual([...calledMethods()].sort(), Object.keys(METHOD_SCOPES).sort());
    assert.deepEqual(manifest.settings.event_subscriptions.bot_events.toSorted(), Object.keys(EVENT_SCOPES).sort());
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    assert.deepEqual(bot.toSorted(), BOT_SCOPES);
    assert.deepEqual(bot_optional.toSorted(), OPTIONAL_SCOPES.toSorted());
    // Files of private channels and photos are extras; everything else works without.
    for (const scope of OPTIONAL_SCOPES) assert(bot.includes(scope), `${scope} must be among the bot's too`);
  });

  it('has only keys that Slack knows, with values that it takes', () => {
    // github slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json
    const keys = (value: object) => Object.keys(value).sort();
    assert.deepEqual(keys(manifest), ['_metadata', 'display_information', 'features', 'oauth_config', 'settings']);
    const { name, description, long_description, background_color } = manifest.display_information;
    assert(name.length <= 35 && description.length <= 140);
    assert(long_description.length >= 175 && long_description.length <= 4000);
    assert.match(background_color, /^#[0-9a-f]{6}$/i);
    assert.deepEqual(keys(manifest.features), ['agent_view', 'app_home', 'bot_user', 'shortcuts', 'slash_commands']);
    const { agent_description, suggested_prompts } = manifest.features.agent_view;
    assert(agent_description.length <= 300 && suggested_prompts.length <= 4);
    for (const prompt of suggested_prompts) assert.deepEqual(keys(prompt), ['message', 'title']);
    for (const command of manifest.features.slash_commands) {
      assert.deepEqual(keys(command), ['command', 'description', 'should_escape', 'usage_hint']);
      assert(command.command.length <= 32 && command.description.length <= 2000);
      // Names of people and channels come as ids.
      assert.equal(command.should_escape, true);
    }
    for (const shortcut of manifest.features.shortcuts) {
      assert.deepEqual(keys(shortcut), ['callback_id', 'description', 'name', 'type']);
      assert(shortcut.name.length <= 24 && shortcut.description.length <= 150);
      assert.equal(shortcut.type, 'message');
    }
    assert.deepEqual(keys(manifest.settings), [
      'event_subscriptions',
      'interactivity',
      'org_deploy_enabled',
      'socket_mode_enabled',
      'token_rotation_enabled',
    ]);
    assert.deepEqual(keys(manifest.oauth_config.scopes), ['bot', 'bot_optional']);
  });

  it('reaches the Slack CLI as JSON, which starts the bot from TypeScript', () => {
    const { hooks } = JSON.parse(readFileSync(new URL('.slack/hooks.json', ROOT), 'utf8'));
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
    assert.match(hooks.start, /^npm run -s recap -- start$/);
    assert.match(scripts.recap, /src\/main\.ts$/);
    assert.match(hooks['get-manifest'], /\.slack\/print-manifest\.ts$/);
  });
});
