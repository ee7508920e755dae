import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyText } from 'node:stream/consumers';

/** What goes wrong with a call: Slack's error code, or no answer after it was carried out or before. */
export type StreamFault = { error: string } | 'too many' | 'drop after' | 'drop before';

/** A message of the bot's as it stands. */
export interface StandingMessage {
  ts: string;
  threadTs: string;
  /** The pieces that it has grown by; empty once it was replaced. */
  pieces: string[];
  text: string;
  blocks: unknown[];
  isStreaming: boolean;
}

export interface StreamingSlack {
  apiUrl: string;
  calls: { method: string; fields: Record<string, string> }[];
  /** What stands, oldest first. */
  standing(): StandingMessage[];
  /** The next calls of this method go wrong so. */
  failNext(method: string, ...faults: StreamFault[]): void;
  /** All calls of these methods go wrong so. */
  failAlways(fault: StreamFault, ...methods: string[]): void;
  /** Waits until a message has a piece that holds these words. */
  seen(words: string): Promise<void>;
  stop(): void;
}

type Fields = Record<string, string>;

class Refusal extends Error {}

/**
 * A server that streams as Slack documents it (docs.slack.dev/reference/methods/chat.startStream, chat.appendStream,
 * chat.stopStream, chat.update, assistant.threads.setStatus): none of the stand-ins has these methods.
 */
export async function startStreamingSlack(botUserId: string): Promise<StreamingSlack> {
  const messages = new Map<string, StandingMessage>();
  const calls: StreamingSlack['calls'] = [];
  const faults = new Map<string, StreamFault[]>();
  const lasting = new Map<string, StreamFault>();
  const waiting: { words: string; resolve: () => void }[] = [];
  let count = 0;

  const add = ({ thread_ts = '' }: Fields, more: Partial<StandingMessage>): StandingMessage => {
    count += 1;
    const ts = `1464289999.${String(count).padStart(6, '0')}`;
    const message = {
      ts,
      threadTs: thread_ts,
      pieces: [],
      text: '',
      blocks: [],
      isStreaming: false,
      ...more,
    };
    messages.set(ts, message);
    return message;
  };
  const find = ({ ts = '' }: Fields) => messages.get(ts) ?? refuse('message_not_found');
  const findStreaming = (fields: Fields) => {
    const message = find(fields);
    return message.isStreaming ? message : refuse('message_not_in_streaming_state');
  };
  const grow = (message: StandingMessage, { chunks = '[]' }: Fields) => {
    for (const { type, text } of JSON.parse(chunks) as { type: string; text: string }[]) {
      if (type !== 'markdown_text' || text.length > 12_000) refuse('invalid_chunks');
      message.pieces.push(text);
    }
    for (const { words, resolve } of waiting) if (message.pieces.some((piece) => piece.includes(words))) resolve();
  };

  const methods: Record<string, (fields: Fields) => Record<string, unknown>> = {
    'assistant.threads.setStatus': () => ({}),
    'chat.startStream': (fields) => {
      if (fields.thread_ts === undefined) refuse('invalid_thread_ts');
      if (fields.recipient_team_id === undefined) refuse('missing_recipient_team_id');
      if (fields.recipient_user_id === undefined) refuse('missing_recipient_user_id');
      const message = add(fields, { isStreaming: true });
      grow(message, fields);
      return { ts: message.ts };
    },
    'chat.appendStream': (fields) => {
      grow(findStreaming(fields), fields);
      return {};
    },
    'chat.stopStream': (fields) => {
      const message = findStreaming(fields);
      grow(message, fields);
      message.blocks = JSON.parse(fields.blocks ?? '[]');
      message.isStreaming = false;
      return {};
    },
    'chat.update': (fields) => {
      const message = find(fields);
      if (message.isStreaming) refuse('streaming_state_conflict');
      Object.assign(message, { pieces: [], text: fields.text, blocks: JSON.parse(fields.blocks ?? '[]') });
      return {};
    },
    'chat.delete': (fields) => {
      messages.delete(find(fields).ts);
      return {};
    },
    'chat.postMessage': (fields) => {
      const message = add(fields, { text: fields.text!, blocks: JSON.parse(fields.blocks ?? '[]') });
      return { ts: message.ts };
    },
    'conversations.replies': ({ ts = '', oldest = '0' }) => ({
      messages: [
        { user: 'U1', ts },
        ...[...messages.values()]
          .filter((message) => message.threadTs === ts && message.ts > oldest)
          .map((message) => ({ user: botUserId, ts: message.ts })),
      ],
    }),
  };

  function reply(method: string, fields: Fields, response: ServerResponse): void {
    const fault = faults.get(method)?.shift() ?? lasting.get(method);
    if (fault === 'drop before') return void response.destroy();
    if (fault === 'too many') return void response.writeHead(429, { 'retry-after': '30' }).end();
    let answer: Record<string, unknown>;
    try {
      if (typeof fault === 'object') refuse(fault.error);
      const act = methods[method] ?? (() => refuse('unknown_method'));
      answer = { ok: true, ...act(fields) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer = { ok: false, error: error.message };
    }
    if (fault === 'drop after') return void response.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  const server = createServer(async (request, response) => {
    const fields = Object.fromEntries(new URLSearchParams(await bodyText(request)));
    const method = request.url!.replace('/api/', '');
    calls.push({ method, fields });
    reply(method, fields, response);
  });
  server.listen(0);
  await once(server, 'listening');
  return {
    apiUrl: `http://localhost:${(server.address() as AddressInfo).port}/api/`,
    calls,
    standing: () => [...messages.values()],
    failNext: (method, ...next) => void faults.set(method, [...(faults.get(method) ?? []), ...next]),
    failAlways(fault, ...always) {
      for (const method of always) lasting.set(method, fault);
    },
    seen(words) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ words, resolve });
      return promise;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function refuse(error: string): never {
  throw new Refusal(error);
}
