import fc from 'fast-check';
import { anyText } from '#test/any-text.ts';

const NASTY = [
  '\u0000',
  '\u202e',
  '\u2066',
  'שלום',
  'مرحبا',
  '\ud800',
  '\udc00',
  '👩‍👩‍👧',
  '\u00a0',
  '—',
  '“',
  '”',
  '"',
  "'",
  '<#C1|room>',
  '<@U1>',
  '<!channel>',
  '<https://x.example/a|b>',
  '&amp;',
  '&lt;',
  ' by ',
  ' - ',
  ',',
  '2016-05-26',
  '99-99-9999',
  'at 25:00',
  'America/Toronto',
  '\n',
  ' ',
  ':',
];

/** Anything that could be typed or forged: control characters, right-to-left, halves of surrogate pairs, markup. */
export const nonsense = fc
  .array(fc.oneof(anyText({ maxLength: 20 }), fc.constantFrom(...NASTY), fc.string({ maxLength: 20 })), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''));

/** Ten thousand characters and more of the same: what slow patterns choke on. */
export const long = fc
  .tuple(fc.oneof(fc.constantFrom(...NASTY), fc.string({ minLength: 1, maxLength: 5 })), fc.constantFrom(...NASTY))
  .map(([piece, end]) => piece.repeat(Math.ceil(10_000 / piece.length)) + end);
