// The permissions that a user's form offers.
import { rolePermissions, type Permission } from "@/api/types";

/** Reserved for functions that do not exist yet. */
export const withoutEffect: readonly Permission[] = ["report.read", "import.run", "settings.write", "jobs.manage"];

/** Those that lead somewhere, and those that the user has been granted, so that they can be taken away. */
export const offeredPermissions = (granted: readonly string[]): readonly Permission[] =>
  rolePermissions.admin.filter((permission) => !withoutEffect.includes(permission) || granted.includes(permission));
