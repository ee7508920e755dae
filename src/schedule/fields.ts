import { z } from 'zod';
import { isObject } from '#shared/json-guards.ts';
import { plainLine, plainText } from './plain-text.ts';

// Schedules come from many programs and versions, so an unexpected value counts as absent: one odd value must not cost
// an event, nor one event the schedule.

/** Returns a value's text: of a string, a number, `{ "en": …, "de": … }` (English first) or `{ "name": … }`. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (!isObject(value)) return undefined;
  const named = value.name ?? value.en ?? Object.values(value).find((each) => typeof each === 'string');
  return typeof named === 'string' ? named : undefined;
}

function line(value: unknown): string | undefined {
  return plainLine(textOf(value) ?? '') || undefined;
}

function address(value: unknown): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value.trim()) : null;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : undefined;
}

export const lineField = z.unknown().optional().transform(line);

export const textField = z
  .unknown()
  .optional()
  .transform((value) => plainText(textOf(value) ?? '') || undefined);

export const rawField = z
  .unknown()
  .optional()
  .transform((value) => textOf(value)?.trim() || undefined);

export const addressField = z.unknown().optional().transform(address);

export const booleanField = z
  .unknown()
  .optional()
  .transform((value) => /^true$/i.test(String(value)));

/** A list; anything else is an empty one. */
export const listField = z
  .unknown()
  .optional()
  .transform((value): unknown[] => (Array.isArray(value) ? value : []));

export function paragraphs(...texts: (string | undefined)[]): string | undefined {
  return texts.filter((text) => text !== undefined && text !== '').join('\n\n') || undefined;
}
