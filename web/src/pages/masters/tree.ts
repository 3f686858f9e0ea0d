// Builds a tree of records from parent ids, and its visible lines.
interface TreeRecord {
  id: string;
  code: string;
  name: string;
}

export interface Node<R> {
  record: R;
  depth: number;
  children: Node<R>[];
}

const byCode = (a: TreeRecord, b: TreeRecord): number => a.code.localeCompare(b.code, undefined, { numeric: true });

/** Sorted by code on each level. A record whose parent is missing is on the top level. */
export function treeOf<R extends TreeRecord>(records: readonly R[], above: (record: R) => string | undefined): Node<R>[] {
  const ids = new Set(records.map((record) => record.id));
  const below = new Map<string, R[]>();
  for (const record of [...records].sort(byCode)) {
    const id = above(record);
    const place = id !== undefined && ids.has(id) ? id : "";
    below.set(place, [...(below.get(place) ?? []), record]);
  }
  const nodesBelow = (place: string, depth: number): Node<R>[] =>
    (below.get(place) ?? []).map((record) => ({ record, depth, children: nodesBelow(record.id, depth + 1) }));
  return nodesBelow("", 0);
}

/** The visible lines from top to bottom. */
export function linesOf<R extends TreeRecord>(nodes: readonly Node<R>[], isOpen: (node: Node<R>) => boolean): Node<R>[] {
  return nodes.flatMap((node) => [node, ...(isOpen(node) ? linesOf(node.children, isOpen) : [])]);
}

/** Matches with all their ancestors. */
export function prune<R extends TreeRecord>(nodes: readonly Node<R>[], words: string): Node<R>[] {
  const terms = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const isFound = ({ code, name }: TreeRecord) => terms.every((word) => `${code} ${name}`.toLocaleLowerCase().includes(word));
  return nodes.flatMap((node) => {
    const children = prune(node.children, words);
    return children.length > 0 || isFound(node.record) ? [{ ...node, children }] : [];
  });
}

/** The node and all below it, to which it cannot be moved. */
export function subtreeIds<R extends TreeRecord>(nodes: readonly Node<R>[], id: string): Set<string> {
  const collect = (node: Node<R>): string[] => [node.record.id, ...node.children.flatMap(collect)];
  const find = (among: readonly Node<R>[]): Node<R> | undefined => {
    for (const node of among) {
      const found = node.record.id === id ? node : find(node.children);
      if (found) return found;
    }
    return undefined;
  };
  const node = find(nodes);
  return new Set(node ? collect(node) : []);
}
