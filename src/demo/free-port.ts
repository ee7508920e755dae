import { createServer } from 'node:net';

/** A port that nobody listens at now: `wanted` where that is free, else undefined; without `wanted` any. */
export async function freePort(wanted = 0): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(wanted, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
