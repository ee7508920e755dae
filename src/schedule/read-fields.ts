import { toSafeUrl } from '#domain/language/urls.ts';
import { isObject } from '#shared/json-guards.ts';
import { plainLine, plainText } from './plain-text.ts';

// Schedules come from many programs and versions. An unexpected value counts as absent, so that one odd value doesn't
// lose an event, nor one event the schedule.

/** Returns a value's text: of a string, a number, `{ "en": …, "de": … }` (English first) or `{ "id": …, "name": … }`. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (!isObject(value)) return undefined;
  const { id: _, name, title, label, en, ...others } = value;
  const named = [name, title, label, en, ...Object.values(others)].find((each) => typeof each === 'string');
  return named as string | undefined;
}

export function readLine(value: unknown): string | undefined {
  return plainLine(textOf(value) ?? '') || undefined;
}

export function readText(value: unknown): string | undefined {
  return plainText(textOf(value) ?? '') || undefined;
}

export function readRaw(value: unknown): string | undefined {
  return textOf(value)?.trim() || undefined;
}

export function readUrl(value: unknown): string | undefined {
  return typeof value === 'string' ? toSafeUrl(value) : undefined;
}

export function readBoolean(value: unknown): boolean {
  return /^true$/i.test(String(value));
}

/** Returns a list, or an empty list for anything else. */
export function readList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A reader for each field of an object. */
export type Readers = Record<string, (value: unknown) => unknown>;
export type FieldsOf<R extends Readers> = { [Name in keyof R]: ReturnType<R[Name]> };

/** Reads the fields of an object; for anything else, all of them are absent. */
export function readFields<R extends Readers>(value: unknown, readers: R): FieldsOf<R> {
  const object = isObject(value) ? value : {};
  const fields: Record<string, unknown> = {};
  for (const name in readers) fields[name] = readers[name]!(object[name]);
  return fields as FieldsOf<R>;
}

export function paragraphs(...texts: (string | undefined)[]): string | undefined {
  return texts.filter((text) => text !== undefined && text !== '').join('\n\n') || undefined;
}
