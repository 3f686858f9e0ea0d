// In place of compute-scroll-into-view, by which downshift shows the highlighted choice: every browser
// does that itself.
export function compute(node: Element): never[] {
  node.scrollIntoView({ block: "nearest" });
  return [];
}
