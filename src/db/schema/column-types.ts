import { type RawBuilder, sql } from 'kysely';

/** The types of columns that the two databases write differently. */
export interface ColumnTypes {
  /** Text that is compared and ordered by its code points, whatever language the server speaks. */
  text: RawBuilder<unknown>;
  /** A primary key that numbers the rows as they come. */
  sequence: RawBuilder<unknown>;
}

export const SQLITE_TYPES: ColumnTypes = { text: sql`text`, sequence: sql`integer` };

export const POSTGRES_TYPES: ColumnTypes = {
  text: sql`text collate "C"`,
  sequence: sql`bigint generated always as identity`,
};
