import { createHmac } from 'node:crypto';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

export interface SignedRequest {
  /** The content type. */
  type: string;
  body: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Sends a body to the bot as Slack does, signed now. @throws TypeError if nobody answers */
export function sendSigned(requestUrl: string, { type, body, headers = {}, signal }: SignedRequest): Promise<Response> {
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = createHmac('sha256', LOCAL_APP.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(requestUrl, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...headers,
    },
    body,
    ...omitUndefined({ signal }),
  });
}
