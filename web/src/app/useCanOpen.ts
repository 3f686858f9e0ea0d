// Whether a link has a page that the user may open.
import { matchPath } from "react-router";
import { usePermissionCheck } from "@/auth/permissions";
import { pages } from "./pages";

export function useCanOpen(): (to: string) => boolean {
  const can = usePermissionCheck();
  return (to) => {
    const [path = ""] = to.split("?");
    const row = pages.find((one) => one.path === path) ?? pages.find((one) => matchPath(one.path, path));
    return row !== undefined && (!row.needs || row.needs.some(can));
  };
}
