import { WebClient } from '@slack/web-api';
import type { SlackConfig } from '#config/config.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { readFromSlack, writeToSlack } from '#slack/api/call-slack.ts';
import { causesOf, classifyFailure } from '#slack/api/slack-errors.ts';
import { BOT_SCOPES, EVENT_SCOPES, METHOD_SCOPES, OPTIONAL_LOSSES } from '#slack/connection/scopes.ts';
import { webClientOptions } from '#slack/connection/web-clients.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { type Finding, fix, note, ok } from '#usecases/ports/doctor-finding.ts';

/** The tokens, if they are set and well-formed. */
export interface SlackSettings {
  botToken?: string | undefined;
  appToken?: string | undefined;
  apiUrl?: string | undefined;
}

/** Tries the tokens against Slack, and compares them and their scopes with what the bot needs. */
export async function checkSlack({ botToken, appToken, apiUrl }: SlackSettings): Promise<Finding[]> {
  if (botToken === undefined && appToken === undefined) return [];
  const where = omitUndefined({ apiUrl });
  const problem = await findNetworkProblem(apiUrl);
  if (problem !== undefined) return [fix('Slack', `can't be reached: ${problem} The tokens weren't checked.`)];
  const findings: Finding[] = [];
  let bot: BotToken | undefined;
  if (botToken !== undefined) {
    try {
      bot = await checkBotToken(botToken, where);
      findings.push(ok('SLACK_BOT_TOKEN', `works in ${bot.team} as @${bot.bot}`));
      findings.push(...checkScopes(bot.scopes));
    } catch (error) {
      findings.push(fix('SLACK_BOT_TOKEN', reasonOf(error, 'SLACK_BOT_TOKEN')));
    }
  }
  if (appToken !== undefined) {
    try {
      await checkAppToken(appToken, where);
      findings.push(ok('SLACK_APP_TOKEN', 'opens a connection'));
    } catch (error) {
      findings.push(fix('SLACK_APP_TOKEN', reasonOf(error, 'SLACK_APP_TOKEN')));
    }
    findings.push(...compareApps(bot?.appId, appOfToken(appToken)));
  }
  return findings;
}

const TIMEOUT_S = 10;

