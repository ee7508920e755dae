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
  /** From now on these methods return at most so many messages a call, and are refused more often than once a minute. */
  limitReading(limit: { methods: string[]; messages: number; now: () => number }): void;
  /** The calls that came, by method, with their form fields. */
  calls(method: string): Record<string, string>[];
  /** Forgets all calls, faults and limits. */
  reset(): void;
  stop(): Promise<void>;
}

/** Stands before a stand-in for Slack, which is too kind. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const faults = new Map<string, Fault[]>();
  const lasting = new Map<string, Fault | undefined>();
  let always: Fault | undefined;
  let choose: ((method: string) => Fault | undefined) | undefined;
  let limit: Parameters<FaultProxy['limitReading']>[0] | undefined;
  const lastRead = new Map<string, number>();
  const calls: { method: string; fields: Record<string, string> }[] = [];

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = await buffer(request);
    const method = request.url!.replace(/^\/api\//, '');
    calls.push({ method, fields: Object.fromEntries(new URLSearchParams(body.toString())) });
    const fault = faults.get(method)?.shift() ?? lasting.get(method) ?? always ?? choose?.(method);
    let from: number | undefined;
    if (limit?.methods.includes(method)) {
      const waited = limit.now() - (lastRead.get(method) ?? Number.NEGATIVE_INFINITY);
      if (waited < 60_000) {
        const retryAfter = String(Math.ceil((60_000 - waited) / 1000));
        return void response.writeHead(429, { 'retry-after': retryAfter }).end('{"ok":false,"error":"ratelimited"}');
      }
      lastRead.set(method, limit.now());
      // The stand-in doesn't cut every answer into pages.
      const fields = new URLSearchParams(body.toString());
      from = Number(fields.get('cursor') ?? 0);
      fields.delete('cursor');
      fields.set('limit', '999');
      body = Buffer.from(fields.toString());
    }
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
    const content = Buffer.from(await answer.arrayBuffer());
    response.end(from === undefined ? content : pageOf(content, from, limit!.messages));
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
    limitReading: (wanted) => {
      limit = wanted;
    },
    calls: (method) => calls.filter((call) => call.method === method).map(({ fields }) => fields),
    reset: () => {
      faults.clear();
      lasting.clear();
      lastRead.clear();
      calls.length = 0;
      always = undefined;
      choose = undefined;
      limit = undefined;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Some of an answer's messages from a place on, with a cursor if there are more. */
function pageOf(content: Buffer, from: number, count: number): string {
  const answer = JSON.parse(content.toString()) as { messages?: unknown[] };
  const messages = answer.messages ?? [];
  const next_cursor = from + count < messages.length ? String(from + count) : '';
  return JSON.stringify({
    ...answer,
    messages: messages.slice(from, from + count),
    response_metadata: { next_cursor },
  });
}
