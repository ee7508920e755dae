import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { AppError } from '#errors.ts';

/** Addresses that people and machines may ask for, by path; one that ends with `*` stands for all that begin so. */
export type Routes = Record<string, RequestListener>;

/** Nobody sends us anything here. */
const REQUEST_WITHIN_MS = 5_000;

/**
 * Serves GET requests to paths of ours, where Slack doesn't call us over HTTP and there is no other server.
 * @throws AppError `failed` where the port is in use
 */
export async function serveRoutes(port: number, routes: Routes): Promise<{ stop(): Promise<void> }> {
  const server = createServer({ requestTimeout: REQUEST_WITHIN_MS, headersTimeout: REQUEST_WITHIN_MS });
  server.on('request', (request, response) => {
    const pathname = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '';
    const path = Object.keys(routes).find((candidate) => fits(candidate, pathname));
    const route = path === undefined ? undefined : routes[path];
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
    throw new AppError('failed', `Port ${port} is in use by another program. Set PORT to another one.`, {
      cause,
    });
  }
  return {
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function fits(path: string, asked: string): boolean {
  return path.endsWith('*') ? asked.startsWith(path.slice(0, -1)) : asked === path;
}
