import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AppError } from '#errors.ts';
import { PAGE_STYLE, pageScript } from './adapt-page.ts';

export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves local Slack's page to browsers on this machine.
 *
 * @param upstream local Slack's address, `http://localhost:40123/`
 * @param port 0: any free one
 * @throws AppError `failed` if the port is in use
 */
export async function servePage(upstream: string, port: number): Promise<ServedPage> {
  const target = new URL(upstream);
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing, target));
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (incoming, socket, head) => {
    tunnels.add(socket);
    socket.once('close', () => tunnels.delete(socket));
    tunnel(incoming, socket, { head, target });
  });
  server.listen(port, 'localhost');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new AppError('failed', `Port ${port} is in use by another program. Choose another with --port.`, {
      cause,
    });
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      for (const socket of tunnels) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: URL): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const passed = request(new URL(url, target), {
    method,
    headers: { ...headers, host: target.host, 'accept-encoding': 'identity' },
  });
  incoming.pipe(passed);
  try {
    const [response] = (await once(passed, 'response')) as [IncomingMessage];
    if (!response.headers['content-type']?.startsWith('text/html')) {
      outgoing.writeHead(response.statusCode!, response.headers);
      response.pipe(outgoing);
      return;
    }
    const { 'content-length': _, ...rest } = response.headers;
    outgoing.writeHead(response.statusCode!, rest);
    const page = (await text(response)).replace('<head>', () => `<head>${PAGE_STYLE}${pageScript()}`);
    outgoing.end(page.replaceAll('try /echo hi', 'try /recap help'));
  } catch {
    outgoing.destroy();
  }
}

function tunnel(
  { url = '/', headers }: IncomingMessage,
  socket: Duplex,
  { head, target }: { head: Buffer; target: URL },
): void {
  const passed = connect(Number(target.port), target.hostname, () => {
    const lines = Object.entries({ ...headers, host: target.host }).map(([name, value]) => `${name}: ${value}`);
    passed.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    passed.write(head);
    socket.pipe(passed).pipe(socket);
  });
  passed.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('error', () => passed.destroy()).on('close', () => passed.destroy());
}
