import { BOT_SCOPES, EVENT_SCOPES, METHOD_SCOPES, OPTIONAL_LOSSES } from '#slack/connection/scopes.ts';
import { type Finding, mend, note, ok } from '#usecases/ports/doctor-finding.ts';

const ADD = 'Add it under "OAuth & Permissions" of your Slack app and install the app again';

/**
 * What the scopes that Slack gave the bot's token allow: one line for all that are there, one for each that is not.
 * Undefined where Slack doesn't say (the header `x-oauth-scopes` of each answer names them).
 */
export function examineScopes(granted: readonly string[] | undefined): Finding[] {
  if (granted === undefined) return [note('scopes', 'not said by this Slack, so not checked')];
  const missing = BOT_SCOPES.filter((scope) => !granted.includes(scope));
  const there = BOT_SCOPES.length - missing.length;
  return [
    ...(there > 0 ? [ok('scopes', `${there} of ${BOT_SCOPES.length} granted`)] : []),
    ...missing.map((scope) => {
      const loss = OPTIONAL_LOSSES[scope];
      return loss === undefined
        ? mend(scope, `not granted, and needed for ${usesOf(scope).join(', ')}. ${ADD}.`)
        : note(scope, `not granted: without it ${loss}. ${ADD} if you want that.`);
    }),
  ];
}

/** What is called or heard with a scope, by Slack's names. */
function usesOf(scope: string): string[] {
  if (scope === 'commands') return ['/recap', '/readinglist'];
  const uses = Object.entries({ ...METHOD_SCOPES, ...EVENT_SCOPES });
  return uses.filter(([, scopes]) => scopes.includes(scope)).map(([name]) => name);
}
