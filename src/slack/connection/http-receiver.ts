import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HTTPReceiverOptions } from '@slack/bolt';
import { bufferIncomingMessage, parseHTTPRequestBody } from '@slack/bolt/dist/receivers/HTTPModuleFunctions.js';
import receiverModule from '@slack/bolt/dist/receivers/HTTPReceiver.js';
import { AppError } from '#errors.ts';
import { isObject } from '#shared/json-guards.ts';
import { requestProperties } from './handle-errors.ts';

/** Slack's largest message has 40,000 characters, several bytes each, and comes twice: as text and as blocks. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Slack gives up after 3 s. */
const HEADERS_WITHIN_MS = 5_000;
const REQUEST_WITHIN_MS = 10_000;
/** How long running requests may take when the bot stops. */
const DRAIN_MS = 7_000;
const SWEEP_MS = 20;

/** How far Slack's clock may be ahead of ours. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;

/** The path that Slack sends requests to. */
const EVENTS_PATH = '/slack/events';

export interface HttpReceiver {
  /** Bolt's receiver. It has an installer if workspaces install the app. */
  receiver: InstanceType<typeof receiverModule.default>;
  /** @throws AppError `failed` if the port is in use */
  start(): Promise<void>;
  stop(): Promise<void>;
  isListening(): boolean;
}

/** Our own paths next to Slack's, for GET and HEAD. One that ends with `*` matches every path with that prefix. */
export type Routes = Record<string, RequestListener>;

/**
 * Creates the receiver of Slack's signed requests. They are answered only when the listeners are done: a failed one is
 * answered with 500, and Slack sends an event again. (Bolt checks signatures, with a window of five minutes.)
 */
export function createHttpReceiver(
  port: number,
  routes: Routes,
  options: Pick<
    HTTPReceiverOptions,
    | 'signingSecret'
    | 'logger'
    | 'clientId'
    | 'clientSecret'
    | 'stateSecret'
    | 'installationStore'
    | 'scopes'
    | 'redirectUri'
    | 'installerOptions'
  >,
): HttpReceiver {
  const { default: HTTPReceiver } = receiverModule;
  const receiver = new HTTPReceiver({
    ...options,
    endpoints: EVENTS_PATH,
    processBeforeResponse: true,
    bodyLimit: MAX_BODY_BYTES,
    customPropertiesExtractor: (request) => ({ ...requestProperties(request) }),
    processEventErrorHandler: async ({ request, response, storedResponse }) => {
      if (response.headersSent) return false;
      // If the listener of a command or dialog answered before it failed, that answer remains. Bolt answers events
      // itself before any listener has run, so they have no answer to keep.
      const isEvent = request.headers['content-type']?.startsWith('application/json') === true;
      if (storedResponse !== undefined && !isEvent) {
        const isText = typeof storedResponse === 'string';
        response.writeHead(200, isText ? {} : { 'content-type': 'application/json' });
        response.end(isText ? storedResponse : JSON.stringify(storedResponse));
        return true;
      }
      response.writeHead(500).end();
      return true;
    },
  });
  // Bolt's own routes don't support prefixes, and fail for URLs that can't be decoded.
  const { requestListener } = receiver;
  receiver.requestListener = (request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const route = isRead ? findRoute(routes, request.url ?? '') : undefined;
    if (route !== undefined) route(request, response);
    else if (request.method === 'POST' && request.url?.replace(/\?.*$/s, '') === EVENTS_PATH)
      void receiveChecked(request, response, requestListener);
    else requestListener(request, response);
  };
  let server: Server | undefined;
  return {
    receiver,
    async start() {
      try {
        server = await receiver.start(port, {
          headersTimeout: HEADERS_WITHIN_MS,
          requestTimeout: REQUEST_WITHIN_MS,
        });
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
        throw new AppError('failed', `Port ${port} is in use by another program. Set PORT to another one.`, {
          cause,
        });
      }
    },
    async stop() {
      if (server === undefined) return;
      const open = server;
      server = undefined;
      // An idle connection that is kept alive would delay the shutdown by seconds.
      const sweep = setInterval(() => open.closeIdleConnections(), SWEEP_MS);
      const drained = receiver.stop().then(() => true);
      if (!(await Promise.race([drained, sleep(DRAIN_MS, false, { ref: false })]))) open.closeAllConnections();
      clearInterval(sweep);
    },
    isListening: () => server?.listening === true,
  };
}

/** Rejects what Bolt would accept or fail on: a body that isn't an object, and a time stamp in the future. */
async function receiveChecked(
  request: IncomingMessage,
  response: ServerResponse,
  receive: RequestListener,
): Promise<void> {
  const sentAt = Number(request.headers['x-slack-request-timestamp']) * 1000;
  const refuse = (status: number) => void response.writeHead(status, { connection: 'close' }).end();
  if (sentAt > Date.now() + MAX_CLOCK_SKEW_MS) return refuse(401);
  try {
    const buffered = await bufferIncomingMessage(request, MAX_BODY_BYTES);
    if (!isParsedObject(buffered)) return refuse(400);
  } catch (error) {
    return refuse((error as { statusCode?: number }).statusCode ?? 400);
  }
  receive(request, response);
}

/** Returns whether a body is an object. One that can't be parsed is left to Bolt, which checks its signature first. */
function isParsedObject(request: Parameters<typeof parseHTTPRequestBody>[0]): boolean {
  try {
    return isObject(parseHTTPRequestBody(request));
  } catch {
    return true;
  }
}

function findRoute(routes: Routes, url: string): RequestListener | undefined {
  const asked = url.replace(/[?#].*$/s, '');
  const path = Object.keys(routes).find((candidate) =>
    candidate.endsWith('*') ? asked.startsWith(candidate.slice(0, -1)) : asked === candidate,
  );
  return path === undefined ? undefined : routes[path];
}