/** Returns why Slack can't be reached from this machine, in a sentence; undefined if it answers. */
export async function findNetworkProblem(apiUrl = 'https://slack.com/api/'): Promise<string | undefined> {
  const url = new URL('api.test', apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`);
  try {
    const { status } = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(TIMEOUT_S * 1000) });
    return status < 500 ? undefined : `${url.host} answers with HTTP status ${status}. Try again later.`;
  } catch (error) {
    const causes = causesOf(error);
    const code = causes.map((cause) => (cause as NodeJS.ErrnoException).code).find((each) => typeof each === 'string');
    if (causes.some(({ name }) => name === 'TimeoutError')) return explainNetworkError('ETIMEDOUT', url.host);
    return explainNetworkError(code ?? '', url.host);
  }
}

function explainNetworkError(code: string, host: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `there is no address for ${host}. Check that this computer is online and that its DNS works.`;
  if (code === 'ECONNREFUSED') return `nothing is listening at ${host}.`;
  if (/^E(?:HOST|NET)(?:UNREACH|DOWN)$/.test(code))
    return `there is no route to ${host}. Check that this computer is online.`;
  if (/TIMEDOUT|TIMEOUT/.test(code))
    return `${host} didn't answer within ${TIMEOUT_S} seconds. Check whether a firewall blocks it.`;
  if (/CERT|SIGNATURE|SSL|TLS/.test(code))
    return `the certificate of ${host} isn't trusted (${code}). If your network inspects traffic, set NODE_EXTRA_CA_CERTS to the file with its certificate.`;
  return `the connection to ${host} failed${code === '' ? '' : ` (${code})`}.`;
}

/** Reports tokens of two different apps: the bot would connect, but nothing that people do would reach it. */
function compareApps(botsApp: string | undefined, tokensApp: string | undefined): Finding[] {
  if (botsApp === undefined || tokensApp === undefined || botsApp === tokensApp) return [];
  const says = `belongs to another Slack app (${tokensApp}) than SLACK_BOT_TOKEN (${botsApp}). Copy both from the same app.`;
  return [fix('SLACK_APP_TOKEN', says)];
}

/**
 * Returns what to do about a token that Slack refuses. The general reasons name both tokens, this one only the token
 * that was tried.
 */
function reasonOf(error: unknown, name: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): string {
  if (!(error instanceof AppError)) throw error;
  const failure = classifyFailure(error.cause);
  const code = failure.kind === 'refused' ? failure.code : undefined;
  if (name === 'SLACK_APP_TOKEN' && (code === 'missing_scope' || code === 'not_allowed_token_type'))
    return `lacks connections:write. Create a new "App-Level Token" with it under "Basic Information" in your Slack app's settings.`;
  if (code !== 'invalid_auth' && code !== 'not_authed' && code !== 'not_allowed_token_type') return error.message;
  const page = name === 'SLACK_BOT_TOKEN' ? '"OAuth & Permissions"' : '"Basic Information"';
  return `isn't accepted by Slack. Copy it again from ${page} in your Slack app's settings.`;
}

const ADD = `Add it under "OAuth & Permissions" in your Slack app's settings, and install the app again`;

/**
 * Compares the scopes of the bot's token with those that the bot needs: one finding for all that are granted, and one
 * for each that isn't. `granted` is undefined if Slack doesn't list them in the header `x-oauth-scopes`.
 */
function checkScopes(granted: readonly string[] | undefined): Finding[] {
  if (granted === undefined) return [note('scopes', "weren't checked, because this Slack doesn't list them")];
  const missing = BOT_SCOPES.filter((scope) => !granted.includes(scope));
  const there = BOT_SCOPES.length - missing.length;
  return [
    ...(there > 0 ? [ok('scopes', `are granted: ${there} of ${BOT_SCOPES.length}`)] : []),
    ...missing.map((scope) => {
      const loss = OPTIONAL_LOSSES[scope];
      return loss === undefined
        ? fix(scope, `isn't granted, and is needed for ${usesOf(scope).join(', ')}. ${ADD}.`)
        : note(scope, `isn't granted: without it, ${loss}. ${ADD} if you want to change that.`);
    }),
  ];
}

/** Returns the commands, methods and events that need a scope, by Slack's names. */
function usesOf(scope: string): string[] {
  if (scope === 'commands') return ['/recap', '/readinglist'];
  const uses = Object.entries({ ...METHOD_SCOPES, ...EVENT_SCOPES });
  return uses.filter(([, scopes]) => scopes.includes(scope)).map(([name]) => name);
}

/** What a bot token gives access to. */
interface BotToken {
  /** The workspace's name. */
  team: string;
  /** The bot's name there. */
  bot: string;
  /** The Slack app's id, `A…`; absent if Slack doesn't say. */
  appId?: string;
  /** Absent if Slack doesn't say. */
  scopes?: string[];
}

type Where = Pick<SlackConfig, 'apiUrl'>;

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Tries a bot token. @throws AppError `refused` or `unreachable`, with what to do */
async function checkBotToken(token: string, where: Where): Promise<BotToken> {
  const client = new WebClient(token, webClientOptions(where, SILENT));
  const self = await writeToSlack(() => client.auth.test());
  const scopes = self.response_metadata?.scopes;
  // Only used to compare the apps, so an error, such as a missing scope, doesn't matter.
  const about = await readFromSlack(() => client.bots.info({ bot: self.bot_id ?? '' })).catch(() => undefined);
  const appId = about?.bot?.app_id;
  return {
    team: self.team ?? '',
    bot: self.user ?? '',
    ...omitUndefined({ appId, scopes }),
  };
}

/** Tries an app token by requesting a socket's URL, without connecting. @throws AppError as {@link checkBotToken} */
async function checkAppToken(token: string, where: Where): Promise<void> {
  const client = new WebClient(token, webClientOptions(where, SILENT));
  await writeToSlack(() => client.apps.connections.open());
}

/** An app token names its app: `xapp-1-A0123ABCD-…`. */
function appOfToken(appToken: string): string | undefined {
  return /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1];
}
