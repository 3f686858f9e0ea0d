// The permissions of the signed-in user. What is not permitted is not shown.
import type { Permission } from "@/api/types";
import { useAuthStore } from "@/stores/authStore";

/** Returns a function, for checks in loops. */
export function usePermissionCheck(): (permission: Permission) => boolean {
  const permissions = useAuthStore((state) => state.user?.permissions);
  return (permission) => permissions?.includes(permission) ?? false;
}

export function usePermission(permission: Permission): boolean {
  return usePermissionCheck()(permission);
}
