import type { CallFailure } from '#slack/api/classify-failure.ts';

/** Where the recap is all the same. */
const INSTEAD = 'The recap stands in its post, and /recap export gives it as a file.';

const FREE = 'Slack’s free plan has one canvas a channel, and this channel has one already.';
const PLAN = 'The workspace’s plan or settings have no canvases here.';

/** Why there is no canvas, by Slack's error code (docs.slack.dev/reference/methods/canvases.create, canvases.edit). */
const REASONS: Record<string, string> = {
  free_team_canvas_tab_already_exists: FREE,
  channel_canvas_already_exists: FREE,
  free_teams_cannot_edit_standalone_canvases:
    'On Slack’s free plan a canvas that is no tab of a channel can’t be changed.',
  free_teams_cannot_create_non_tabbed_canvases: PLAN,
  team_tier_cannot_create_channel_canvases: PLAN,
  canvas_disabled_user_team: PLAN,
  canvas_disabled_file_team: PLAN,
  canvas_globally_disabled: PLAN,
  canvas_tab_creation_failed: 'Slack could not put a canvas beside the channel’s own.',
  restricted_action: 'The workspace lets only some people make canvases.',
  not_in_channel: 'The bot is not in the channel. Invite it there with /invite.',
  channel_not_found: 'The bot can’t see the channel.',
  unknown_method: 'This Slack has no canvases.',
  is_archived: 'The channel is archived.',
};

const GONE = new Set(['canvas_not_found', 'canvas_deleted', 'file_not_found', 'file_deleted']);

/** Is a canvas not there any more, so that another one is made? */
export function isCanvasGone(code: string): boolean {
  return GONE.has(code);
}

/** Why Slack has no canvas of a recap, and where the recap is instead. */
export function explainCanvasRefusal({ code }: CallFailure & { kind: 'refused' }): string {
  if (code === 'missing_scope') {
    return `The app was not given canvases:write, which is optional. ${INSTEAD}`;
  }
  return `${REASONS[code] ?? `Slack refused it (${code}).`} ${INSTEAD}`;
}
