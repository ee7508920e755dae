import type { WebClient } from '@slack/web-api';
import { AppError, LocalizedError, type Notice, writeNotice } from '#errors.ts';
import { escapeText } from '#render/slack/blocks/truncate.ts';
import { isObject, textOf } from '#shared/json-guards.ts';
import { readersLanguage } from '#slack/messages/reply-messages.ts';
import { readFromSlack, writeToSlack } from './call-slack.ts';

const WITHIN_MS = 20_000;
const NO_SUCH_FILE = ['file_not_found', 'file_deleted', 'missing_scope', 'access_denied'];

/** The hosts of Slack's files. The bot's token is sent to no others. */
const SLACK_HOSTS = /(?:^|\.)slack(?:-edge|-files)?\.com$/;

/**
 * Fetches the content of a file that was shared where the bot is. Looks up its URL first: the one in an event may be
 * outdated, or Slack Connect's placeholder.
 *
 * @throws AppError `refused` if Slack doesn't return it, `too-large`, `unreachable`
 */
export async function fetchFile(client: WebClient, fileId: string, maxBytes: number): Promise<Uint8Array> {
  const answer = await readFromSlack(() => client.files.info({ file: fileId }), NO_SUCH_FILE);
  const file: unknown = answer?.file;
  const address = isObject(file) ? textOf(file, 'url_private_download') || textOf(file, 'url_private') : '';
  const url = URL.parse(address);
  if (url === null || !isSlacks(url, client.slackApiUrl)) throw new LocalizedError('refused', 'file-refused');
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${client.token}` },
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    // Without the scope files:read, Slack answers with its sign-in page and status 200.
    if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
    if (!response.ok || response.body === null) throw new LocalizedError('refused', 'file-refused');
    return await readWithin(response.body, maxBytes);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new LocalizedError('unreachable', 'files-unavailable', {}, { cause });
  }
}

function isSlacks(url: URL, apiUrl: string): boolean {
  if (url.protocol === 'https:' && SLACK_HOSTS.test(url.hostname)) return true;
  // A stand-in for Slack serves files from the same origin as its API.
  return url.origin === URL.parse(apiUrl)?.origin;
}

async function readWithin(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new LocalizedError('too-large', 'file-too-large', { mb: Math.floor(maxBytes / 2 ** 20) });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends a file to the person whose request is handled, in their conversation with the app. @throws AppError */
export async function sendFile(
  client: WebClient,
  userId: string,
  file: { name: string; content: string | Uint8Array; comment: Notice },
): Promise<void> {
  const opened = await readFromSlack(() => client.conversations.open({ users: userId }));
  const channel = opened?.channel?.id;
  if (channel === undefined) throw new LocalizedError('unreachable', 'conversation-not-opened');
  await writeToSlack(() =>
    client.filesUploadV2({
      channel_id: channel,
      filename: file.name,
      title: file.name,
      file: typeof file.content === 'string' ? Buffer.from(file.content, 'utf8') : Buffer.from(file.content),
      initial_comment: escapeText(writeNotice(file.comment, readersLanguage())),
    }),
  );
}
