import type { RichText } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/** How a title is set off from the text round it. `bracketed` is 《…》 and 『…』, which set off titles only. */
export type TitleMark = 'italic' | 'quoted' | 'bracketed' | 'link' | 'bold' | 'plain';

/** A stretch that may be a title. Offsets in the text; `end` and `outerEnd` exclusive. */
export interface MarkedTitle {
  mark: TitleMark;
  title: string;
  /** Of the words alone, and with the marks round them. */
  start: number;
  end: number;
  outerStart: number;
  outerEnd: number;
  url?: string;
}

const LONGEST_TITLE = 200;

/** Quotation marks in pairs. A single one may stand within: it is an apostrophe where a letter follows. */
const QUOTED = new RegExp(
  [
    String.raw`"([^"\n]{1,200})"`,
    String.raw`“([^“”"\n]{1,200})[”"]`,
    String.raw`„([^„“”"\n]{1,200})[“”"]`,
    String.raw`«\s?([^«»\n]{1,200}?)\s?»`,
    String.raw`»([^«»\n]{1,200})«`,
    String.raw`(?<![\p{L}\p{N}])['‘‚‹]((?:[^'‘’‹›"\n]|['’](?=\p{L})){2,200})['’‘›](?![\p{L}\p{N}])`,
    '[《『]([^《》『』\n]{1,200})[》』]',
  ].join('|'),
  'gu',
);

/** Finds what is quoted, set in italics or bold, or a link's label, outer before inner, in order. */
export function findMarkedTitles({ text, spans }: RichText): MarkedTitle[] {
  const found: MarkedTitle[] = [];
  for (const match of text.matchAll(QUOTED)) {
    const words = match.slice(1).find((group) => group !== undefined)!;
    const start = match.index + match[0].indexOf(words);
    const outer = { outerStart: match.index, outerEnd: match.index + match[0].length };
    const mark = /^[《『]/.test(match[0]) ? 'bracketed' : 'quoted';
    found.push({ mark, title: words, start, end: start + words.length, ...outer });
  }
  for (const { kind, start, end, url } of spans) {
    if (kind !== 'italic' && kind !== 'bold' && kind !== 'link') continue;
    const title = text.slice(start, end);
    const { mark, ...inner } = unquote({ mark: kind, title, start, end });
    found.push({
      mark,
      ...inner,
      outerStart: start,
      outerEnd: end,
      ...omitUndefined({ url }),
    });
  }
  found.sort((a, b) => a.outerStart - b.outerStart || b.outerEnd - a.outerEnd);
  return joinNested(found).filter(({ title }) => title.length <= LONGEST_TITLE && !title.includes('\n'));
}

/** An italic or linked stretch may hold the quotation marks too. */
function unquote(marked: Pick<MarkedTitle, 'mark' | 'title' | 'start' | 'end'>): typeof marked {
  const quoted = /^["“„«‘'《『](.+)["”“»’'》』]$/u.exec(marked.title);
  if (quoted === null) return marked;
  return { ...marked, title: quoted[1]!, start: marked.start + 1, end: marked.end - 1 };
}

/** One title set off twice ("_Release It!_" in quotes, a link within bold) counts once, with what each says. */
function joinNested(found: MarkedTitle[]): MarkedTitle[] {
  const joined: MarkedTitle[] = [];
  for (const marked of found) {
    const outer = joined.at(-1);
    if (outer === undefined || marked.outerStart >= outer.outerEnd) {
      joined.push(marked);
      continue;
    }
    const fills = marked.outerStart <= outer.start + 1 && marked.outerEnd >= outer.end - 1;
    if (!fills) {
      // "*Book: _Title_*": the inner mark is the title, the outer one only sets the line off.
      if (outer.mark === 'bold' || (outer.mark === 'quoted' && marked.url !== undefined)) joined.push(marked);
      continue;
    }
    if (RANK[marked.mark] > RANK[outer.mark]) outer.mark = marked.mark;
    if (marked.end - marked.start < outer.end - outer.start) {
      outer.title = marked.title;
      outer.start = marked.start;
      outer.end = marked.end;
    }
    if (marked.url !== undefined) outer.url = marked.url;
  }
  return joined;
}

const RANK: Record<TitleMark, number> = { plain: 0, bold: 1, link: 2, quoted: 3, italic: 4, bracketed: 5 };
