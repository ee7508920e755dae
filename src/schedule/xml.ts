import { XMLParser } from 'fast-xml-parser';
import { AppError } from '#errors.ts';
import { isRecord } from './fields.ts';
import { decodeReferences, excerpt } from './plain-text.ts';

const PREDEFINED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Attributes stand beside the elements under `@name`, text beside attributes under `#text`. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  // A document's own entities are never expanded: no bombs, no files of this machine.
  entityDecoder: {
    setExternalEntities() {},
    addInputEntities() {},
    reset() {},
    setXmlVersion() {},
    decode: (text) => decodeReferences(text, (name) => PREDEFINED[name] ?? false),
  },
});

/** The root elements of an XML document and what they hold. Throws AppError `bad-input` where that can't be made out. */
export function parseXml(xml: string): Record<string, unknown> {
  try {
    const parsed: unknown = parser.parse(withoutBrokenEnd(withoutDoctype(xml)));
    return isRecord(parsed) ? parsed : {};
  } catch (cause) {
    const reason = cause instanceof Error ? excerpt(cause.message, 120) : 'unknown reason';
    throw new AppError('bad-input', `The schedule is broken XML: ${reason}`, { cause });
  }
}

/** Nothing in a DOCTYPE is needed. It may hold `>` within quotation marks and, between brackets, declarations. */
function withoutDoctype(xml: string): string {
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

/** A tag, comment or CDATA section that the text breaks off in is cut away, so that what stands before it is read. */
function withoutBrokenEnd(xml: string): string {
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

/** The child elements of that name, whether the parser found none, one or several. */
export function childrenOf(element: unknown, name: string): unknown[] {
  const children = isRecord(element) ? element[name] : undefined;
  if (children === undefined) return [];
  return Array.isArray(children) ? children : [children];
}

/** The text of the first child element of that name, undefined where there is none or it is empty. */
export function textOfChild(element: unknown, name: string): string | undefined {
  return textOfElement(childrenOf(element, name)[0]);
}

export function textOfElement(element: unknown): string | undefined {
  const text = isRecord(element) ? element['#text'] : element;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

export function attributeOf(element: unknown, name: string): string | undefined {
  const value = isRecord(element) ? element[`@${name}`] : undefined;
  return typeof value === 'string' ? value : undefined;
}
