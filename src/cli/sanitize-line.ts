/**
 * A text for a terminal in one line: what comes from an export or a schedule can't move the cursor, change colours or
 * pretend to be a line of ours.
 */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
