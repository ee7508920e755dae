import type { BlockContent, List, Nodes, Paragraph, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { omitEmpty } from '#shared/omit-undefined.ts';
import type { Row, Statement } from './statements.ts';

/** The words of a block without their marks, the notes that it names, and the bold words that it begins with. */
interface Words {
  text: string;
  notes: number[];
  leadIn: string;
}

/** What words are read from: the Markdown, for what it would change, and the number of notes that there are. */
interface Source {
  markdown: string;
  noteCount: number;
}

/**
 * Splits a page that a model wrote in Markdown into statements, each with the numbers of the notes that it names in
 * brackets. One that names none rests on those of its part of the page, or else on all.
 */
export function readPage({ text: markdown, translated = '' }: Statement, noteCount: number): Statement[] {
  const statements = readBlocks({ markdown, noteCount });
  const translations = translated === '' ? [] : readBlocks({ markdown: translated, noteCount });
  const isAligned =
    translations.length === statements.length &&
    translations.every(({ kind, rows }, at) => kind === statements[at]!.kind && sameRows(rows, statements[at]!.rows));
  const all = Array.from({ length: noteCount }, (_, index) => index + 1);
  return statements.map((statement, at): Statement => {
    const { kind, heading, leadIns = [] } = statement;
    const ofPart = statements.filter((other) => other.heading === heading);
    const sources = kind === 'quote' ? [[statement]] : [[statement], ofPart, statements];
    const translation = isAligned ? translations[at]! : undefined;
    return {
      ...statement,
      notes: sources.map(notesOf).find((notes) => notes.length > 0) ?? all,
      ...(translation && {
        translated: [translation.text, ...(translation.rows ?? []).map(({ cells }) => cells.join(' | '))]
          .filter((line) => line !== '')
          .join('\n'),
        ...omitEmpty({ leadIns: [...leadIns, ...(translation.leadIns ?? [])] }),
      }),
    };
  });
}

function notesOf(statements: readonly Statement[]): number[] {
  return statements.flatMap(({ notes, rows = [] }) => [notes, ...rows.map((row) => row.notes)].flat());
}

function sameRows(some: readonly Row[] = [], others: readonly Row[] = []): boolean {
  return some.length === others.length && some.every(({ cells }, at) => cells.length === others[at]!.cells.length);
}

function readBlocks(source: Source): Statement[] {
  const { children } = fromMarkdown(source.markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const [first, ...others] = children;
  // Models like to put a whole page in a fence.
  if (first?.type === 'code' && others.length === 0 && /^(?:|md|markdown)$/iu.test(first.lang ?? '')) {
    return readBlocks({ ...source, markdown: first.value });
  }
  let heading = '';
  return children.flatMap((node, index): Statement[] => {
    const statement = (kind: Statement['kind'], { text, notes }: Partial<Words>, rows?: Row[]): Statement => ({
      ...{ kind, heading, text: text ?? '', more: '', notes: notes ?? [] },
      ...(rows && { rows }),
    });
    switch (node.type) {
      case 'heading':
        // The page has its title already.
        heading = node.depth === 1 ? '' : wordsOf(node.children, source).text;
        return [];
      case 'paragraph': {
        const words = wordsOf(node.children, source);
        const next = children[index + 1];
        const isBold = words.leadIn === words.text && /[^.!?]$/u.test(words.text);
        // What names its notes, or has nothing below it, is a statement, unless it is the page's title.
        const isHeading = words.notes.length === 0 && next !== undefined && (next.type !== 'heading' || index === 0);
        if (isBold && isHeading) {
          heading = words.text.replace(/:$/u, '');
          return [];
        }
        return [{ ...statement('paragraph', words), ...leadInsOf([words]) }];
      }
      case 'list': {
        const items = itemsOf(node, source);
        const rows = items.map(({ text, notes }) => ({ cells: [text], notes }));
        return [{ ...statement(node.ordered ? 'steps' : 'list', {}, rows), ...leadInsOf(items) }];
      }
      case 'table':
        return [
          statement(
            'table',
            {},
            node.children.map((row) => {
              const cells = row.children.map((cell) => wordsOf(cell.children, source));
              return { cells: cells.map(({ text }) => text), notes: cells.flatMap(({ notes }) => notes) };
            }),
          ),
        ];
      case 'blockquote': {
        const words = node.children.map((child) => wordsOf([child], source));
        const lines = words.flatMap(({ text }, at) =>
          node.children[at]!.type === 'list' ? [`— ${text}`] : text.split('\n'),
        );
        const signed = lines.findIndex((line, at) => at > 0 && SIGNED.test(line));
        const quoted = signed === -1 ? lines : lines.slice(0, signed);
        const quote = { text: quoted.join(' '), notes: words.flatMap(({ notes }) => notes) };
        return [{ ...statement('quote', quote), more: lines.slice(quoted.length).join(' ').replace(SIGNED, '') }];
      }
      case 'thematicBreak':
        return [];
      default:
        return [statement('paragraph', wordsOf([node], source))];
    }
  });
}

/** Who said a quote. */
const SIGNED = /^[—–-]+\s*/u;

/** The items of a list; those of a list within an item continue that item. */
function itemsOf({ children }: List, source: Source): Words[] {
  return children.map((item) => {
    const [first, ...others] = item.children.map((child) => blockWords(child, source));
    return {
      text: [first?.text ?? '', ...others.map(({ text }) => text)].filter(Boolean).join(' '),
      notes: [first?.notes ?? [], ...others.map(({ notes }) => notes)].flat(),
      leadIn: first?.leadIn ?? '',
    };
  });
}

function blockWords(node: BlockContent | { type: string }, source: Source): Words {
  if (node.type === 'list') {
    const items = itemsOf(node as List, source);
    return {
      text: items.map(({ text }) => text.replace(/[.;]$/u, '')).join('; '),
      notes: items.flatMap(({ notes }) => notes),
      leadIn: '',
    };
  }
  return wordsOf(node.type === 'paragraph' ? (node as Paragraph).children : [node as Nodes], source);
}

function leadInsOf(lines: readonly Words[]): { leadIns?: string[] } {
  return omitEmpty({ leadIns: lines.map(({ leadIn }) => leadIn).filter((leadIn) => leadIn !== '') });
}

function wordsOf(nodes: readonly (Nodes | PhrasingContent)[], source: Source): Words {
  const notes: number[] = [];
  const read = (node: Nodes): string => textOf(node, source, (text) => takeMarks(text, source.noteCount, notes));
  const [first] = nodes;
  return {
    text: nodes.map(read).join('').trim(),
    leadIn:
      first?.type === 'strong' ? textOf(first, source, (text) => takeMarks(text, source.noteCount, [])).trim() : '',
    notes,
  };
}

/** Returns a node's words without their markup, but as they are if they only look like markup: `__init__`, `2*3*4`. */
function textOf(node: Nodes, source: Source, read: (text: string) => string): string {
  const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
  const raw = source.markdown.slice(start, end);
  const inner = () => ('children' in node ? node.children.map((child) => textOf(child, source, read)).join('') : '');
  switch (node.type) {
    case 'text':
      // A line may end within a sentence; one that begins with a bullet or dash is one of its own.
      return read(node.value.replace(/\s*\n(?!\s*[•◦▪‣*–—-]\s)/gu, ' '));
    case 'inlineCode':
    case 'code':
      return node.value;
    case 'html':
      return /^<br\b/iu.test(node.value) ? ' ' : node.value;
    case 'break':
      return '\n';
    case 'emphasis':
    case 'strong': {
      const isWithinWord = /[\p{L}\p{N}]/u.test(source.markdown[start - 1] ?? '');
      return isWithinWord || (raw.startsWith('_') && !/\s/u.test(raw)) ? raw : inner();
    }
    case 'link': {
      const label = inner();
      return !raw.startsWith('[') || label === node.url
        ? raw.replace(/^\[.*\]\((.*)\)$/su, '$1')
        : `${label} (${node.url})`;
    }
    case 'image':
    case 'delete':
    case 'definition':
    case 'linkReference':
    case 'imageReference':
    case 'footnoteReference':
    case 'footnoteDefinition':
      return read(raw);
    default:
      return inner();
  }
}

/** `[3]`, `[2, 5]` or `[2–4]` */
const MARK = /\s*\[(?:notes? )?(\d{1,3}(?:(?:,| and|–|-) ?\d{1,3})*)\]/giu;

/** Removes the numbers of notes in brackets and adds them to `notes`. */
function takeMarks(text: string, noteCount: number, notes: number[]): string {
  return text.replace(MARK, (_, listed: string) => {
    const numbers = listed.split(/,| and/u).flatMap((range) => {
      const [from = 0, to = from] = range.split(/[–-]/u).map(Number);
      return Array.from({ length: Math.min(Math.max(to - from, 0), noteCount) + 1 }, (_each, index) => from + index);
    });
    const known = numbers.filter((number) => number >= 1 && number <= noteCount);
    notes.push(...(known.length > 0 ? known : numbers));
    return '';
  });
}
