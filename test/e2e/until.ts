import { waitFor } from '#demo/replay-conversation.ts';

/**
 * Asks again and again until the answer is neither undefined nor false, and returns it.
 *
 * @throws AppError that names `what` when it takes too long
 */
export function until<Answer>(
  what: string,
  condition: () => Promise<Answer | undefined | false> | Answer | undefined | false,
): Promise<Answer> {
  return waitFor(what, async () => {
    const answer = await condition();
    return answer === false ? undefined : answer;
  });
}
