import type { LookupAddress, LookupOptions } from 'node:dns';
import { promises as dns } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LocalizedError } from '#errors.ts';

/** Global unicast, the only routed part of IPv6 (RFC 4291, IANA's registry). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Returns whether an address is public. False for private, local, shared, multicast, documentation and reserved ones,
 * also for IPv4 inside IPv6, and for invalid addresses.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.split('%')[0]!;
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.parse(bare);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().range() === 'unicast';
  // NAT64 (RFC 6052) carries an IPv4 address in its last four bytes.
  if (parsed.match(ipaddr.IPv6.parseCIDR('64:ff9b::/96'))) {
    return ipaddr.fromByteArray(parsed.toByteArray().slice(12)).range() === 'unicast';
  }
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}

export type Resolve = (host: string, options: LookupOptions) => Promise<LookupAddress[]>;

const resolveBySystem: Resolve = (host, options) => dns.lookup(host, { ...options, all: true });

/**
 * Creates a `lookup` for connections that returns public addresses only. The checked address is the one connected to,
 * which defeats DNS rebinding. One address that isn't public is enough to refuse the host.
 */
export function createPublicLookup(resolve: Resolve = resolveBySystem): LookupFunction {
  return (host, options, answer) => {
    resolve(host, options).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !isPublicAddress(address));
        const [first] = addresses;
        if (refused !== undefined) answer(refusalOf(host, refused.address), '', 0);
        else if (first === undefined) answer(new Error(`no address for ${host}`), '', 0);
        else if (options.all === true) answer(null, addresses);
        else answer(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => answer(error, '', 0),
    );
  };
}

export function refusalOf(host: string, address: string): LocalizedError {
  const where = host === address ? address : `${host} (${address})`;
  return new LocalizedError('refused', 'fetch-private', { address: where });
}
