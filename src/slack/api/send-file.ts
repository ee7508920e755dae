import type { WebClient } from '@slack/web-api';
import { AppError } from '#errors.ts';
import { escapeText } from '#render/slack/blocks/truncate.ts';
import { askSlack, tellSlack } from './call-slack.ts';

/** Sends a file to a person in their conversation with the app; `comment` is plain text. @throws AppError */
export async function sendFile(
  client: WebClient,
  userId: string,
  file: { name: string; content: string | Uint8Array; comment: string },
): Promise<void> {
  const opened = await askSlack(() => client.conversations.open({ users: userId }));
  const channel = opened?.channel?.id;
  if (channel === undefined) throw new AppError('unreachable', "Slack doesn't open your conversation with the app.");
  await tellSlack(() =>
    client.filesUploadV2({
      channel_id: channel,
      filename: file.name,
      title: file.name,
      file: typeof file.content === 'string' ? Buffer.from(file.content, 'utf8') : Buffer.from(file.content),
      initial_comment: escapeText(file.comment),
    }),
  );
}
