import { type Logger, LogLevel } from '@slack/web-api';
import { withoutSecrets } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

/**
 * What Slack's libraries say, in the bot's own log. Only warnings and errors, and only their words: what they print
 * at lower levels, and the objects that they print beside, hold people's messages and tokens.
 */
export function createBoltLogger(log: Log): Logger {
  const tokenize = (said: unknown[]) => withoutSecrets(said.map(String).join(' ')).slice(0, 500);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.warn({ said: tokenize(said) }, 'slack library warns'),
    error: (...said) => log.error({ said: tokenize(said) }, 'slack library fails'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
