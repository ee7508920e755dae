import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

type Packages = Record<string, string>;
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as {
  [kind in 'dependencies' | 'devDependencies' | 'optionalDependencies']: Packages;
};

/** What docs/architecture.md says of packages: the table of what runs, and the sentences on what helps. */
const [, reasons = ''] = read('docs/architecture.md').split('## Why these packages\n');
const named = (text: string) => [...text.matchAll(/`((?:@[\w-]+\/)?[\w.-]+)`/g)].map(([, name]) => name!);

test('docs/architecture.md names what each package is for, and none that is not there', () => {
  const [section = ''] = reasons.split(/^## /m);
  const all = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const isType = (name: string) => name.startsWith('@types/');
  const told = new Set(named(section));
  assert.deepEqual(
    all.filter((name) => !told.has(name) && !isType(name)),
    [],
    'say in "Why these packages" what these are for',
  );
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const inTable = rows.flatMap((row) => named(row.split('|')[1]!));
  assert.deepEqual(
    inTable.filter((name) => !all.includes(name)),
    [],
    'these are not in package.json any more',
  );
  for (const row of rows) assert.ok((row.split('|')[2]?.trim().length ?? 0) > 10, row);
  assert.deepEqual(
    Object.keys(dependencies).filter((name) => !inTable.includes(name)),
    [],
  );
});

test('the lock file pins every package with its hash, and none from elsewhere than the registry', () => {
  const { lockfileVersion, packages } = JSON.parse(read('package-lock.json')) as {
    lockfileVersion: number;
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>;
  };
  assert.equal(lockfileVersion, 3);
  for (const [path, { integrity, resolved }] of Object.entries(packages)) {
    if (path === '') continue;
    assert.match(integrity ?? '', /^sha512-/, path);
    // Absent where npm was told not to write the registry's own address down.
    if (resolved !== undefined) assert.match(resolved, /^https:\/\/registry\.npmjs\.org\//, path);
  }
});
