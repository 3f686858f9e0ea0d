// What a link asks for: a kind of posting (/post?type=issue), an item as if it were scanned
// (?item=CODE). Without one, a kind that this person may make.
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import type { Permission } from "@/api/types";
import type { Change, Grid } from "./grid";
import { allowedMovements } from "./movement";

export function useAsked(grid: Grid, change: (c: Change) => void, can: (p: Permission) => boolean): void {
  const [url, setUrl] = useSearchParams();
  const asked = url.get("type");
  const item = url.get("item");
  const allowed = allowedMovements(can);
  const wanted = allowed.find((m) => m === asked) ?? (allowed.includes(grid.head.type) ? undefined : allowed[0]);
  const isFixed = grid.correcting !== undefined || grid.sent !== undefined;
  useEffect(() => {
    if (wanted && !isFixed) change({ do: "head", patch: { type: wanted } });
    if (asked === null && item === null) return;
    if (item !== null && !isFixed) change({ do: "scan", text: item });
    setUrl((now) => {
      now.delete("type");
      now.delete("item");
      return now;
    }, { replace: true });
  }, [wanted, asked, item, isFixed, change, setUrl]);
}
