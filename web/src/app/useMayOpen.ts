// Whether a link leads anywhere: its page exists, and this person may open it.
import { matchPath } from "react-router";
import { useCan } from "@/auth/may";
import { pages } from "./pages";

export function useMayOpen(): (to: string) => boolean {
  const can = useCan();
  return (to) => {
    const [path = ""] = to.split("?");
    const row = pages.find((one) => one.path === path) ?? pages.find((one) => matchPath(one.path, path));
    return row !== undefined && (!row.needs || row.needs.some(can));
  };
}
