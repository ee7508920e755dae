import { type RawBuilder, sql } from 'kysely';

/** Column types that differ between the two databases. */
export interface ColumnTypes {
  /** Text compared and ordered by code points, whatever the server's locale. */
  text: RawBuilder<unknown>;
  /** An auto-incremented primary key. */
  sequence: RawBuilder<unknown>;
}

export const SQLITE_TYPES: ColumnTypes = { text: sql`text`, sequence: sql`integer` };

export const POSTGRES_TYPES: ColumnTypes = {
  text: sql`text collate "C"`,
  sequence: sql`bigint generated always as identity`,
};

/**
 * Replaces what the databases can't store in a text with U+FFFD: NUL (Postgres) and lone surrogates (UTF-8). Other
 * values are returned unchanged.
 */
export function toStorableText<Value>(value: Value): Value;
export function toStorableText(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;
}
