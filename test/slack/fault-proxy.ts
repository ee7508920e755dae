import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to a call instead of Slack's answer. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** The connection ends before the call has reached Slack, or after Slack has carried it out. */
  | 'drop before'
  | 'drop after'
  /** Slack carries it out, and its answer never comes. */
  | 'silence'
  /** Slack carries it out only after so long, and its answer never comes. */
  | { lateMs: number };

export interface FaultProxy {
  /** What `SLACK_API_URL` has to be. */
  apiUrl: string;
  /** The next call of this method goes wrong so; several queue up. */
  failNext(method: string, ...faults: Fault[]): void;
  /** From now on every call of this method goes wrong so; none does with undefined. */
  failAlways(method: string, fault: Fault | undefined): void;
  /** From now on every call goes wrong so; none does with undefined. */
  failAll(fault: Fault | undefined): void;
  /** From now on every call goes wrong as `choose` says, if it does; none does with undefined. */
  failBy(choose: ((method: string) => Fault | undefined) | undefined): void;
  /** The calls that came, by method, with their form fields. */
  calls(method: string): Record<string, string>[];
  stop(): Promise<void>;
}

/** Stands before a stand-in for Slack, which is too kind. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const faults = new Map<string, Fault[]>();
  const lasting = new Map<string, Fault | undefined>();
  let always: Fault | undefined;
  let choose: ((method: string) => Fault | undefined) | undefined;
  const calls: { method: string; fields: Record<string, string> }[] = [];

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const method = request.url!.replace(/^\/api\//, '');
    calls.push({ method, fields: Object.fromEntries(new URLSearchParams(body.toString())) });
    const fault = faults.get(method)?.shift() ?? lasting.get(method) ?? always ?? choose?.(method);
    if (fault === 'drop before') return void request.socket.destroy();
    if (typeof fault === 'object' && 'status' in fault) {
      return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
    }
    if (typeof fault === 'object') await sleep(fault.lateMs, undefined, { ref: false });
    const answer = await fetch(target + method, {
      method: 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/x-www-form-urlencoded',
        authorization: request.headers.authorization ?? '',
      },
      body: body.length > 0 ? new Uint8Array(body) : null,
    });
    if (fault === 'drop after') return void request.socket.destroy();
    if (fault !== undefined) return;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0);
  await once(server, 'listening');
  return {
    apiUrl: `http://localhost:${(server.address() as AddressInfo).port}/api/`,
    failNext: (method, ...next) => void faults.set(method, [...(faults.get(method) ?? []), ...next]),
    failAlways: (method, fault) => void lasting.set(method, fault),
    failAll: (fault) => {
      always = fault;
    },
    failBy: (by) => {
      choose = by;
    },
    calls: (method) => calls.filter((call) => call.method === method).map(({ fields }) => fields),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
