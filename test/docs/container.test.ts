import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { VARIABLES } from '#config/setting-parsers.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8');

test('the image holds what is there, runs as nobody of importance, and no secret gets in', () => {
  const instructions = read('Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '');
  const of = (name: string) =>
    instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  for (const copied of of('COPY').filter((line) => !line.startsWith('--from'))) {
    const sources = copied.split(/\s+/).slice(0, -1);
    for (const source of sources) {
      assert(existsSync(new URL(source, ROOT)), source);
      assert(read('.dockerignore').includes(`!${source}\n`), `.dockerignore leaves out ${source}`);
    }
  }
  assert.match(read('.dockerignore'), /^\*$/m);
  assert.doesNotMatch(read('.dockerignore'), /^!\.env/m);
  for (const image of of('FROM')) assert.match(image, /^node:24-slim\b/);
  assert.deepEqual(of('USER'), ['node']);
  assert(instructions.indexOf('USER node') < instructions.findIndex((line) => line.startsWith('ENTRYPOINT')));
  // In the form that is not a shell's: signals reach the bot.
  for (const command of [...of('ENTRYPOINT'), ...of('CMD')]) assert(Array.isArray(JSON.parse(command)));
  assert.match(of('HEALTHCHECK')[0]!, /\/health/);
});

test('compose gives the bot settings that it takes, and a root file system that is only read', () => {
  const { services, volumes } = parse(read('compose.yaml'));
  const { bot, postgres } = services;
  const url = bot.environment.DATABASE_URL.replace(/\$\{[^}]*\}/, 'c0ffee');
  assert(VARIABLES.DATABASE_URL.fits(url), url);
  assert(VARIABLES.PORT.fits(bot.environment.PORT));
  assert.equal(bot.read_only, true);
  assert.deepEqual(bot.cap_drop, ['ALL']);
  for (const port of bot.ports) assert.match(port, /^127\.0\.0\.1:/);
  for (const mount of [...bot.volumes, ...postgres.volumes]) assert(mount.split(':')[0] in volumes, mount);
  const { username, pathname } = new URL(url);
  assert.equal(username, postgres.environment.POSTGRES_USER);
  assert.equal(pathname, `/${postgres.environment.POSTGRES_DB}`);
});
