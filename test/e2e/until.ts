/** What a program under test has to have done by then; on a busy machine it takes its time. */
const DEADLINE_MS = 10_000;

/**
 * Asks again and again until the answer is neither undefined nor false, and returns it.
 *
 * @throws Error that names `what` when the deadline has passed, with the last error of `condition` as its cause
 */
export async function until<Answer>(
  what: string,
  condition: () => Promise<Answer | undefined | false> | Answer | undefined | false,
): Promise<Answer> {
  const deadline = performance.now() + DEADLINE_MS;
  let cause: unknown;
  do {
    try {
      const answer = await condition();
      if (answer !== undefined && answer !== false) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  } while (performance.now() < deadline);
  throw new Error(`It did not happen within ${DEADLINE_MS / 1000} s: ${what}.`, { cause });
}
