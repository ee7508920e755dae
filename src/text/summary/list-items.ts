import { hasFiniteVerb } from '#text/sentences/statement-score.ts';
import { joinSingle } from './join-sentences.ts';
import type { Block } from './parse-blocks.ts';

export interface Item {
  text: string;
  children: string[];
}

/** Items with what is nested below them, one level deep; deeper ones are joined to theirs. */
export function nestItems(items: readonly Block[]): Item[] {
  const top = Math.min(...items.map(({ depth }) => depth));
  const tree: (Item & { depths: number[] })[] = [];
  for (const { text, depth } of items) {
    const parent = tree.at(-1);
    if (depth === top || parent === undefined) tree.push({ text, children: [], depths: [] });
    else if (parent.children.length === 0 || depth <= parent.depths[0]!) {
      parent.children.push(text);
      parent.depths.push(depth);
    } else parent.children.push(`${parent.children.pop()!.replace(/[.:;,]$/u, '')}: ${text}`);
  }
  return tree;
}

/** An item with what is nested below it, as one text. */
export function joinItem({ text, children }: Item): string {
  if (children.length === 0) return text;
  if (children.length === 1 && hasFiniteVerb(text)) return joinSingle(text, children[0]!);
  const below = children.map((child) => child.replace(/[.;,]$/u, '')).join('; ');
  return /[:：]$/u.test(text) ? `${text} ${below}` : `${text.replace(/[.;,]$/u, '')}: ${below}`;
}
