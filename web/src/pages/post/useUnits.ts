// All units with their decimals and ratios, by code.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/query";
import { mastersAPI } from "@/api/services";
import type { Uom } from "@/api/types";
import type { Units } from "./amounts";

const params = { limit: 1000, is_active: "all" } as const;

export function useUnits(): Units {
  const { data } = useQuery({ queryKey: keys.list("uoms", params), queryFn: ({ signal }) => mastersAPI.uom.list(params, signal), staleTime: 60_000 });
  return useMemo(() => new Map((data?.rows ?? []).map((u: Uom) => [u.code, u])), [data]);
}
