import { parse as parseYaml } from 'yaml';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { LocalizedError, type Notice } from '#errors.ts';
import { isObject } from '#shared/json-guards.ts';
import { csv } from './formats/csv.ts';
import { eventyay } from './formats/eventyay.ts';
import { frabJson, frabXml } from './formats/frab.ts';
import { icalendar } from './formats/icalendar/icalendar.ts';
import { indico } from './formats/indico.ts';
import { jsonLd } from './formats/json-ld.ts';
import { opass } from './formats/opass.ts';
import { otherRecords } from './formats/other-records.ts';
import { rubyevents } from './formats/rubyevents.ts';
import { sessionizeAll, sessionizeGrid, sessionizeSessions } from './formats/sessionize.ts';
import { xcal } from './formats/xcal.ts';
import { zeppelin } from './formats/zeppelin.ts';
import { excerpt } from './plain-text.ts';
import type { ScheduleFormat, ScheduleSource } from './schedule-draft.ts';
import { looksLikePage } from './schedule-links.ts';
import { rootElement } from './xml.ts';

/** All supported formats. The first one that recognizes a file parses it, so the most general ones come last. */
export const FORMATS: readonly ScheduleFormat[] = [
  icalendar,
  frabXml,
  xcal,
  jsonLd,
  frabJson,
  sessionizeGrid,
  sessionizeAll,
  sessionizeSessions,
  indico,
  eventyay,
  opass,
  rubyevents,
  zeppelin,
  csv,
  otherRecords,
];

/** Detects the format. Throws AppError `bad-input` that says what was found instead of a schedule. */
export function detectFormat(content: string, near?: CalendarDate): { format: ScheduleFormat; source: ScheduleSource } {
  const text = content.replace(/^[\s\ufeff]+/, '');
  const source = { text, data: parseData(text), near };
  const format = FORMATS.find((each) => each.detect(source));
  if (format !== undefined) return { format, source };
  if (looksLikePage(text)) throw new LocalizedError('bad-input', 'schedule-web-page');
  const formats = [...new Set(FORMATS.map(({ label }) => label))].join(', ');
  throw new LocalizedError('bad-input', 'schedule-unknown-format', { found: describe(source), formats });
}

/** Parses JSON and YAML; undefined for anything else. */
function parseData(text: string): unknown {
  if (/^[{[]/.test(text)) {
    try {
      return openBundle(JSON.parse(text));
    } catch (cause) {
      const reason = cause instanceof Error ? excerpt(cause.message, 120) : 'unknown reason';
      throw new LocalizedError('bad-input', 'schedule-broken-json', { reason }, { cause });
    }
  }
  return /^(?:[ \t]*(?:#.*)?\r?\n)*(?:---|- |-\r?\n|[\w"']+:(?:\s|$))/.test(text.slice(0, 10_000))
    ? parseYamlData(text)
    : undefined;
}

function parseYamlData(text: string): unknown {
  try {
    // The core schema leaves dates as they are written. Tabs are replaced because many files are indented with them,
    // which YAML doesn't allow.
    return parseYaml(
      text.replace(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', '    ')),
      { schema: 'core', logLevel: 'silent', maxAliasCount: 100 },
    );
  } catch {
    return undefined;
  }
}

/** Parses several files of one schedule bundled into one: `{ "files": { "schedule": "…", "sessions": "…" } }`. */
function openBundle(data: unknown): unknown {
  if (!isObject(data) || !isObject(data.files) || Object.keys(data).length > 1) return data;
  return Object.fromEntries(
    Object.entries(data.files).flatMap(([name, text]) => (typeof text === 'string' ? [[name, parseData(text)]] : [])),
  );
}

function describe({ text, data }: ScheduleSource): Notice {
  if (text === '') return { key: 'found-nothing' };
  if (Array.isArray(data)) {
    const record = data.find(isObject) ?? {};
    return 'fullName' in record ? { key: 'found-speakers' } : describeKeys('JSON', record);
  }
  if (isObject(data)) return describeKeys(text.startsWith('{') ? 'JSON' : 'YAML', data);
  if (!text.startsWith('<')) return { key: 'found-text', values: { text: excerpt(text, 40) } };
  const root = rootElement(text);
  const isPage = /^(?:html|head|body)$/i.test(root) || /^<!doctype html/i.test(text);
  return isPage ? { key: 'found-page' } : { key: 'found-xml', values: { element: `<${excerpt(root, 40)}>` } };
}

function describeKeys(format: string, record: Record<string, unknown>): Notice {
  const keys = Object.keys(record);
  if (keys.length === 0) return { key: 'found-values', values: { format } };
  const fields = `${excerpt(keys.slice(0, 5).join(', '), 80)}${keys.length > 5 ? ' …' : ''}`;
  return { key: 'found-objects', values: { format, fields } };
}
