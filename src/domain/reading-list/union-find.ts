/** Disjoint sets of the numbers from 0 to `size` - 1: which of them were joined, directly or through others. */
export interface UnionFind {
  /** The smallest number of the set that `index` is in. */
  find(index: number): number;
  join(a: number, b: number): void;
}

export function createUnionFind(size: number): UnionFind {
  const parents = Array.from({ length: size }, (_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = index; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  return {
    find,
    join(a, b) {
      const [low, high] = [find(a), find(b)].sort((x, y) => x - y) as [number, number];
      parents[high] = low;
    },
  };
}
