/**
 * A hash of a value as JSON has it, 32 hexadecimal digits: the same for the same content, in whatever order its
 * fields were set and whether absent ones are `undefined` or not there. Two contents differ in it but for an accident
 * of one in 2^128; somebody who wanted two of the same could find them, so nothing that is secret may rest on it.
 */
export function contentHash(content: unknown): string {
  const text = stableJson(content);
  // cyrb128 (bryc, public domain): four 32-bit lanes, as BigInt is slow and domain/ has no crypto.
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

/** JSON with each object's fields in the order of their names. */
function stableJson(content: unknown): string {
  return (
    JSON.stringify(content, (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        : value,
    ) ?? 'undefined'
  );
}
