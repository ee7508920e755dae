import { findLocalSlack } from '../../src/demo/find-local-slack.ts';

/** Why tests that need local Slack can't run on this machine; false where they can. */
export async function noLocalSlack(): Promise<string | false> {
  return findLocalSlack().then(
    () => false,
    (error: Error) => error.message,
  );
}
