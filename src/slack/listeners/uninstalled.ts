import { isObject } from '#shared/json-guards.ts';
import { removeWorkspace } from '#usecases/privacy/remove-stored-data.ts';
import type { ListenerDependencies } from './dependencies.ts';
import type { EventArgs } from './payload.ts';
import { objectAt, textAt } from './payload.ts';

/**
 * The app was taken out of a workspace, or of an organisation: its tokens and all that is stored of the workspace go.
 * Slack sends this without any authorization, and takes no calls for it any more.
 */
export async function onUninstalled({ body }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const installation = readInstallation(body);
  if (installation === undefined) return;
  await deps.removeInstallation(installation);
  if (installation.teamId !== undefined) await removeWorkspace(deps, installation.teamId);
}

/** Slack withdrew the bot's token: it goes, and what is stored stays for when the app is installed again. */
export async function onTokensRevoked({ event, body }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const { bot } = objectAt(event, 'tokens');
  const installation = readInstallation(body);
  if (installation === undefined || !Array.isArray(bot) || bot.length === 0) return;
  await deps.removeInstallation(installation);
}

/** Whose installation an event speaks of; undefined for what names none. */
function readInstallation(body: unknown): Parameters<ListenerDependencies['removeInstallation']>[0] | undefined {
  const { authorizations } = isObject(body) ? body : {};
  const [given] = Array.isArray(authorizations) ? authorizations.filter(isObject) : [];
  const isEnterpriseInstall = (given ?? (isObject(body) ? body : {})).is_enterprise_install === true;
  const teamId = textAt(body, 'team_id') || undefined;
  const enterpriseId = textAt(body, 'enterprise_id') || undefined;
  const id = isEnterpriseInstall ? enterpriseId : teamId;
  return id === undefined ? undefined : { isEnterpriseInstall, teamId, enterpriseId };
}
