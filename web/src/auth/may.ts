// What the person may do, as the server says it: what they may not is not offered.
import type { Permission } from "@/api/types";
import { useAuthStore } from "@/stores/authStore";

/** A function, so that a table of rows can ask for each. */
export function useCan(): (permission: Permission) => boolean {
  const permissions = useAuthStore((state) => state.user?.permissions);
  return (permission) => permissions?.includes(permission) ?? false;
}

export function useMay(permission: Permission): boolean {
  return useCan()(permission);
}
