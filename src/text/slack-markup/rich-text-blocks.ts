import type { RichText, Span, SpanKind } from '#domain/notes/note.ts';
import { cleanCharacters, cleanLine } from '#shared/clean-characters.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { emojiCharacter } from './emoji.ts';
import { formatLink, type Shown, type SlackNames, showChannel, showPerson } from './escapes.ts';
import { trimRichText } from './text-edits.ts';

type Element = Record<string, unknown>;

const STYLES: [string, SpanKind][] = [
  ['bold', 'bold'],
  ['italic', 'italic'],
  ['strike', 'strike'],
  ['code', 'code'],
];

/** Bullets and indent by depth, as Slack writes nested lists in a message's `text`. */
const BULLETS = ['•', '◦', '▪'];
const INDENT = '    ';
const DEEPEST = 8;

/**
 * Parses the `rich_text` blocks of a message that has no text. Skips unknown elements, and blocks of other types,
 * because those come from apps rather than people.
 */
export function parseRichTextBlocks(blocks: Element[], names: SlackNames): RichText {
  const parts: string[] = [];
  const spans: Span[] = [];
  let length = 0;
  const add = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  const addSpan = (kind: SpanKind, start: number, url?: string) => {
    if (length > start) spans.push({ kind, start, end: length, ...omitUndefined({ url }) });
  };
  const startLine = () => {
    if (length > 0 && !parts.at(-1)!.endsWith('\n')) add('\n');
  };
  const addInline = (element: Element) => {
    const start = length;
    const { text, url } = showElement(element, names);
    if (text === '') return;
    add(text);
    if (url !== undefined) addSpan('link', start, url);
    const style = element.style;
    if (typeof style !== 'object' || style === null) return;
    for (const [name, kind] of STYLES) if ((style as Element)[name] === true) addSpan(kind, start);
  };
  for (const block of blocks) {
    if (block.type !== 'rich_text') continue;
    for (const part of elementsOf(block)) {
      startLine();
      const start = length;
      if (part.type === 'rich_text_list') {
        const first = typeof part.offset === 'number' ? part.offset + 1 : 1;
        const indent = typeof part.indent === 'number' ? Math.trunc(part.indent) || 0 : 0;
        const depth = Math.min(Math.max(indent, 0), DEEPEST);
        const bullet = BULLETS[depth % BULLETS.length]!;
        for (const [index, item] of elementsOf(part).entries()) {
          startLine();
          add(`${INDENT.repeat(depth)}${part.style === 'ordered' ? `${first + index}.` : bullet} `);
          for (const element of elementsOf(item)) addInline(element);
        }
        continue;
      }
      for (const element of elementsOf(part)) addInline(element);
      if (part.type === 'rich_text_quote') addSpan('quote', start);
      if (part.type === 'rich_text_preformatted') addSpan('code', start);
    }
  }
  return trimRichText({ text: parts.join(''), spans });
}

function showElement(element: Element, names: SlackNames): Shown {
  const value = (key: string) => (typeof element[key] === 'string' ? element[key] : '');
  switch (element.type) {
    case 'text':
      return { text: cleanCharacters(value('text')) };
    case 'link':
      return formatLink(value('url'), value('text'));
    case 'user':
      return { text: showPerson(value('user_id'), names) };
    case 'channel':
      return { text: showChannel(value('channel_id'), names) };
    case 'usergroup':
      return { text: '@group' };
    case 'broadcast':
      return { text: `@${cleanLine(value('range'))}` };
    case 'emoji': {
      const tone = element.skin_tone;
      const isTone = typeof tone === 'number' && tone >= 2 && tone <= 6;
      return {
        text: emojiCharacter(value('name'), isTone ? tone : undefined) ?? `:${cleanLine(value('name'))}:`,
      };
    }
    case 'date':
    case 'color':
      return { text: cleanLine(value('fallback') || value('value')) };
    default:
      return { text: '' };
  }
}

function elementsOf(element: Element): Element[] {
  const { elements } = element;
  return Array.isArray(elements) ? elements.filter((each) => typeof each === 'object' && each !== null) : [];
}
