// The pages of items that are like those of all masters.
import type { Item } from "@/api/types";
import type { Master } from "@/pages/masters/master";
import { NewPage } from "@/pages/masters/NewPage";
import { RecordPage } from "@/pages/masters/RecordPage";
import { item } from "./item";

const of = item as unknown as Master<Item>;

export const NewItem = () => <NewPage of={of} />;
export const ItemPage = () => <RecordPage of={of} />;
