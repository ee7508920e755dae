import { createHmac } from 'node:crypto';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';

/** Sends a body to the bot as Slack does, signed now. @throws TypeError where nobody answers */
export function sendSigned(
  requestUrl: string,
  { type, body, headers = {} }: { type: string; body: string; headers?: Record<string, string> },
): Promise<Response> {
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
  });
}
