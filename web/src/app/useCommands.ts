// What Ctrl+K offers besides records: the pages, and actions by the user's permissions.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePermissionCheck } from "@/auth/permissions";
import { signOut } from "@/auth/session";
import { useAuthStore } from "@/stores/authStore";
import { pages } from "./pages";

export interface Command {
  value: string;
  code: "";
  name: string;
  group: "frame.pages" | "frame.actions";
  /** Left out: the value has the path of a page. */
  run?: () => void;
}

/** Pages that make something are actions. */
const isAction = (path: string): boolean => path.endsWith("/new") || path === "/post";

export function useCommands(): Command[] {
  const { t } = useTranslation();
  const can = usePermissionCheck();
  const permissions = useAuthStore((state) => state.user?.permissions);
  return useMemo(() => {
    const open = pages.filter(({ path, needs, isPublic }) => !isPublic && !path.includes(":") && (!needs || needs.some(can)));
    const commandOf = (group: Command["group"]) => ({ path, title }: (typeof pages)[number]): Command => ({ value: `page ${path}`, code: "", name: t(title), group });
    const signOutNow: Command = { value: "sign_out", code: "", name: t("frame.sign_out"), group: "frame.actions", run: () => void signOut() };
    return [...open.filter(({ path }) => !isAction(path)).map(commandOf("frame.pages")), ...open.filter(({ path }) => isAction(path)).map(commandOf("frame.actions")), signOutNow];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- can() answers from permissions
  }, [permissions, t]);
}
