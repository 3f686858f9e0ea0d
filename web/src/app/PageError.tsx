// Shown in place of a page that threw an error or could not be loaded.
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { ApiError } from "@/api/errors";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";

const reload = () => {
  window.location.reload();
};

export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Page title={t("frame.fault")}>
      {error instanceof ApiError ? (
        <ErrorState error={error} onRetry={reload} />
      ) : (
        <ErrorState text={t("frame.fault_text")} detail={error instanceof Error ? error.message : undefined} onRetry={reload} />
      )}
    </Page>
  );
}
