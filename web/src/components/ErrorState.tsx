// Shown in place of content that failed to load: message, request id, retry.
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/api/errors";
import { Button } from "@/components/ui/button";
import { Code } from "./Code";

type Props = { onRetry?: () => void } & ({ error: unknown } | { text: string; detail?: string });

export function ErrorState(props: Props) {
  const { t } = useTranslation();
  const error = "error" in props ? toApiError(props.error) : undefined;
  const isGone = error?.kind === "not_found"; // retrying or asking support does not help
  const { text, detail } = "text" in props ? props : { text: error?.message, detail: undefined };
  return (
    <div role="alert" className="flex flex-col items-start gap-3 rounded-md border border-destructive/40 p-4">
      <p className="flex items-start gap-2">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
        {text}
      </p>
      {detail && <p className="font-mono text-muted-foreground wrap-anywhere">{detail}</p>}
      {error?.requestId && !isGone && (
        <p className="text-muted-foreground">
          {t("state.request")} <Code code={error.requestId} />
        </p>
      )}
      {props.onRetry && !isGone && (
        <Button variant="outline" onClick={props.onRetry}>
          {t("action.retry")}
        </Button>
      )}
    </div>
  );
}
