import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { NoteId } from '#domain/notes/note.ts';
import type { Anchors } from '#render/view/anchors.ts';
import { plainLine, plainLines } from '#render/view/plain-text.ts';
import type { RecapView, Source } from '#render/view/recap-view.ts';
import { type LinkLabel, splitAddresses } from '#render/view/safe-url.ts';
import type { PagePlace } from './page-links.ts';

/** What every part of the page is made from. */
export interface PageContext {
  view: RecapView;
  anchors: Anchors;
  place: PagePlace;
}

/** A text from outside in one line, its web addresses as links. */
export function lineOf(value: string): ElementContent[] {
  return splitAddresses(value).map(({ text, address }) =>
    address === undefined
      ? { type: 'text', value: text }
      : h('a.url', { href: address, rel: ['noopener', 'noreferrer'] }, text),
  );
}

/** A text from outside with its line breaks. */
export function linesOf(value: string): ElementContent[] {
  return plainLines(value).flatMap((line, index) => (index === 0 ? lineOf(line) : [h('br'), ...lineOf(line)]));
}

/** A name or title from outside within a sentence of ours: its direction doesn't touch ours. */
export function aside(value: string): Element {
  return h('bdi', plainLine(value));
}

/** Names from outside, parted by commas. */
export function namesOf(names: readonly string[]): ElementContent[] {
  return names.flatMap((name, index): ElementContent[] =>
    index === 0 ? [aside(name)] : [{ type: 'text', value: ', ' }, aside(name)],
  );
}

/** A link out of the page; `address` must have been checked to be http(s). */
export function externalLink(address: string, text: string): Element {
  return h('a', { href: address, rel: ['noopener', 'noreferrer'] }, text);
}

/** A link with the host that it leads to. */
export function labelledLink(address: string, { text, host }: LinkLabel): ElementContent[] {
  const link = externalLink(address, text);
  return host === undefined ? [link] : [h('bdi', link), ' ', h('span.host', host)].map(asNode);
}

/** The marks after a statement that lead to the notes that it rests on: to the message, else to its copy below. */
export function sourceMarks(noteIds: readonly NoteId[], { view, anchors }: PageContext): ElementContent[] {
  return view.sourcesOf(noteIds).flatMap((source): ElementContent[] => {
    const words = sourceWords(source);
    const href = source.permalink ?? `#${anchors.note.get(source.note.id)}`;
    // U+FE0E asks for the arrow as a character, not as a picture.
    const mark = h('a.src', { href, title: words, ariaLabel: `Note by ${words}` }, '↗\ufe0e');
    return [{ type: 'text', value: '\u00a0' }, mark];
  });
}

function sourceWords({ note, time }: Source): string {
  const author = plainLine(note.author);
  return time === undefined ? author : `${author}, ${time}`;
}

/** Parts of a page on lines of their own, so that its source can be read. */
export function onLines(...parts: (Element | undefined | false)[]): ElementContent[] {
  return parts.flatMap((part): ElementContent[] => (part ? [{ type: 'text', value: '\n' }, part] : []));
}

function asNode(part: Element | string): ElementContent {
  return typeof part === 'string' ? { type: 'text', value: part } : part;
}
