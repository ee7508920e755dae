import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** RFC 6455, 1.3. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** An empty frame that a client has to answer. */
const PING = Buffer.from([0x89, 0]);

/** Slack's end of Socket Mode, frame by frame: what local Slack never does (close, stay silent, send again). */
export interface SocketSlack {
  apiUrl: string;
  /** Sends a frame over the newest socket. */
  send(frame: object): void;
  /** An event in its envelope; answers the envelope's id. */
  sendEvent(event: object): string;
  /** What was acknowledged: envelope ids and payloads, in order. */
  acks: { envelope_id: string; payload?: unknown }[];
  /** The next acknowledgement of this envelope. */
  acknowledged(envelopeId: string): Promise<{ payload?: unknown }>;
  /** Resolves when the bot has read all that was sent over the newest socket so far. */
  allRead(): Promise<void>;
  /** The next call of the API. */
  nextCall(): Promise<void>;
  /** How many sockets have been opened. */
  opened(): number;
  /** Is the newest socket open? */
  isConnected(): boolean;
  /** The next socket that the bot opens, after Slack's hello. */
  nextSocket(): Promise<void>;
  /** Ends the newest socket without a farewell. */
  cut(): void;
  /** From now on the bot's farewells are not answered. */
  ignoreFarewells: boolean;
  /** What the API answers in the place of `apps.connections.open` and `auth.test`, until it is set back. */
  answer?: { status: number; body: string };
  stop(): Promise<void>;
}

export async function startSocketSlack(): Promise<SocketSlack> {
  // Some are never acknowledged, and waited for all the same.
  const bus = new EventEmitter().setMaxListeners(0);
  const acks: SocketSlack['acks'] = [];
  let opened = 0;
  let socket: Duplex | undefined;
  let envelopes = 0;

  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const body = request.url?.endsWith('apps.connections.open')
      ? { ok: true, url: `ws://localhost:${port}/link` }
      : { ok: true, url: 'https://test.slack.com/', user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T0TEST' };
    request.resume();
    bus.emit('call');
    response.writeHead(slack.answer?.status ?? 200, { 'content-type': 'application/json' });
    response.end(slack.answer?.body ?? JSON.stringify(body));
  });
  server.on('upgrade', (request, opening: Duplex) => {
    const key = request.headers['sec-websocket-key'];
    const accept = createHash('sha1').update(`${key}${WEBSOCKET_GUID}`).digest('base64');
    opening.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    opening.on('error', () => undefined);
    const isRude = () => slack.ignoreFarewells;
    readFrames(opening, {
      isRude,
      onPong: () => bus.emit('pong'),
      onText(text) {
        const ack = JSON.parse(text);
        acks.push(ack);
        bus.emit(`ack ${ack.envelope_id}`, ack);
      },
    });
    socket = opening;
    opened += 1;
    slack.send({ type: 'hello', num_connections: 1 });
    bus.emit('socket');
  });
  server.listen(0);
  await once(server, 'listening');

  const slack: SocketSlack = {
    apiUrl: `http://localhost:${(server.address() as AddressInfo).port}/api/`,
    acks,
    ignoreFarewells: false,
    opened: () => opened,
    isConnected: () => socket?.writable === true,
    send: (frame) => void socket!.write(textFrame(JSON.stringify(frame))),
    sendEvent(event) {
      const envelope_id = `envelope-${++envelopes}`;
      const payload = { type: 'event_callback', team_id: 'T0TEST', event_id: `Ev${envelopes}`, event };
      slack.send({ type: 'events_api', envelope_id, payload });
      return envelope_id;
    },
    async allRead() {
      const pong = once(bus, 'pong');
      socket!.write(PING);
      await pong;
    },
    nextCall: async () => void (await once(bus, 'call')),
    acknowledged: async (envelopeId) => (await once(bus, `ack ${envelopeId}`))[0],
    nextSocket: async () => void (await once(bus, 'socket')),
    cut: () => void socket!.destroy(),
    async stop() {
      socket?.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
  return slack;
}

function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.from([0x81, 126, 0, 0]);
  if (body.length >= 126) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** Reads masked frames of a client: short ones, as acknowledgements are. Answers pings and farewells. */
function readFrames(
  socket: Duplex,
  { isRude, onText, onPong }: { isRude: () => boolean; onText: (text: string) => void; onPong: () => void },
): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 6) {
      const isLong = (pending[1]! & 0x7f) === 126;
      const length = isLong ? pending.readUInt16BE(2) : pending[1]! & 0x7f;
      const start = isLong ? 8 : 6;
      if (pending.length < start + length) return;
      const mask = pending.subarray(start - 4, start);
      const body = Buffer.from(pending.subarray(start, start + length).map((byte, at) => byte ^ mask[at % 4]!));
      const opcode = pending[0]! & 0x0f;
      pending = pending.subarray(start + length);
      if (opcode === 1) onText(body.toString());
      if (opcode === 10) onPong();
      if (opcode === 9) socket.write(Buffer.concat([Buffer.from([0x8a, body.length]), body]));
      if (opcode === 8 && !isRude()) socket.end(Buffer.concat([Buffer.from([0x88, body.length]), body]));
    }
  });
}
