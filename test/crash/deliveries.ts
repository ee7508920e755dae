import { setTimeout as sleep } from 'node:timers/promises';
import { TALKS, TEAM } from '#test/e2e/sample-team.ts';
import { sendSigned } from '#test/e2e/send-signed.ts';
import type { SocketSlack } from '#test/slack/connection/socket-slack.ts';

/** What Slack sends, and retries with the same id if it is not acknowledged. */
export interface Delivery {
  id: string;
  /** How often it was sent before. */
  tries: number;
  content: { kind: 'event'; event: object } | { kind: 'command'; command: string; text: string; user: string };
}

/** Slack's end of a connection. */
export interface DeliverySender {
  /** Returns the answer that acknowledged it, or undefined if it was not acknowledged as far as Slack knows. */
  send(delivery: Delivery): Promise<string | undefined>;
}

/** Slack gives up after 3 s; on a busy machine the bot gets more time. */
const WITHIN_MS = 8_000;

function commandFields({ id, content }: Delivery): Record<string, string> {
  if (content.kind !== 'command') throw new Error('no command');
  const { command, text, user } = content;
  return {
    command,
    text,
    team_id: TEAM,
    channel_id: TALKS,
    channel_name: 'talks',
    user_id: user,
    api_app_id: 'A0RECAP01',
    trigger_id: id,
    response_url: 'http://127.0.0.1:9/none',
  };
}

function eventBody({ id, content }: Delivery): object {
  if (content.kind !== 'event') throw new Error('no event');
  return { type: 'event_callback', team_id: TEAM, event_id: id, event: content.event };
}

/** Sends signed requests to one of the replicas in turn. */
export function createHttpSender(requestUrls: readonly string[]): DeliverySender {
  let sent = 0;
  return {
    async send(delivery) {
      const requestUrl = requestUrls[sent++ % requestUrls.length]!;
      const isEvent = delivery.content.kind === 'event';
      try {
        const response = await sendSigned(requestUrl, {
          signal: AbortSignal.timeout(WITHIN_MS),
          type: isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
          body: isEvent ? JSON.stringify(eventBody(delivery)) : new URLSearchParams(commandFields(delivery)).toString(),
          headers:
            delivery.tries === 0
              ? {}
              : { 'x-slack-retry-num': String(delivery.tries), 'x-slack-retry-reason': 'http_timeout' },
        });
        const answer = await response.text();
        return response.status === 200 ? answer : undefined;
      } catch {
        // The bot is dead or frozen.
        return undefined;
      }
    },
  };
}

/** Sends envelopes over the newest socket that the bot opened. `ended` resolves when the process behind it is gone. */
export function createSocketSender(slack: SocketSlack, ended: () => Promise<void>): DeliverySender {
  let envelopes = 0;
  return {
    async send(delivery) {
      // Nothing is delivered to a bot that is down.
      if (!slack.isConnected()) return undefined;
      // An envelope that is sent again is another one with the same payload.
      const envelope_id = `${delivery.id}-${++envelopes}`;
      const acknowledged = slack.acknowledged(envelope_id);
      const isEvent = delivery.content.kind === 'event';
      slack.send({
        type: isEvent ? 'events_api' : 'slash_commands',
        envelope_id,
        payload: isEvent ? eventBody(delivery) : commandFields(delivery),
        accepts_response_payload: !isEvent,
        ...(isEvent && delivery.tries > 0 && { retry_attempt: delivery.tries, retry_reason: 'timeout' }),
      });
      const answer = await Promise.race([
        acknowledged,
        ended().then(() => undefined),
        sleep(WITHIN_MS, undefined, { ref: false }),
      ]);
      return answer && JSON.stringify(answer.payload ?? {});
    },
  };
}
