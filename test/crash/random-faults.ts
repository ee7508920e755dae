import type { Fault } from '#test/slack/fault-proxy.ts';

const TOO_MANY: Fault = { status: 429, headers: { 'retry-after': '1' } };
const SERVER_ERROR: Fault = { status: 500 };
const NO_SCOPE: Fault = { status: 200, body: '{"ok":false,"error":"missing_scope"}' };
/** The search for messages fails at most this long after an outage. */
const LOOKUPS_FAIL_MS = 1_500;

const LOOKUPS = ['conversations.history', 'conversations.replies'];

/**
 * Chooses what goes wrong with the calls of a run: rate limits, errors and broken connections; after a post whose answer
 * got lost, the search for it fails for a while as well.
 */
export function createRandomFaults(random: () => number): (method: string) => Fault | undefined {
  let lookupsFailUntil = 0;

  function oneOf(...faults: Fault[]): Fault {
    return faults[Math.floor(random() * faults.length)]!;
  }

  return (method) => {
    const dice = random();
    if (LOOKUPS.includes(method)) {
      if (Date.now() < lookupsFailUntil) return oneOf(TOO_MANY, SERVER_ERROR, NO_SCOPE, 'drop before');
      return dice < 0.1 ? oneOf(TOO_MANY, SERVER_ERROR, 'drop before') : undefined;
    }
    if (method.startsWith('chat.')) {
      if (dice < 0.05) return TOO_MANY;
      if (dice < 0.07) return SERVER_ERROR;
      if (dice < 0.09) return 'drop before';
      if (dice < 0.12) {
        lookupsFailUntil = Date.now() + random() * LOOKUPS_FAIL_MS;
        return oneOf('drop after', 'silence');
      }
      return undefined;
    }
    return /^(?:users|conversations)\./.test(method) && dice < 0.05
      ? oneOf(TOO_MANY, SERVER_ERROR, 'drop before')
      : undefined;
  };
}
