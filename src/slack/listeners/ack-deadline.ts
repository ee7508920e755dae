/** Slack waits three seconds; a person sees after one that something goes on. */
const PATIENCE_MS = 1_000;

/** What comes of `working` within a second; undefined where it takes longer. */
export async function withinAckDeadline<Result>(working: Promise<Result>): Promise<Result | undefined> {
  const { promise: tooLong, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  return Promise.race([working, tooLong]).finally(() => clearTimeout(timer));
}
