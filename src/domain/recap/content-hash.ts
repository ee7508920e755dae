/**
 * Returns a hash of a JSON value, 32 hexadecimal digits. Equal content gives the same hash, regardless of the order of
 * fields and of whether absent fields are `undefined` or missing. Accidental collisions have a probability of one in
 * 2^128. It isn't cryptographic: collisions can be constructed, so don't use it where security matters.
 */
export function contentHash(content: unknown): string {
  const text = stableJson(content);
  // cyrb128 (bryc, public domain): four 32-bit lanes, because BigInt is slow.
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Returns JSON with the fields of each object sorted by name. */
function stableJson(content: unknown): string {
  return (
    JSON.stringify(content, (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        : value,
    ) ?? 'undefined'
  );
}
