import type { Block } from './parse-blocks.ts';

/** An item of a list with what is nested below it; deeper levels are as one. */
export interface Item {
  text: string;
  children: string[];
}

/** Items by what they are nested below. */
export function nestItems(items: readonly Block[]): Item[] {
  const top = items.reduce((least, { depth }) => Math.min(least, depth), Number.POSITIVE_INFINITY);
  const tree: Item[] = [];
  for (const { text, depth } of items) {
    const parent = tree.at(-1);
    if (depth === top || parent === undefined) tree.push({ text, children: [] });
    else parent.children.push(text);
  }
  return tree;
}
