import { Parser } from 'htmlparser2';
import { isObject, type JsonObject } from '#shared/json-guards.ts';

/** An element that hasn't been closed yet. */
interface OpenElement {
  content: JsonObject;
  text: string;
}

/**
 * Parses an XML document to objects: elements become properties, repeated elements become lists, attributes `@name`,
 * and text next to attributes or elements `#text`. A truncated document is parsed as far as it goes. The document's own
 * entities are never expanded, to prevent entity expansion attacks and file access (XXE).
 */
export function parseXml(xml: string): JsonObject {
  const root: OpenElement = { content: Object.create(null), text: '' };
  const open = [root];
  const parser = new Parser(
    {
      onopentag(_, attributes) {
        const content: JsonObject = Object.create(null);
        for (const name in attributes) content[`@${name}`] = attributes[name];
        open.push({ content, text: '' });
      },
      ontext(text) {
        open.at(-1)!.text += text;
      },
      onclosetag(name) {
        const { content, text } = open.pop()!;
        const parent = open.at(-1)!.content;
        const isLeaf = isEmpty(content);
        if (!isLeaf && text.trim() !== '') content['#text'] = text;
        const value = isLeaf ? text : content;
        const before = parent[name];
        if (before === undefined) parent[name] = value;
        else if (Array.isArray(before)) before.push(value);
        else parent[name] = [before, value];
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return root.content;
}

function isEmpty(content: JsonObject): boolean {
  for (const _ in content) return false;
  return true;
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

/** Returns the name of the root element, or 'none'. The pattern skips the declaration, comments and DOCTYPE. */
export function rootElement(xml: string): string {
  return /<([A-Za-z][\w.:-]*)/.exec(xml.slice(0, 100_000))?.[1] ?? 'none';
}
