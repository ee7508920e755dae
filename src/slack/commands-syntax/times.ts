const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)?$/iu;

/** `18:30`, `6:30pm`, `6 pm`, `18.30`, `18h30` as `18:30`; undefined where it is no time of day. */
export function readTime(text: string): string | undefined {
  const match = TIME.exec(text.trim());
  if (match === null) return undefined;
  const half = match[3]?.charAt(0).toLowerCase();
  // A bare number could be a day as well.
  if (match[2] === undefined && half === undefined) return undefined;
  const hour = Number(match[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const minutes = Number(match[2] ?? '0');
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
