/** The scopes that each Web API method called by the bot needs. Several scopes are for different kinds of channels. */
export const METHOD_SCOPES: Record<string, readonly string[]> = {
  'auth.test': [],
  'bots.info': ['users:read'],
  'canvases.create': ['canvases:write'],
  'canvases.delete': ['canvases:write'],
  'canvases.edit': ['canvases:write'],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.startStream': ['chat:write'],
  'chat.appendStream': ['chat:write'],
  'chat.stopStream': ['chat:write'],
  'assistant.threads.setStatus': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.canvases.create': ['canvases:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': ['im:write'],
  'files.info': ['files:read'],
  filesUploadV2: ['files:write'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

/** The scopes that each event needs that Slack sends to the bot. */
export const EVENT_SCOPES: Record<string, readonly string[]> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  app_mention: ['app_mentions:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
};

/** The scopes that an administrator may refuse, and what is missing without each, in words for people. */
export const OPTIONAL_LOSSES: Readonly<Record<string, string>> = {
  // Required by `agent_view` in the manifest.
  'assistant:write': "the app doesn't appear at the top of the Slack window",
  'files:read': 'there are no photos in posts',
  'groups:history': "notes can't be saved in private channels",
  'groups:read': "notes can't be saved in private channels",
  'canvases:write': "the recap isn't posted as a canvas",
};

export const OPTIONAL_SCOPES: readonly string[] = Object.keys(OPTIONAL_LOSSES);

/**
 * The scopes that the app requests when it is installed, as in manifest.yml. `commands` is for its commands and
 * shortcut.
 */
export const BOT_SCOPES: readonly string[] = [
  ...new Set([
    'commands',
    ...Object.values(METHOD_SCOPES).flat(),
    ...Object.values(EVENT_SCOPES).flat(),
    ...OPTIONAL_SCOPES,
  ]),
].sort();
