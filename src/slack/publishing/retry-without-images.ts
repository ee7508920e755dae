import type { KnownBlock } from '@slack/types';
import { readCallFailure } from '#slack/api/classify-failure.ts';

/** How Slack says that it doesn't take a block, a picture that the bot may not see or that isn't scanned yet among them. */
const REFUSED_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments']);

/**
 * Sends blocks; where Slack refuses them and pictures are among them, once more without those: a photo that can't be
 * shown keeps no digest back. What was refused was not done, so nothing stands twice.
 */
export async function sendWithOrWithoutPictures<Answer>(
  blocks: KnownBlock[],
  send: (blocks: KnownBlock[]) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send(blocks);
  } catch (error) {
    const failure = readCallFailure(error);
    const others = blocks.filter((block) => !('slack_file' in block));
    const mayBePictures = failure.kind === 'refused' && REFUSED_BLOCKS.has(failure.code);
    if (!mayBePictures || others.length === blocks.length || others.length === 0) throw error;
    return send(others);
  }
}
