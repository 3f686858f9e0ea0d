// Shown when the server cannot be reached before sign-in.
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";

export function Unreachable({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="mx-auto flex max-w-md flex-col items-start gap-4 p-8" role="alert">
      <h1 className="text-xl font-semibold">{t("app.name")}</h1>
      <p>{t("error.network")}</p>
      <Button onClick={onRetry}>{t("action.retry")}</Button>
    </main>
  );
}
