import type { BlockContent, Heading, Link, List, Paragraph, PhrasingContent, Table, Text } from 'mdast';
import { splitUrls } from '#render/view/links.ts';
import { plainLine, plainLines } from '#render/view/plain-text.ts';

/** Our own words, or words from outside: either way they are text and never markup. */
export function text(value: string): Text {
  return { type: 'text', value };
}

/** A text from outside in one line, its web addresses as links. */
export function lineOf(value: string): PhrasingContent[] {
  return splitUrls(value).map((part) => (part.url === undefined ? text(part.text) : link(part.url, [text(part.text)])));
}

/** A text from outside with its line breaks. */
export function linesOf(value: string): PhrasingContent[] {
  return plainLines(value).flatMap((line, index) =>
    index === 0 ? lineOf(line) : [{ type: 'break' }, ...lineOf(line)],
  );
}

export function strong(value: string): PhrasingContent {
  return { type: 'strong', children: [text(value)] };
}

/** A text from outside in bold, its web addresses as links. */
export function boldLine(value: string): PhrasingContent {
  return { type: 'strong', children: lineOf(value) };
}

export function emphasis(value: string): PhrasingContent {
  return { type: 'emphasis', children: [text(plainLine(value))] };
}

/** `url` must have been checked to be http(s) or relative. */
export function link(url: string, children: Link['children']): Link {
  return { type: 'link', url, children };
}

export function heading(depth: Heading['depth'], value: string): Heading {
  return { type: 'heading', depth, children: [text(plainLine(value))] };
}

export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

/** An item of a list, which may have a list of its own. */
export interface ListItemLines {
  line: PhrasingContent[];
  items?: PhrasingContent[][];
  /** Its items are numbered. */
  isOrdered?: boolean;
}

export function bullets(items: ListItemLines[]): List {
  return {
    type: 'list',
    spread: false,
    children: items.map(({ line, items: inner = [], isOrdered = false }) => ({
      type: 'listItem',
      spread: false,
      children: [
        paragraph(...line),
        ...(inner.length === 0
          ? []
          : [{ ...bullets(inner.map((innerLine) => ({ line: innerLine }))), ordered: isOrdered }]),
      ],
    })),
  };
}

/** The first row names the columns. */
export function tableOf(rows: PhrasingContent[][][]): Table {
  return {
    type: 'table',
    children: rows.map((cells) => ({
      type: 'tableRow',
      children: cells.map((children) => ({ type: 'tableCell', children })),
    })),
  };
}

/** Runs of content with a text between each two. */
export function joined(runs: PhrasingContent[][], between: string): PhrasingContent[] {
  return runs.flatMap((run, index) => (index === 0 ? run : [text(between), ...run]));
}

export function blockQuote(...children: BlockContent[]): BlockContent {
  return { type: 'blockquote', children };
}
