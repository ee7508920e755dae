/**
 * `value` as both databases can hold it: Postgres takes no NUL in text and UTF-8 has no half surrogate pair, so
 * either becomes U+FFFD. Anything that is no text stays as it is.
 */
export function storable<Value>(value: Value): Value;
export function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;
}
