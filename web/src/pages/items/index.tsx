// The pages of an item that every master has: the form of a new one, and the page of each.
import { NewPage } from "@/pages/masters/NewPage";
import { RecordPage } from "@/pages/masters/RecordPage";
import { item } from "./item";

export const NewItem = () => <NewPage of={item} />;
export const ItemPage = () => <RecordPage of={item} />;
