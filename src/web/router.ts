import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { AppError } from '#errors.ts';

/** Listeners by path. A path that ends with `*` matches every path with that prefix. */
export type Routes = Record<string, RequestListener>;

/** Short, because nobody sends request bodies here. */
const REQUEST_WITHIN_MS = 5_000;

/**
 * Serves our own paths over GET in Socket Mode, in which there is no HTTP server for Slack.
 * @throws AppError `failed` if the port is in use
 */
export async function serveRoutes(port: number, routes: Routes): Promise<{ stop(): Promise<void> }> {
  const server = createServer({ requestTimeout: REQUEST_WITHIN_MS, headersTimeout: REQUEST_WITHIN_MS });
  server.on('request', (request, response) => {
    const pathname = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '';
    const [, route] =
      Object.entries(routes).find(([path]) =>
        path.endsWith('*') ? pathname.startsWith(path.slice(0, -1)) : pathname === path,
      ) ?? [];
    if (route === undefined) response.writeHead(404).end();
    else if (request.method !== 'GET' && request.method !== 'HEAD')
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    else route(request, response);
  });
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new AppError('failed', `Port ${port} is in use by another program. Set PORT to another one.`, { cause });
  }
  return {
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
