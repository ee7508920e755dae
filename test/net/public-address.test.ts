import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { test } from 'node:test';
import { createPublicLookup, isPublicAddress } from '#net/public-address.ts';

test('only addresses of the public internet are public', () => {
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '192.169.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ]) {
    assert.equal(isPublicAddress(address), true, address);
  }
  for (const address of [
    '0.0.0.0',
    '0.1.2.3',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.0.9',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::8.8.8.8',
    '100::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '4000::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '',
    'localhost',
  ]) {
    assert.equal(isPublicAddress(address), false, address);
  }
});

function lookUp(addresses: LookupAddress[], all: boolean): Promise<unknown> {
  const lookup = createPublicLookup(async () => addresses);
  return new Promise((resolve) => {
    lookup('host.example', { all }, (error, address, family) => resolve(error ?? [address, family]));
  });
}

test('a look-up answers the addresses that it checked', async () => {
  const addresses = [{ address: '8.8.8.8', family: 4 }];
  assert.deepEqual(await lookUp(addresses, true), [addresses, undefined]);
  assert.deepEqual(await lookUp(addresses, false), ['8.8.8.8', 4]);
});

test('a host with one address that is not public is refused, with the flag that allows it', async () => {
  const addresses = [
    { address: '8.8.8.8', family: 4 },
    { address: 'fd00::1', family: 6 },
  ];
  for (const all of [true, false]) {
    const error = await lookUp(addresses, all);
    assert.ok(error instanceof Error && 'code' in error);
    assert.equal(error.code, 'refused');
    assert.match(error.message, /host\.example \(fd00::1\).*--allow-private-addresses/);
  }
});

test('no address and a failing name server are errors', async () => {
  assert.match(String(await lookUp([], true)), /no address/);
  const lookup = createPublicLookup(async () => {
    throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  });
  const error = await new Promise((resolve) => lookup('host.example', { all: true }, resolve));
  assert.equal((error as NodeJS.ErrnoException).code, 'ENOTFOUND');
});
