// Opens the record of a code scanned on a page without scan handler; a toast reports unknown codes.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { toast } from "@/lib/toast";
import { listenForScans } from "./scans";
import { searchPath, useOpenCode } from "./useOpenCode";

export function useScanner(): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const openCode = useOpenCode();
  useEffect(() => {
    const open = async (code: string) => {
      const error = await openCode(code);
      if (error?.kind === "not_found")
        toast.error(t("frame.scan_unknown", { code }), { action: { label: t("frame.scan_search"), onClick: () => void navigate(searchPath(code)) } });
      else if (error) toast.error(error.message);
    };
    return listenForScans((code) => void open(code));
  }, [t, navigate, openCode]);
}
