// Download a list, or its selected rows, as a file; needs the permission to export.
import { Download, FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/api/errors";
import { usePermission } from "@/auth/permissions";
import { Button } from "@/components/ui/button";
import { fetchCsv, saveFile } from "@/lib/csv";
import { toast } from "@/lib/toast";
import type { ListView } from "@/lib/useListView";

interface Props<Row> {
  view: ListView<Row>;
  /** Only the records with these ids. */
  ids?: readonly string[];
}

export function CsvButtons<Row>({ view, ids }: Props<Row>) {
  const { t } = useTranslation();
  const mayExport = usePermission("export");
  const [isBusy, setBusy] = useState(false);
  if (!mayExport) return null;

  const download = async (isForExcel: boolean) => {
    setBusy(true);
    try {
      const from = ids && view.from > 1 ? { skip: view.from - 1 } : {};
      const file = await fetchCsv(view.source.path, { ...view.params, ...from }, { isForExcel, ids });
      saveFile(`${view.source.kind}.csv`, file.text, "text/csv");
      if (file.cutAt) toast.warning(t("list.csv_part", { count: file.cutAt }));
    } catch (thrown) {
      toast.error(toApiError(thrown).message);
    } finally {
      setBusy(false);
    }
  };

  const variant = ids ? "outline" : "ghost";
  return (
    <>
      <Button variant={variant} disabled={isBusy} title={t("action.csv_hint")} onClick={() => void download(false)}>
        <Download aria-hidden />
        {t("action.csv")}
      </Button>
      <Button variant={variant} disabled={isBusy} title={t("action.excel_hint")} onClick={() => void download(true)}>
        <FileSpreadsheet aria-hidden />
        {t("action.excel")}
      </Button>
    </>
  );
}
