import { findLocalSlack } from '#demo/local-slack/run.ts';

/** Why tests that need local Slack can't run on this machine; false where they can. */
export async function noLocalSlack(): Promise<string | false> {
  return findLocalSlack().then(
    () => false,
    (error: Error) => error.message,
  );
}
