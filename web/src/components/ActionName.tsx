// Names of audit actions. An unknown action is shown as stored.
import { useTranslation } from "react-i18next";

export const actionNames = [
  "create",
  "update",
  "deactivate",
  "restore",
  "move",
  "import",
  "demo",
  "post",
  "reverse",
  "correct",
  "close",
  "reopen",
  "rebuild",
  "sign_in",
  "sign_out",
  "sessions_end",
  "refresh_reuse",
  "password",
  "unlock",
] as const;

type Name = (typeof actionNames)[number];
const isName = (action: string): action is Name => (actionNames as readonly string[]).includes(action);

export function ActionName({ action }: { action: string }) {
  const { t } = useTranslation();
  return isName(action) ? t(`word.action.${action}`) : action.replaceAll("_", " ");
}
