import { AppError } from '#errors.ts';
import { readCallFailure } from '#slack/api/classify-failure.ts';
import { type Finding, mend, ok } from '#usecases/ports/doctor-finding.ts';
import { examineScopes } from './check-scopes.ts';
import { appOfToken, type BotToken, tryAppToken, tryBotToken } from './check-tokens.ts';

/** Tokens as far as they are set and look like tokens. */
export interface SlackSettings {
  botToken?: string | undefined;
  appToken?: string | undefined;
  apiUrl?: string | undefined;
}

/** Tries the tokens against Slack, and compares them and their scopes with what the bot needs. */
export async function examineSlack({ botToken, appToken, apiUrl }: SlackSettings): Promise<Finding[]> {
  const where = apiUrl === undefined ? {} : { apiUrl };
  const findings: Finding[] = [];
  let bot: BotToken | undefined;
  if (botToken !== undefined) {
    try {
      bot = await tryBotToken(botToken, where);
      findings.push(ok('SLACK_BOT_TOKEN', `works in ${bot.team} as @${bot.bot}`));
      findings.push(...examineScopes(bot.scopes));
    } catch (error) {
      findings.push(mend('SLACK_BOT_TOKEN', reasonOf(error, 'SLACK_BOT_TOKEN')));
    }
  }
  if (appToken !== undefined) {
    try {
      await tryAppToken(appToken, where);
      findings.push(ok('SLACK_APP_TOKEN', 'opens a connection'));
    } catch (error) {
      findings.push(mend('SLACK_APP_TOKEN', reasonOf(error, 'SLACK_APP_TOKEN')));
    }
    findings.push(...compareApps(bot?.appId, appOfToken(appToken)));
  }
  return findings;
}

/** With the tokens of two apps all is quiet: the bot connects, and nothing that people do reaches it. */
function compareApps(botsApp: string | undefined, tokensApp: string | undefined): Finding[] {
  if (botsApp === undefined || tokensApp === undefined || botsApp === tokensApp) return [];
  const says = `is of another Slack app (${tokensApp}) than SLACK_BOT_TOKEN (${botsApp}). Copy both from one app.`;
  return [mend('SLACK_APP_TOKEN', says)];
}

/** What to do about a token that Slack refuses: general reasons name both tokens, this the one that was tried. */
function reasonOf(error: unknown, name: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): string {
  if (!(error instanceof AppError)) throw error;
  const failure = readCallFailure(error.cause);
  const code = failure.kind === 'refused' ? failure.code : undefined;
  if (name === 'SLACK_APP_TOKEN' && (code === 'missing_scope' || code === 'not_allowed_token_type'))
    return 'lacks connections:write. Make a new "App-Level Token" with it under "Basic Information" of your Slack app.';
  if (code !== 'invalid_auth' && code !== 'not_authed' && code !== 'not_allowed_token_type') return error.message;
  const page = name === 'SLACK_BOT_TOKEN' ? '"OAuth & Permissions"' : '"Basic Information"';
  return `Slack doesn't accept it. Copy it again from ${page} of your Slack app.`;
}
