import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { RecapTalk } from '#domain/recap/recap.ts';
import { linkLabel, splitUrls } from '#render/view/links.ts';
import { plainLine, plainLines } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';

declare module 'hast' {
  interface ElementContentMap {
    /** HTML that is made already. */
    raw: { type: 'raw'; value: string };
  }
  interface RootContentMap {
    raw: ElementContentMap['raw'];
  }
}

/** The URLs of a page and of what belongs to it, all relative to the page. */
export interface PagePlace {
  /** Absent if photos are at the recap's own paths, next to the page. */
  photoSource?: (file: string) => string;
  /** True if the photos are embedded in the page as `data:` URLs, which can't be opened on their own. */
  photosInside?: boolean;
  /** Absent for a file that somebody opens from a disk. */
  web?: WebPlace;
}

/** A page that the bot serves, among the others of its conference. */
interface WebPlace {
  feed: string;
  icon: string;
  /** The conference's page. */
  whole: string;
  /** Each published day's page. */
  days: { date: CalendarDate; address: string }[];
  /** The day whose page it is; absent for the conference's. */
  day?: CalendarDate;
}

export interface PageContext {
  view: RecapView;
  anchors: Anchors;
  place: PagePlace;
}

/** A text from outside in one line, its web addresses as links. */
export function lineOf(value: string): ElementContent[] {
  return splitUrls(value).map(({ text, url }) =>
    url === undefined ? { type: 'text', value: text } : externalLink(url, text, 'a.url'),
  );
}

/** A text from outside with its line breaks. */
export function linesOf(value: string): ElementContent[] {
  return plainLines(value).flatMap((line, index) => (index === 0 ? lineOf(line) : [h('br'), ...lineOf(line)]));
}

/** A name or title from outside in our own sentence, isolated so that its text direction doesn't affect the rest. */
export function isolatedText(value: string): Element {
  return h('bdi', plainLine(value));
}

/** Names from outside, separated by commas. */
export function namesOf(names: readonly string[]): ElementContent[] {
  return joined(names.map(isolatedText), ', ');
}

export function joined(parts: readonly (Element | ElementContent[])[], between: string): ElementContent[] {
  return parts.flatMap((part, index) =>
    index === 0 ? part : [{ type: 'text' as const, value: between }, part].flat(),
  );
}

/** A link out of the page; `address` must have been checked to be http(s). */
export function externalLink(address: string, text: string, selector = 'a'): Element {
  return h(selector, { href: address, rel: ['noopener', 'noreferrer'] }, text);
}

/** A link, which `title` may name, with the host that it leads to. */
export function labelledLink(address: string, title?: string): ElementContent[] {
  const { text, host } = linkLabel(address, title);
  const link = externalLink(address, text);
  return host === undefined ? [link] : [h('bdi', link), { type: 'text', value: ' ' }, h('span.host', host)];
}

/** Returns a talk's name as a link to its section, if it has one. */
export function talkLink<Name extends Element | string>(talk: RecapTalk, name: Name, { view, anchors }: PageContext) {
  return view.hasSection(talk) ? h('a', { href: `#${anchors.talk.get(talk.id)}` }, name) : name;
}

/** The marks after a statement that link to its notes further down, which everybody who reads the page can see. */
export function sourceMarks(noteIds: readonly NoteId[], { view, anchors }: PageContext): ElementContent[] {
  return view.sourcesOf(noteIds).flatMap(({ note, time }): ElementContent[] => {
    const anchor = anchors.note.get(note.id);
    if (anchor === undefined) return [];
    const title = [plainLine(note.author), ...(time === undefined ? [] : [time])].join(', ');
    // U+FE0E asks for the arrow as text, not as an emoji.
    const mark = h('a.src', { href: `#${anchor}`, title, ariaLabel: view.t('note-by', { author: title }) }, '↗\ufe0e');
    return [{ type: 'text', value: '\u00a0' }, mark];
  });
}

/** A part of the page with a heading that names it. */
export function titledSection(id: string, title: string, ...parts: (ElementContent | undefined | false)[]): Element {
  return h(`section#${id}`, { ariaLabelledBy: `${id}-title` }, onLines(h(`h2#${id}-title`, title), ...parts));
}

/** Serializes a part of the page before the rest is made, since a tree takes many times the memory of its HTML. */
export function serialized(part: Element): ElementContent {
  return { type: 'raw', value: toHtml(part) };
}

/** Puts parts of a page on their own lines, so that its source can be read. */
export function onLines(...parts: (ElementContent | undefined | false)[]): ElementContent[] {
  return parts.flatMap((part): ElementContent[] => (part ? [{ type: 'text', value: '\n' }, part] : []));
}

/** The ids of a page's parts: unique, safe in an address, and the same when notes are added later. */
export interface Anchors {
  talk: ReadonlyMap<TalkId, string>;
  note: ReadonlyMap<NoteId, string>;
}

export function nameAnchors({ recap: { days }, notes }: Pick<RecapView, 'recap' | 'notes'>): Anchors {
  const taken = new Set<string>();
  const talk = new Map<TalkId, string>();
  for (const { id, slug } of days.flatMap(({ talks }) => talks)) {
    talk.set(id, uniqueAnchor(`talk-${slug ?? id}`, taken));
  }
  const note = new Map<NoteId, string>();
  for (const { id } of notes) note.set(id, uniqueAnchor(`note-${id}`, taken));
  return { talk, note };
}

function uniqueAnchor(name: string, taken: Set<string>): string {
  const base = name.replace(/[^A-Za-z0-9.]+/g, '-');
  let anchor = base;
  for (let number = 2; taken.has(anchor); number += 1) anchor = `${base}-${number}`;
  taken.add(anchor);
  return anchor;
}
