// The only location there is, which the server uses as the default too.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/query";
import { mastersAPI } from "@/api/services";
import type { Place } from "./grid";

/** Enough to see whether there is more than one. */
const params = { limit: 2, sort: "code" } as const;

export function useOnlyPlace(): Place | undefined {
  const { data } = useQuery({ queryKey: keys.list("locations", params), queryFn: ({ signal }) => mastersAPI.location.list(params, signal), staleTime: 60_000 });
  return useMemo(() => {
    const [only, another] = data?.rows ?? [];
    return only && !another ? { id: only.id, code: only.code } : undefined;
  }, [data]);
}
