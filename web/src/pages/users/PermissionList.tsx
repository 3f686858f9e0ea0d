// Permissions with what each of them allows.
import { useTranslation } from "react-i18next";
import type { Permission } from "@/api/types";

export function PermissionList({ permissions }: { permissions: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <ul className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-2">
      {permissions.map((permission) => (
        <li key={permission} title={permission}>
          {t(`word.permission.${permission as Permission}`)}
        </li>
      ))}
    </ul>
  );
}
