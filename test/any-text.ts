import fc from 'fast-check';

/**
 * Texts of any code points, halves of surrogate pairs included. Draws the same as `fc.string({ unit: 'binary' })`,
 * which takes seconds to list all code points before its first text.
 */
export function anyText(limits: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.array(fc.nat(0x10ffff), limits).map((points) => String.fromCodePoint(...points));
}
