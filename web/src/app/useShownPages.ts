// The rows of the table of pages that this person may open and that the navigation shows.
import { useMemo } from "react";
import { useCan } from "@/auth/may";
import { useAuthStore } from "@/stores/authStore";
import { pages, type PageRow } from "./pages";

export function useShownPages(): PageRow[] {
  const can = useCan();
  const permissions = useAuthStore((state) => state.user?.permissions);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- can() answers from permissions
  return useMemo(() => pages.filter((row) => row.group && (!row.needs || row.needs.some(can))), [permissions]);
}
