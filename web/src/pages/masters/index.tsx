// The pages of a master, as the table of pages loads them.
import type { ComponentType } from "react";
import type { PlainMasterName } from "@/records";
import { ListPage } from "./ListPage";
import { masterOf, type Master, type ViewOf } from "./master";
import { masterViews } from "./masters";
import { NewPage } from "./NewPage";
import { RecordPage } from "./RecordPage";
import { TreePage, type TreeRecord } from "./TreePage";

/** Its list, the form of a new one, and the page of each record. */
export type MasterPage = "list" | "new" | "record";

export function masterPage(name: PlainMasterName, page: MasterPage): ComponentType {
  const of = masterOf(name, masterViews[name] as ViewOf<typeof name>);
  const List = of.parent ? () => <TreePage of={of as unknown as Master<TreeRecord>} /> : () => <ListPage of={of} />;
  return { list: List, new: () => <NewPage of={of} />, record: () => <RecordPage of={of} /> }[page];
}
