// The pages of the navigation that the user may open.
import { useMemo } from "react";
import { usePermissionCheck } from "@/auth/permissions";
import { useAuthStore } from "@/stores/authStore";
import { pages, type PageRow } from "./pages";

export function useShownPages(): PageRow[] {
  const can = usePermissionCheck();
  const permissions = useAuthStore((state) => state.user?.permissions);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- can() answers from permissions
  return useMemo(() => pages.filter((row) => row.group && (!row.needs || row.needs.some(can))), [permissions]);
}
