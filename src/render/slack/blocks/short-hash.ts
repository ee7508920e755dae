/**
 * An id from outside as a name of at most `max` characters (20 or more): itself where it is short and plain, else
 * what fits of it with a hash of the whole. A colon parts names, so none stands in one.
 */
export function shortName(id: string, max: number): string {
  if (id.length <= max && /^[\x21-\x39\x3b-\x7d]+$/.test(id)) return id;
  return `${id.replaceAll(/[^A-Za-z0-9_.-]/g, '').slice(0, max - 15)}~${hash(id)}`;
}

/**
 * 53 bits in base 36, the same on every machine; not for what somebody may want to forge.
 * @see https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js (public domain)
 */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
