// The pages of a kind of master, as the table of pages loads them.
import type { ComponentType } from "react";
import { ListPage } from "./ListPage";
import type { Master, MasterRecord } from "./master";
import { masters } from "./masters";
import { NewPage } from "./NewPage";
import { RecordPage } from "./RecordPage";
import { TreePage, type TreeRecord } from "./TreePage";

export type MasterName = keyof typeof masters;

/** Its list, the page for a new one, and the page of each. */
export type MasterPage = "list" | "new" | "record";

export function masterPage(name: MasterName, page: MasterPage): ComponentType {
  // The pages hand records and bodies on without looking into them: to them all masters are one.
  const of = masters[name] as unknown as Master<TreeRecord>;
  const List = of.parent ? () => <TreePage of={of} /> : () => <ListPage of={of} />;
  return { list: List, new: () => <NewPage of={of} />, record: () => <RecordPage of={of as unknown as Master<MasterRecord>} /> }[page];
}
