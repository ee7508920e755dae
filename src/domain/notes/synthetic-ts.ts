/**
 * A time stamp for a note that was typed as a command, of the form of Slack's: its second, and six digits of which
 * the last three come from `nth`, so that notes of the same millisecond differ.
 */
export function typedTimeStamp(now: number, nth: number): string {
  const seconds = Math.floor(now / 1000);
  const micros = (now % 1000) * 1000 + (nth % 1000);
  return `${seconds}.${String(Math.floor(micros)).padStart(6, '0')}`;
}
