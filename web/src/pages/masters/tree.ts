// Records that lie below one another, as the lines of a tree that can be opened and closed.
interface Twig {
  id: string;
  code: string;
  name: string;
}

export interface Node<R> {
  record: R;
  depth: number;
  children: Node<R>[];
}

const byCode = (a: Twig, b: Twig): number => a.code.localeCompare(b.code, undefined, { numeric: true });

/** By code on each level. What lies below something that is not among the records stands at the top. */
export function treeOf<R extends Twig>(records: readonly R[], above: (record: R) => string | undefined): Node<R>[] {
  const known = new Set(records.map((record) => record.id));
  const below = new Map<string, R[]>();
  for (const record of [...records].sort(byCode)) {
    const id = above(record);
    const place = id !== undefined && known.has(id) ? id : "";
    below.set(place, [...(below.get(place) ?? []), record]);
  }
  const grow = (place: string, depth: number): Node<R>[] =>
    (below.get(place) ?? []).map((record) => ({ record, depth, children: grow(record.id, depth + 1) }));
  return grow("", 0);
}

/** The lines that are seen, one below the other. */
export function linesOf<R extends Twig>(nodes: readonly Node<R>[], isOpen: (node: Node<R>) => boolean): Node<R>[] {
  return nodes.flatMap((node) => [node, ...(isOpen(node) ? linesOf(node.children, isOpen) : [])]);
}

/** What the words find, and all that is above it: the way there is seen too. */
export function prune<R extends Twig>(nodes: readonly Node<R>[], words: string): Node<R>[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const isFound = ({ code, name }: Twig) => wanted.every((word) => `${code} ${name}`.toLocaleLowerCase().includes(word));
  return nodes.flatMap((node) => {
    const children = prune(node.children, words);
    return children.length > 0 || isFound(node.record) ? [{ ...node, children }] : [];
  });
}

/** It and all below it: where it cannot be moved to. */
export function idsFrom<R extends Twig>(nodes: readonly Node<R>[], id: string): Set<string> {
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
