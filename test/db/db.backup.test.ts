import assert from 'node:assert/strict';
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openDatabase } from '#db/open-database.ts';
import { freePort } from '#demo/local-slack/run.ts';
import { until } from '#test/e2e/until.ts';
import { makeConference } from '#test/fakes/make-conference.ts';
import { HOSTILE, makeCapturedNote } from './stores/contracts/records.ts';

/** What docs/operations.md tells people to type: it is typed here. */
const OPERATIONS = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');

function told(pattern: RegExp): string {
  const [line] = pattern.exec(OPERATIONS) ?? [];
  assert(line !== undefined, `docs/operations.md has no line like ${pattern}`);
  return line;
}

/** Stores a conference with a note. */
async function fill(url: string, source: string): Promise<void> {
  const { database } = await openDatabase(url);
  await database.conferences.save(makeConference());
  await database.notes.save(makeCapturedNote({ source }));
  await database.close();
}

async function sourcesIn(url: string): Promise<string[]> {
  const { database } = await openDatabase(url);
  const notes = await database.notes.ofConference('conf');
  await database.close();
  return notes.map(({ source }) => source);
}

test('a copy of SQLite that is made while the bot runs is restored whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backup-'));
  try {
    const url = `sqlite:${join(folder, 'data/recap.sqlite')}`;
    await fill(url, HOSTILE);
    const running = await openDatabase(url);
    const [, file, statement] = /^sqlite3 (\S+) "(.+)"$/m.exec(told(/^sqlite3 .*$/m))!;
    const database = new DatabaseSync(join(folder, file!));
    database.exec(statement!.replace('backup.sqlite', join(folder, 'backup.sqlite')));
    database.close();
    await running.database.notes.save(makeCapturedNote({ source: 'written after the copy' }));
    await running.database.close();
    assert.deepEqual(await sourcesIn(url), ['written after the copy']);
    for (const suffix of ['', '-wal', '-shm']) await rm(join(folder, `data/recap.sqlite${suffix}`), { force: true });
    await rename(join(folder, 'backup.sqlite'), join(folder, 'data/recap.sqlite'));
    assert.deepEqual(await sourcesIn(url), [HOSTILE]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Where Debian keeps each version of Postgres; pg_dump must be as new as the server that it copies. */
const DEBIAN = '/usr/lib/postgresql';

/** Programs of one version, and its server. */
function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(DEBIAN, version, 'bin'));
  const needed = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];
  return folders.find((folder) => needed.every((name) => existsSync(join(folder, name))));
}
const programs = findPostgres();

test('a copy of Postgres is restored', {
  skip: programs === undefined && 'no Postgres is here',
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backup-'));
  const server = await startServer(programs!, folder);
  try {
    await fill(server.url, HOSTILE);
    const shell = promisify(execFile);
    const type = (command: string) =>
      shell('/bin/sh', ['-c', command], {
        cwd: folder,
        env: { PATH: `${programs}:${process.env.PATH}`, DATABASE_URL: server.url },
      });
    await type(told(/^pg_dump .*$/m));
    await fill(server.url, 'written after the copy');
    assert.deepEqual(await sourcesIn(server.url), ['written after the copy']);
    await type(told(/^ *pg_restore .*$/m));
    assert.deepEqual(await sourcesIn(server.url), [HOSTILE]);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

async function startServer(bin: string, folder: string) {
  const data = join(folder, 'postgres');
  await mkdir(data, { mode: 0o700 });
  // Postgres refuses to run as root.
  const owner = process.getuid?.() === 0 ? idsOf('postgres') : undefined;
  if (owner !== undefined) {
    await chmod(folder, 0o711);
    await chown(data, owner.uid, owner.gid);
  }
  const port = await freePort();
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'recap', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...owner,
    stdio: 'ignore',
    cwd: data,
  });
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
  const child: ChildProcess = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...owner, stdio: 'ignore', cwd: data },
  );
  const url = `postgres://recap@127.0.0.1:${port}/postgres`;
  async function stop(): Promise<void> {
    const ended = once(child, 'close');
    child.kill('SIGINT');
    await ended;
  }
  const answers = () => openDatabase(url).then(({ database }) => database.close().then(() => true));
  try {
    await until('Postgres to answer', () => answers().catch(() => false));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function idsOf(user: string): { uid: number; gid: number } {
  const ask = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}
