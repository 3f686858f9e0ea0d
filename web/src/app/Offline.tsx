// A bar shown while the browser is offline.
import { CloudOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

function subscribe(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

export function Offline() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" data-print="no">
      {!isOnline && (
        <p className="flex items-center gap-2 border-b border-warning/40 bg-muted px-3 py-2 md:px-6">
          <CloudOff aria-hidden className="size-4 shrink-0 text-warning" />
          {t("frame.offline")}
        </p>
      )}
    </div>
  );
}
