import { type CallFailure, readCallFailure } from './classify-failure.ts';

/** What Slack refuses, by its error code, in plain words with what to do. */
const REASONS: Record<string, string> = {
  not_in_channel: 'The bot is not in the channel. Invite it there with /invite.',
  channel_not_found:
    "The bot can't see the channel. If it is private, invite the bot there; if it is gone, choose another one in /recap settings.",
  is_archived: 'The channel is archived. Unarchive it, or choose another one in /recap settings.',
  restricted_action:
    'The workspace lets only some people post in the channel. Ask an administrator to let the bot post there, or choose another one in /recap settings.',
  restricted_action_read_only_channel: 'Nobody may post in the channel. Choose another one in /recap settings.',
  restricted_action_thread_only_channel:
    'Only replies may be posted in the channel. Choose another one in /recap settings.',
  restricted_action_thread_locked: 'The thread is locked. Ask an administrator to open it.',
  restricted_action_non_threadable_channel:
    "Threads can't be opened in the channel. Choose another one in /recap settings.",
  cannot_reply_to_message: "Slack doesn't take replies to that message.",
  msg_too_long: 'The message is longer than Slack takes.',
  msg_blocks_too_long: 'The message is longer than Slack takes.',
  too_many_attachments: 'The message has more parts than Slack takes.',
  token_revoked: "Slack has withdrawn the bot's access. Install the app again.",
  token_expired: "The bot's token has expired. Install the app again.",
  account_inactive: 'The app is not installed any more. Install it again.',
  invalid_auth: "Slack doesn't accept the bot's token. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN.",
  not_authed: 'The bot has no token. Check SLACK_BOT_TOKEN.',
  not_allowed_token_type:
    'The token is of the wrong kind. SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-.',
  team_access_not_granted: 'The app is not allowed in this workspace. Ask an administrator to allow it.',
  ekm_access_denied: 'An administrator has suspended posting in the workspace.',
  access_denied: 'An administrator has denied the bot access.',
  org_login_required: 'The workspace is being moved into an organisation. Nothing can be posted until that is done.',
  team_added_to_org: 'The workspace is being moved into an organisation. Nothing can be posted until that is done.',
};

/** Block Kit's complaints; what Slack says of them names places in the message, no words of it. */
const BAD_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'block_mismatch']);

/** Slack's "never", as a sentence for people; undefined for every other failure. */
export function explainRefusal(error: unknown): string | undefined {
  const failure = readCallFailure(error);
  return failure.kind === 'refused' ? sentenceOf(failure) : undefined;
}

function sentenceOf({ code, needed, details }: CallFailure & { kind: 'refused' }): string {
  if (code === 'missing_scope') {
    return `The app lacks the permission ${needed ?? '(Slack does not say which)'}. Add it under "OAuth & Permissions" of the Slack app and install the app again.`;
  }
  if (BAD_BLOCKS.has(code)) {
    const places = details.map((detail) => detail.replace(/^\[ERROR\]\s*/, '')).join('; ');
    return `Slack doesn't take the message's form (${code}${places === '' ? '' : `: ${places}`}). Please report this as an error of the bot.`;
  }
  return REASONS[code] ?? `Slack refused it (${code}).`;
}
