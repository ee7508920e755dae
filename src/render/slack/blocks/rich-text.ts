import type {
  RichTextBlock,
  RichTextLink,
  RichTextList,
  RichTextQuote,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { splitUrls } from '#render/view/links.ts';
import { plainLine, plainLines } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { LIMITS, MOST_SOURCES } from './limits.ts';
import { truncate } from './truncate.ts';

/** Words and links: all that we write into rich text. Neither can mention anybody or be read as markup. */
export type Inline = RichTextText | RichTextLink;
export type RichPart = RichTextSection | RichTextList | RichTextQuote;
/** Parts that are set as one block, separate from those above and below. */
export type Paragraph = RichPart[];

/** Our own words, or cleaned ones from outside; none for an empty text, which Slack refuses. */
export function words(text: string, style?: RichTextText['style']): Inline[] {
  return text === '' ? [] : [{ type: 'text', text, ...omitUndefined({ style }) }];
}

export function bold(text: string): Inline[] {
  return words(text, { bold: true });
}

export function italic(text: string): Inline[] {
  return words(text, { italic: true });
}

/** What a person can type. */
export function code(text: string): Inline[] {
  return words(text, { code: true });
}

/** A link to an address from outside; only its text if the address isn't http(s), or is longer than Slack allows. */
export function linkTo(address: string | undefined, text: string, style?: RichTextText['style']): Inline[] {
  const url = toSafeUrl(address);
  if (url === undefined || url.length > LIMITS.button.url || text === '') return words(text, style);
  return [{ type: 'link', url, text, ...omitUndefined({ style }) }];
}

/** A text from outside in one line, cut at `max`, its web addresses as links. */
export function lineOf(text: string, max: number, style?: RichTextText['style']): Inline[] {
  const line = plainLine(text);
  const cut = truncate(line, max);
  const whole = cut === line ? line.length : cut.length - 1;
  const shown: Inline[] = [];
  let at = 0;
  for (const part of splitUrls(line)) {
    const end = at + part.text.length;
    // An address that is cut would lead elsewhere.
    if (end > whole) return [...shown, ...words(cut.slice(at), style)];
    shown.push(...(part.url === undefined ? words(part.text, style) : linkTo(part.url, part.text, style)));
    at = end;
  }
  return shown;
}

/** A text from outside with its line breaks, cut at `max`, its web addresses as links. */
export function linesOf(text: string, max: number): Inline[] {
  const lines: Inline[][] = [];
  let left = max;
  for (const line of plainLines(text)) {
    if (left <= 0) {
      lines.push(words('…'));
      break;
    }
    lines.push(lineOf(line, left));
    if (line.length > left) break;
    left -= line.length + 1;
  }
  return joined(lines, '\n');
}

/** Runs with a text between each two. */
export function joined(runs: readonly Content[], between: string): Inline[] {
  return runs.flatMap((run, index) => inlines(index === 0 ? run : [between, run]));
}

/** Our own words as strings, and words from outside as cleaned inlines. */
export type Content = string | Inline | readonly Content[];

export function inlines(content: Content): Inline[] {
  if (typeof content === 'string') return words(content);
  return 'type' in content ? [content] : content.flatMap(inlines);
}

export function section(...content: Content[]): RichTextSection {
  return { type: 'rich_text_section', elements: inlines(content) };
}

export function bullets(items: readonly Content[], indent = 0, style: RichTextList['style'] = 'bullet'): RichTextList {
  return { type: 'rich_text_list', style, indent, elements: items.map((item) => section(item)) };
}

export function quote(...content: Content[]): RichTextQuote {
  return { type: 'rich_text_quote', elements: inlines(content) };
}

/** A label in bold with the parts below it; empty without any. */
export function labelled(label: Content, parts: Paragraph): Paragraph {
  return parts.length === 0 ? [] : [section(typeof label === 'string' ? bold(label) : label), ...parts];
}

/** A block without empty sections, quotes, items and lists, which Slack refuses. */
export function richText(paragraph: Paragraph): RichTextBlock {
  const isEmpty = ({ elements }: Pick<RichPart, 'elements'>) => elements.length === 0;
  const parts = paragraph.map((part) =>
    part.type === 'rich_text_list' ? { ...part, elements: part.elements.filter((item) => !isEmpty(item)) } : part,
  );
  return { type: 'rich_text', elements: parts.filter((part) => !isEmpty(part)) };
}

/** A block of one line, or of several lines of few words. */
export function textBlock(...content: Content[]): RichTextBlock {
  return richText([section(content)]);
}

/** A block for each paragraph that has anything in it. */
export function richTexts(paragraphs: readonly Paragraph[]): RichTextBlock[] {
  return paragraphs.map(richText).filter(({ elements }) => elements.length > 0);
}

/** Joins lists of the same kind and depth that follow each other. */
export function mergeLists(parts: Paragraph): Paragraph {
  const merged: Paragraph = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.type !== 'rich_text_list') merged.push(part);
    else if (last?.type !== 'rich_text_list' || last.indent !== part.indent || last.style !== part.style) {
      merged.push({ ...part, elements: [...part.elements] });
    } else for (const element of part.elements) last.elements.push(element);
  }
  return merged;
}

interface Measure {
  /** Visible characters. */
  shown: number;
  /** With the addresses of links: whether Slack counts them is not known. */
  all: number;
}

export function measureParts(parts: readonly RichPart[]): Measure {
  const elements = parts.flatMap((part) => {
    const inner = part.type === 'rich_text_list' ? part.elements.flatMap((item) => item.elements) : part.elements;
    // Only this file makes elements, so they are text and links.
    return inner as Inline[];
  });
  const shown = elements.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
  const addresses = elements.reduce((sum, element) => sum + (element.type === 'link' ? element.url.length : 0), 0);
  return { shown, all: shown + addresses };
}

/** The first runs that fit into `max` characters, addresses counted, and how many are left. */
export function takeFitting<Run extends Content>(runs: readonly Run[], max: number): { shown: Run[]; left: number } {
  let used = 0;
  const end = runs.findIndex((run) => {
    used += measureParts([section(run)]).all + 3;
    return used > max;
  });
  const shown = end === -1 ? [...runs] : runs.slice(0, end);
  return { shown, left: runs.length - shown.length };
}

export const SOURCE_MARK = '↗';

const LONGEST_PERMALINK = 300;

/** ` ↗ ↗`: links to the first messages that support a statement. */
export function sourceMarks(
  noteIds: readonly NoteId[],
  view: Pick<RecapView, 'sourcesOf'>,
  most: number = MOST_SOURCES,
): Inline[] {
  const permalinks = view.sourcesOf(noteIds).flatMap(({ permalink }) => permalink ?? []);
  return [...new Set(permalinks)]
    .filter((permalink) => permalink.length <= LONGEST_PERMALINK)
    .slice(0, most)
    .flatMap((permalink) => inlines([' ', linkTo(permalink, SOURCE_MARK)]));
}
