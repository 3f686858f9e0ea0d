// What somebody did, in words: the audit's names of deeds. An unknown one is shown as it is kept.
import { useTranslation } from "react-i18next";

export const deeds = [
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

type Name = (typeof deeds)[number];
const isName = (action: string): action is Name => (deeds as readonly string[]).includes(action);

export function Deed({ action }: { action: string }) {
  const { t } = useTranslation();
  return isName(action) ? t(`word.action.${action}`) : action.replaceAll("_", " ");
}
