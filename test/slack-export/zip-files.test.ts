import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openExport } from '#slack-export/open-export.ts';
import { allNotes, makeFolder, zipExport } from './export-on-disk.ts';

const SMALL = { 'channels.json': [{ id: 'C1', name: 'talks' }], 'users.json': [] };
const MESSAGE = { type: 'message', user: 'U1', ts: '1464266460.000100', text: 'hello' };

/** A zip in which one file's name is changed to another of the same length, wherever it stands. */
async function renameInZip(path: string, from: string, to: string): Promise<string> {
  assert.equal(from.length, to.length);
  const bytes = await readFile(path);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
  await writeFile(path, bytes);
  return path;
}

/** Sets bits in a field of every entry in a zip's central directory. */
async function changeEntries(path: string, change: (entry: Buffer) => void): Promise<string> {
  const bytes = await readFile(path);
  const signature = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 4)) change(bytes.subarray(at));
  await writeFile(path, bytes);
  return path;
}

function isRefused(pattern: RegExp) {
  return (error: Error) => {
    assert.equal(error.name, 'AppError');
    assert.match(error.message, pattern);
    assert.ok(!error.message.includes('\n'));
    return true;
  };
}

describe('zips', () => {
  it('with ways out are refused', async () => {
    for (const hostile of ['../../evil.json', '/etc/evils.json', 'C:/evil/evil.js', 'a/../../evi.js.']) {
      const zip = await zipExport({ ...SMALL, ['x'.repeat(hostile.length)]: 'x' });
      await renameInZip(zip, 'x'.repeat(hostile.length), hostile);
      await assert.rejects(openExport(zip), isRefused(/can't be used: .*(?:relative|absolute) path/));
    }
  });

  it('with symbolic links are refused', async () => {
    await assert.rejects(openExport(await zipExport(SMALL, { mode: 0o120777 })), isRefused(/is a symbolic link/));
  });

  it('that are encrypted say so', async () => {
    const zip = await changeEntries(await zipExport(SMALL), (entry) =>
      entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8),
    );
    await assert.rejects(openExport(zip), isRefused(/is encrypted: unzip it/));
  });

  it('that unpack to far more than chat can are refused', async () => {
    const bomb = await zipExport({ ...SMALL, 'talks/2016-05-26.json': Buffer.alloc(64 * 1024 ** 2, ' ') });
    await assert.rejects(openExport(bomb), isRefused(/unpacks to more than 250 times its size/));
    const huge = await changeEntries(await zipExport(SMALL), (entry) => entry.writeUInt32LE(0xf0000000, 24));
    await assert.rejects(openExport(huge), isRefused(/unpacks to more than/));
  });

  it('that lie about a size give what was promised, no more', async () => {
    const zip = await zipExport({ ...SMALL, 'talks/2016-05-26.json': [MESSAGE, MESSAGE] });
    await changeEntries(zip, (entry) => {
      if (entry.subarray(46).toString('latin1').startsWith('talks')) entry.writeUInt32LE(20, 24);
    });
    const source = await openExport(zip);
    assert.deepEqual(await allNotes(source), []);
    assert.equal(source.warnings.length, 1);
    await source.close();
  });

  it('whose entries don’t match their checksums are not taken at their word', async () => {
    const zip = await zipExport({
      ...SMALL,
      'talks/2016-05-26.json': [MESSAGE, { ...MESSAGE, ts: '1464266461.000100' }],
    });
    await changeEntries(zip, (entry) => {
      if (entry.subarray(46).toString('latin1').startsWith('talks')) entry.writeUInt8(entry.readUInt8(16) ^ 1, 16);
    });
    const source = await openExport(zip);
    await allNotes(source);
    assert.match(source.warnings.join(), /talks\/2016-05-26\.json/);
    await source.close();
  });

  it('that are none, or cut short, are told', async () => {
    const path = join(await makeFolder(), 'export.zip');
    await writeFile(path, 'no zip at all');
    await assert.rejects(openExport(path), isRefused(/isn't a readable zip/));
    await writeFile(path, '');
    await assert.rejects(openExport(path), isRefused(/isn't a readable zip/));
    const whole = await readFile(await zipExport({ ...SMALL, 'talks/2016-05-26.json': [MESSAGE] }));
    await writeFile(path, whole.subarray(0, whole.length - 40));
    await assert.rejects(openExport(path), isRefused(/isn't a readable zip/));
    await assert.rejects(openExport(await zipExport({ 'a.txt': 'x' })), isRefused(/contains no Slack export/));
  });

  it('with a damaged day are read without it', async () => {
    const zip = await zipExport({
      ...SMALL,
      'talks/2016-05-26.json': [MESSAGE],
      'talks/2016-05-27.json': [{ ...MESSAGE, ts: '1464352860.000100' }],
    });
    const bytes = await readFile(zip);
    const content = bytes.indexOf('talks/2016-05-26.json') + 'talks/2016-05-26.json'.length;
    bytes.fill(0xff, content, content + 12);
    await writeFile(zip, bytes);
    const source = await openExport(zip);
    assert.deepEqual(
      (await allNotes(source)).map((note) => note.ts),
      ['1464352860.000100'],
    );
    assert.match(source.warnings.join(), /talks\/2016-05-26\.json is damaged/);
    await source.close();
  });
});
