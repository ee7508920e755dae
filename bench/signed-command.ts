import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

/** Sends `/recap …` as Slack does, signed, over connections that stay open. */
export interface CommandSender {
  /** Answers the milliseconds until the whole answer is there. @throws Error where the answer is not 200 */
  send(text: string): Promise<number>;
  close(): void;
}

export function createCommandSender(
  port: number,
  secret: string,
  who: { teamId: string; channel: string; userId: string },
): CommandSender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let sent = 0;
  return {
    send(text) {
      const body = new URLSearchParams({
        command: '/recap',
        text,
        team_id: who.teamId,
        channel_id: who.channel,
        channel_name: 'bench',
        user_id: who.userId,
        user_name: 'bench',
        api_app_id: 'A1',
        trigger_id: `bench.${process.pid}.${sent++}`,
        response_url: 'http://127.0.0.1:9/none',
      }).toString();
      const timestamp = Math.floor(Date.now() / 1000);
      const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
      const begun = performance.now();
      return new Promise((resolve, reject) => {
        const outgoing = request(
          {
            port,
            host: '127.0.0.1',
            path: '/slack/events',
            method: 'POST',
            agent,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
              'x-slack-request-timestamp': timestamp,
              'x-slack-signature': `v0=${signature}`,
            },
          },
          (response) => {
            response.resume();
            response.on('end', () =>
              response.statusCode === 200
                ? resolve(performance.now() - begun)
                : reject(new Error(`answered ${response.statusCode}`)),
            );
          },
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
