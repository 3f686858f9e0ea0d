// Applies the URL's parameters: a kind of posting (?type=issue) and an item to add (?item=CODE).
// Without a type, the first kind that the user may post.
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import type { Permission } from "@/api/types";
import type { Change, Grid } from "./grid";
import { allowedMovements } from "./movement";

export function usePostParams(grid: Grid, change: (c: Change) => void, can: (p: Permission) => boolean): void {
  const [url, setUrl] = useSearchParams();
  const requested = url.get("type");
  const item = url.get("item");
  const allowed = allowedMovements(can);
  const type = allowed.find((m) => m === requested) ?? (allowed.includes(grid.head.type) ? undefined : allowed[0]);
  const isFixed = grid.correcting !== undefined || grid.sent !== undefined;
  useEffect(() => {
    if (type && !isFixed) change({ do: "head", patch: { type: type } });
    if (requested === null && item === null) return;
    if (item !== null && !isFixed) change({ do: "scan", text: item });
    setUrl((now) => {
      now.delete("type");
      now.delete("item");
      return now;
    }, { replace: true });
  }, [type, requested, item, isFixed, change, setUrl]);
}
