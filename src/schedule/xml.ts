import { XMLParser } from 'fast-xml-parser';
import { AppError } from '#errors.ts';
import { isObject } from '#shared/json-guards.ts';
import { decodeReferences, excerpt } from './plain-text.ts';

const PREDEFINED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Attributes become `@name`, text next to attributes `#text`. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  // The document's own entities are never expanded, against entity bombs and file access.
  entityDecoder: {
    setExternalEntities() {},
    addInputEntities() {},
    reset() {},
    setXmlVersion() {},
    decode: (text) => decodeReferences(text, (name) => PREDEFINED[name] ?? false),
  },
});

/** Parses an XML document. Throws AppError `bad-input` if it is malformed. */
export function parseXml(xml: string): Record<string, unknown> {
  try {
    const parsed: unknown = parser.parse(removeBrokenEnd(removeDoctype(xml)));
    return isObject(parsed) ? parsed : {};
  } catch (cause) {
    const reason = cause instanceof Error ? excerpt(cause.message, 120) : 'unknown reason';
    throw new AppError('bad-input', `The schedule is broken XML: ${reason}`, { cause });
  }
}

/** Removes the DOCTYPE, which may hold `>` in quotes and declarations in brackets. */
function removeDoctype(xml: string): string {
  const start = xml.slice(0, 10_000).search(/<!DOCTYPE\b/i);
  if (start < 0) return xml;
  let inBrackets = false;
  let quote: string | undefined;
  for (let index = start; index < xml.length; index += 1) {
    const character = xml[index]!;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '[' || character === ']') {
      inBrackets = character === '[';
    } else if (character === '>' && !inBrackets) {
      return xml.slice(0, start) + xml.slice(index + 1);
    }
  }
  return xml;
}

/** Cuts off a tag, comment or CDATA section that isn't closed, so that what comes before it can be read. */
function removeBrokenEnd(xml: string): string {
  const starts = [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<', '>'],
  ].flatMap(([open, close]) => {
    const start = xml.lastIndexOf(open!);
    return start >= 0 && !xml.includes(close!, start) ? [start] : [];
  });
  return xml.slice(0, Math.min(...starts, xml.length));
}

export function getChildren(element: unknown, name: string): unknown[] {
  const children = isObject(element) ? element[name] : undefined;
  if (children === undefined) return [];
  return Array.isArray(children) ? children : [children];
}

export function getChildText(element: unknown, name: string): string | undefined {
  return getText(getChildren(element, name)[0]);
}

export function getText(element: unknown): string | undefined {
  const text = isObject(element) ? element['#text'] : element;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

export function getAttribute(element: unknown, name: string): string | undefined {
  const value = isObject(element) ? element[`@${name}`] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Returns the name of the root element; the declaration, comments and DOCTYPE don't begin like an element. */
export function rootElement(xml: string): string {
  return /<([A-Za-z][\w.:-]*)/.exec(xml.slice(0, 100_000))?.[1] ?? 'none';
}
